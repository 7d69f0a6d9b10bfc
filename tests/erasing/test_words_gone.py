"""Words that are gone are in no table of any file once the step ends that noticed it, and in no byte a day later."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from facts import DAY_US, HOUR_US, iso
from store.published import Published
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import AUTHORITIES, Ground, settled
from tests.platforms.stands.stand import AHMED, NOW_US, RITA
from tests.small_council import Council, dump

pytestmark = pytest.mark.platforms

LETTERS = "bcdfghklmnprstvwz"
MANY = 40  # so that what packs texts away can't hide them all


def planted(kind: str, number: int) -> str:
    """Return a long word that stands nowhere else."""
    places = [(number * 7 + place * (number + 3)) % len(LETTERS) for place in range(9)]
    tail = "".join(LETTERS[at] + "aeiou"[nth % 5] for nth, at in enumerate(places))
    return f"{kind}{number}{tail}"


class Town:
    """A platform, a council that collects from it, and what was planted there."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.council, self.now_us = ground, Council(ground.path), NOW_US
        self.words: dict[str, str] = {}  # message -> its planted word

    def live(self) -> None:
        """Let the member post and a resident ask, forty times; then let them be measured twice."""
        stand = self.ground.stand
        for number in range(MANY):
            us = NOW_US - (MANY - number) * 6 * HOUR_US
            post = stand.post(AHMED, f"News of the {planted('post', number)} from the ward.", us)
            self.words[post] = planted("post", number)
            if stand.has_replies:
                text = f"When will the {planted('ask', number)} be mended?"
                self.words[stand.reply(RITA, post, text, us + HOUR_US)] = planted("ask", number)
        self.must("collect")
        for hours in (2, 1, 0):
            self.must("measure", "--as-of", iso(NOW_US - hours * HOUR_US))

    def must(self, *arguments: str, later_us: int = 0) -> None:
        self.now_us += later_us
        self.ground.clock(self.now_us)
        done = self.council.run(*arguments)
        assert done.exit_code in (0, 4), done.output

    def of(self, kind: str) -> list[str]:
        """Return the messages of a kind that are in the archive with their words."""
        held = self.in_posts()
        return [id_ for id_, word in self.words.items() if word.startswith(kind) and word in held]

    def in_posts(self) -> set[str]:
        """Return the planted words that messages in the archive still have."""
        texts = " ".join(row[6] for row in self.council.archive()["main.posts"])
        return {word for word in self.words.values() if word in texts}

    def in_tables(self) -> dict[str, set[str]]:
        """Return the planted words in each table of each file."""
        files = {"archive": self.council.path / "archive.duckdb"}
        files |= {path.name: path for path in sorted((self.council.path / "published").glob("*.duckdb"))}
        found = {}
        for name, path in files.items():
            for table, rows in dump(path).items():
                told = repr(rows)
                if words := {word for word in self.words.values() if word in told}:
                    found[f"{name} {table}"] = words
        return found

    def in_bytes(self, words: set[str]) -> dict[str, int]:
        """Return in which files any byte of these words is left, be it that they lie there packed."""
        return self.council.bytes_of(*words)


@pytest.fixture(params=STANDS)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(STANDS[request.param], tmp_path / "data") as ground:
        ground.patch.setattr("httpx._transports.default.create_ssl_context", lambda **_: AUTHORITIES)
        town = Town(ground)
        town.live()
        yield town


def gone_everywhere(town: Town, goes: set[str]) -> None:
    """Collect until the archive's messages lack these words; see that no other table has them at that moment.

    Then collect on the next day, and see that no byte of them is left.
    """
    assert goes <= town.in_posts()
    if town.ground.stand.platform != "x":  # whose words are never published
        assert len([name for name, words in town.in_tables().items() if words & goes]) >= 4
    assert len(town.in_bytes(goes)) >= 1
    reader = Published(town.council.path / "published")
    before = reader.results()

    for _ in range(9):  # some platforms look again after a week
        town.must("collect", later_us=25 * HOUR_US)
        left = goes & town.in_posts()
        for name, words in town.in_tables().items():
            assert words & goes <= left, name
        if not left:
            break
    assert not left
    # A page that was being drawn is drawn to its end, and no figure moves before a measure.
    assert reader.results() == before
    assert Published(town.council.path / "published").results() == before

    town.must("collect", later_us=DAY_US)
    assert town.in_bytes(goes) == {}
    assert town.in_posts()  # what nobody took away


