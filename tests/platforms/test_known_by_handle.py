"""Who is on the register, or was, by a handle alone is never taken for a resident where a platform shows it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from facts import DAY_US, HOUR_US
from pipelines.keep.folder import Folder
from tests.platforms.local_platform import Answer
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import AUTHORITIES, Ground, settled
from tests.platforms.stands.stand import AHMED, BETH, NOW_US, RITA
from tests.small_council import Council

pytestmark = pytest.mark.platforms

WORD = "Zebraplanted"
SHOWS_HANDLES = ("bluesky", "mastodon", "x")
LOOKED_UP = {"bluesky": "resolveHandle", "x": "/users/by"}


@pytest.fixture(params=SHOWS_HANDLES)
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    """Two members, of whom Ahmed writes in Beth's thread; neither was collected from yet."""
    with settled(STANDS[request.param], tmp_path / "data") as ground:
        ground.patch.setattr("httpx._transports.default.create_ssl_context", lambda **_: AUTHORITIES)
        start_us = NOW_US - 5 * DAY_US
        post = ground.stand.post(BETH, "The roads are dug up.", start_us)
        ground.stand.reply(AHMED, post, f"{WORD}: when are they mended?", start_us + HOUR_US)
        ground.stand.reply(RITA, post, "When are they mended?", start_us + 2 * HOUR_US)
        yield ground


def never_consented(ground: Ground) -> None:
    with sqlite3.connect(ground.path / "desk.sqlite") as desk:
        desk.execute("delete from consents where account = ?", [ground.account])


def withdrew_before_any_look(ground: Ground) -> None:
    Council(ground.path).must("withdraw", "--account", ground.account)


def unanswered(ground: Ground) -> None:
    """Let the platform not say who Ahmed is."""
    handle, path = ground.stand.handle(AHMED), LOOKED_UP.get(ground.stand.platform, "never asked")
    ground.stand.fault = lambda asked: Answer(b"{}", 503) if path in asked and handle in asked else None


def run(ground: Ground, day: int = 0) -> None:
    ground.clock(NOW_US + day * 25 * HOUR_US)
    Council(ground.path).run("run")


def kept(ground: Ground) -> list[Any]:
    """Return what is kept of others in Beth's thread: words, and what a rule says of them."""
    with duckdb.connect(str(ground.path / "archive.duckdb"), read_only=True) as archive:
        return archive.execute(
            "select text, labels.value from posts left join labels on labels.post = id and rule = 'ask' "
            "where kind = 'reply' order by posted_us"
        ).fetchall()


@pytest.mark.parametrize("how", [never_consented, withdrew_before_any_look])
def test_who_has_not_said_yes_is_no_resident_before_anybody_could_look_them_up(
    ground: Ground, how: Any
) -> None:
    how(ground)
    unanswered(ground)

    run(ground)
    run(ground, day=1)

    assert Council(ground.path).bytes_of(WORD) == {}
    assert kept(ground) == [("", None), ("When are they mended?", "ask")]


@pytest.mark.parametrize("how", [never_consented, withdrew_before_any_look])
def test_who_was_met_once_is_known_under_another_name(ground: Ground, how: Any) -> None:
    if ground.stand.platform == "mastodon":
        return  # there a name is for ever
    how(ground)
    unanswered(ground)
    run(ground)
    ground.stand.rename("cllr_new")
    post = ground.stand.post(BETH, "More roads are dug up.", NOW_US + HOUR_US)
    ground.stand.reply(AHMED, post, f"{WORD}: and these?", NOW_US + 2 * HOUR_US)

    run(ground, day=1)

    assert Council(ground.path).bytes_of(WORD) == {}
    assert len(kept(ground)) == 3


def test_a_stranger_who_took_a_members_old_name_is_a_resident(ground: Ground) -> None:
    if ground.stand.platform == "mastodon":
        return  # there a name is for ever
    run(ground)  # Ahmed's own id is known from here on
    stand: Any = ground.stand
    old, network = stand.handle(AHMED), stand.network
    ground.stand.rename("cllr_new")
    stranger = network.person("somebody-else.test")
    network.handles[stranger] = old
    post = stand.post(BETH, "More roads are dug up.", NOW_US + HOUR_US)
    write = network.write if stand.platform == "bluesky" else network.post
    write(stranger, "What of Elm Road, when is it mended?", NOW_US + 2 * HOUR_US, answers=post)

    run(ground, day=1)

    assert kept(ground)[-1] == ("What of Elm Road, when is it mended?", "ask")
    assert Folder(ground.path).keyed(stand.platform, stranger)[0] not in Folder(ground.path).on_register()
