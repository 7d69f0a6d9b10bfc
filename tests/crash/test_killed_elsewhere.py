"""Killed in an archive's import, or in a visit of X, Facebook or Mastodon: started again, all is as if undisturbed."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from connectors.x.settings import TOKEN as X_TOKEN
from facts import DAY_US, HOUR_US
from tests.crash.test_killed import KILLED, at, spec
from tests.platforms import local_graph, local_mastodon, local_x
from tests.platforms.local_x import NOW_US, LocalX, small_talk
from tests.platforms.made_archives import (
    comment,
    entry,
    facebook_files,
    registered,
    status,
    tweet,
    x_files,
    zipped,
)
from tests.small_council import Council, Rows, write_register

pytestmark = [pytest.mark.killed, pytest.mark.timeout(120)]

DAYS = range(1, 16)
READS = 5_000
TOKEN = "EAA-granted"
IN_AN_ARCHIVE = {
    "x": {"query": "insert into posts", "after": True},
    "facebook": {"query": "insert into coverage", "after": True},
}
IN_A_VISIT = [
    {"query": "insert into posts", "after": True},  # in the first page with messages
    {"query": "insert into coverage", "after": True},  # further on, before what was seen is committed
]


def held(council: Council) -> Rows:
    """Return what is kept of people's messages, and what is claimed to have been seen."""
    tables = council.archive()
    return {name: tables[f"main.{name}"] for name in ("posts", "labels", "coverage")}


# An archive


def archive_of(platform: str, path: Path) -> Path:
    moments = [f"2026-10-{day:02d}T09:00:00+00:00" for day in DAYS]
    if platform == "x":
        return zipped(path, x_files(*(tweet(status(one), f"News of {one}.") for one in moments)))
    posts = [entry(one, f"News of {one}.") for one in moments]
    return zipped(path, facebook_files(posts, [comment(one, f"Answer of {one}.") for one in moments]))


@pytest.mark.parametrize("platform", IN_AN_ARCHIVE)
def test_an_archive_whose_import_was_killed_is_brought_whole_by_the_next(
    tmp_path: Path, platform: str
) -> None:
    archive = archive_of(platform, tmp_path / f"{platform}.zip")
    order = ("import", str(archive), "--account", f"{platform}:ann")
    council = registered(tmp_path, platform)
    unhurt = registered(tmp_path / "unhurt", platform)
    unhurt.must(*order)

    assert council.apart(*order, spec={**IN_AN_ARCHIVE[platform]})[0] == KILLED
    council.must(*order)

    assert len(held(unhurt)["posts"]) >= len(DAYS)
    assert held(council) == held(unhurt)


# A visit


@dataclass
class Stand:
    """A platform on this machine, with a member on it."""

    platform: str
    handle: str
    settings: str
    network: Any

    def council(self, path: Path) -> Council:
        """Return a council that may collect the member's account, all with one key."""
        council = Council(path / "data")
        council.path.mkdir(parents=True)
        (council.path / "key").write_text("5c" * 32, encoding="ascii")
        (council.path / "settings.toml").write_text(self.settings, encoding="utf-8")
        row = {"member": "ann", "name": "Ann", "ward": "North", "platform": self.platform,
               "handle": self.handle, "consented_on": "2026-01-05"}  # fmt: skip
        council.must("register", str(write_register(path / "register.csv", [row])))
        if self.platform == "facebook":
            account = f"{self.platform}:{self.handle.lower()}"
            done = council.run("token", "--account", account, typed=TOKEN)
            assert done.exit_code == 0, done.output
        return council


def on_x(used: ExitStack) -> Stand:
    network = used.enter_context(local_x.running())
    small_talk(network)
    told = f'[hosts]\nx_api = "{network.address}"\n[x]\nplan = "Enterprise"\nreads_a_month = {READS}\n'
    return Stand("x", "cllr_ahmed", told, network)


def on_facebook(used: ExitStack) -> Stand:
    graph = used.enter_context(local_graph.running())
    page = graph.page("CllrAhmed", TOKEN)
    for day in DAYS:
        post = graph.post(page, f"News {day}", NOW_US - day * DAY_US)
        asked = graph.comment(post, "When?", NOW_US - day * DAY_US + HOUR_US, by=f"9000{day}")
        graph.comment(post, "On Thursday.", NOW_US - day * DAY_US + 3 * HOUR_US, by=page, under=asked)
    return Stand("facebook", "CllrAhmed", f'[hosts]\nfacebook_graph = "{graph.address}"\n', graph)


def on_mastodon(used: ExitStack) -> Stand:
    server = used.enter_context(local_mastodon.running())
    local_mastodon.fill(server, NOW_US)
    handle = f"cllr_ahmed@{local_mastodon.HOST}"
    return Stand("mastodon", handle, f'[hosts]\nmastodon = "{server.address}"\n', server)


@pytest.fixture(params=[on_x, on_facebook, on_mastodon], ids=["x", "facebook", "mastodon"])
def stand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    monkeypatch.setenv(X_TOKEN, local_x.TOKEN)
    with ExitStack() as used:
        yield request.param(used)


def test_a_visit_killed_again_and_again_ends_as_if_nothing_had_been(stand: Stand, tmp_path: Path) -> None:
    council, unhurt = stand.council(tmp_path / "killed"), stand.council(tmp_path / "unhurt")

    for point in IN_A_VISIT:
        assert council.apart("collect", spec=spec(point, NOW_US))[0] == KILLED
    code, answer, aside = council.apart("collect", spec=at(NOW_US))
    bill = stand.network.reads if isinstance(stand.network, LocalX) else 0
    assert code == 0, answer + aside
    assert unhurt.apart("collect", spec=at(NOW_US))[0] == 0

    assert len(held(unhurt)["posts"]) >= 8
    assert held(council) == held(unhurt)
    if bill:  # what was read before each end is not forgotten
        left = json.loads(council.run("doctor", "--json").stdout)["x_reads"]["left"]
        assert READS - left >= bill