def test_removed_words_are_in_no_file(town: Town) -> None:
    doomed = [*town.of("post")[-9::3], *town.of("ask")[-9::3]]
    for id_ in reversed(doomed):
        town.ground.stand.remove(id_)

    gone_everywhere(town, {town.words[id_] for id_ in doomed})


def test_what_an_edited_message_said_before_is_in_no_file(town: Town) -> None:
    changed = [*town.of("post")[-5:], *town.of("ask")[-5:]]
    for id_ in changed:
        town.ground.stand.edit(id_, "It says something else now.", town.now_us)

    gone_everywhere(town, {town.words[id_] for id_ in changed})


def a_resident_deactivates(town: Town) -> set[str]:
    stand: Any = town.ground.stand
    stand.network.states[stand.ids[RITA]] = "deactivated"
    return {town.words[id_] for id_ in town.of("ask")[-9:]}


def a_resident_hides(town: Town) -> set[str]:
    stand: Any = town.ground.stand
    did = stand.ids[RITA]
    shown = f'"author": {{"did": "{did}", "handle": "{stand.network.handles[did]}", "labels": ['
    hidden = f'{shown}{{"val": "!no-unauthenticated", "src": "{did}"}}'
    stand.bend = lambda _, answer: replace(answer, body=answer.body.replace(shown.encode(), hidden.encode()))
    return {town.words[id_] for id_ in town.of("ask")[-9:]}


def a_server_suspends_the_member(town: Town) -> set[str]:
    stand: Any = town.ground.stand
    goes = {town.words[id_] for id_ in town.of("post")}
    stand.close()
    mine = [id_ for id_, one in stand.network.statuses.items() if one["account"] == stand.ids[AHMED]]
    for id_ in mine:
        del stand.network.statuses[id_]
    return goes


def the_member_protects_the_account(town: Town) -> set[str]:
    town.ground.stand.close()
    return {town.words[id_] for id_ in town.of("post")[-2:]}


CLOSING = [
    ("bluesky", a_resident_deactivates),
    ("bluesky", a_resident_hides),
    ("mastodon", a_server_suspends_the_member),
    ("x", the_member_protects_the_account),
]


@pytest.mark.parametrize(("town", "closes"), CLOSING, indirect=["town"])
def test_words_of_whom_closed_or_hides_are_in_no_file(town: Town, closes: Callable[[Town], set[str]]) -> None:
    gone_everywhere(town, closes(town))


# At once


@pytest.mark.parametrize(  # both end in the one erasure: each platform by one of them
    ("town", "order"),
    [(name, ("withdraw", "erase")[place % 2]) for place, name in enumerate(STANDS)],
    indirect=["town"],
)
def test_after_a_withdrawal_or_an_erasure_no_byte_is_left_at_once(town: Town, order: str) -> None:
    words = set(town.words.values())
    assert "archive.duckdb" in town.in_bytes(words)

    town.must(order, "--account", town.ground.account)

    assert town.in_tables() == {}
    assert town.in_bytes(words) == {}
    files = [town.council.path / "archive.duckdb", *(town.council.path / "published").glob("*.duckdb")]
    assert len(files) == 3  # the older versions went
    assert {path.name: unused(path) for path in files} == {path.name: 0 for path in files}


def unused(path: Path) -> int:
    """Return how many blocks of a file hold nothing that is known of."""
    with duckdb.connect(str(path), read_only=True, config={"threads": 1}) as db:
        [(free,)] = db.execute("select sum(free_blocks) from pragma_database_size()").fetchall()
        return int(free)
