"""This machine's clock once ran ahead and was set right: everything goes on from then as if it never had."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pytest

from facts import DAY_US, HOUR_US, Account
from tests.platforms import local_mastodon, local_x, visiting_bluesky, visiting_facebook
from tests.platforms.test_clocks import SetClock, seen_in, theirs

pytestmark = pytest.mark.platforms

__all__ = ["theirs"]  # a fixture of the neighbours'
AHEAD_US = 400 * DAY_US


@dataclass
class Stand:
    """One member on one platform, with a post that is to be removed, and how to look at what is kept."""

    visitor: Any
    account: Account
    now_us: int
    calls: Callable[[], int]
    remove: Callable[[], None]
    write: Callable[[str, int], Any]  # what the member says
    say: Callable[[str, int], Any]  # what a resident says below it

    def visit(self, days: float, ahead_us: int = 0) -> tuple[list[Any], int]:
        """Visit so many days later. Return the pages, and how many calls it took."""
        before = self.calls()
        pages = self.visitor.visit(self.now_us + int(days * DAY_US) + ahead_us)
        return pages, self.calls() - before

    def break_off(self, pages: int, ahead_us: int) -> None:
        """Visit on a clock that is ahead, and come no further than so many pages."""
        now_us, account = self.now_us + ahead_us, self.account
        connector, archive = getattr(self.visitor, account.platform), self.visitor.archive
        for page in islice(connector.pages(account, archive.cursors(account.id), now_us), pages):
            archive.keep(page, [], owner="", now_us=now_us)

    def texts(self) -> set[str]:
        """Return the words of what is kept and not gone."""
        rows = self.visitor.archive.rows("select text from posts where removed_us is null")
        return {text for (text,) in rows}


@contextmanager
def on_x() -> Iterator[Stand]:
    with local_x.running() as network, local_x.visiting(network) as visitor:
        now_us = local_x.NOW_US
        member, jo = network.person(local_x.ACCOUNT.handle), network.person("jo")
        post = network.post(member, "Which road first?", now_us - 3 * HOUR_US)
        removed = network.post(member, "Wrong road", now_us - 3 * HOUR_US)
        yield Stand(
            visitor, local_x.ACCOUNT, now_us, lambda: len(network.asked), lambda: network.remove(removed),
            lambda text, us: network.post(member, text, us),
            lambda text, us: network.post(jo, f"@{local_x.ACCOUNT.handle} {text}", us, answers=post),
        )  # fmt: skip


@contextmanager
def on_mastodon() -> Iterator[Stand]:
    with local_mastodon.running() as server, local_mastodon.visiting(server) as visitor:
        now_us = local_mastodon.NOW_US
        member, jo = server.person("cllr_ahmed"), server.person("jo")
        post = server.write(member, "Which road first?", now_us - 3 * HOUR_US)
        removed = server.write(member, "Wrong road", now_us - 3 * HOUR_US)
        yield Stand(
            visitor, local_mastodon.ACCOUNT, now_us, lambda: visitor.mastodon.calls, lambda: server.remove(removed),
            lambda text, us: server.write(member, text, us),
            lambda text, us: server.write(jo, text, us, answers=post),
        )  # fmt: skip


@contextmanager
def on_facebook() -> Iterator[Stand]:
    with visiting_facebook.visiting() as (graph, page, visitor):
        now_us = visiting_facebook.NOW_US
        post = graph.post(page, "Which road first?", now_us - 3 * HOUR_US)
        removed = graph.post(page, "Wrong road", now_us - 3 * HOUR_US)
        yield Stand(
            visitor, visiting_facebook.ACCOUNT, now_us, lambda: visitor.facebook.calls, lambda: graph.remove(removed),
            lambda text, us: graph.post(page, text, us),
            lambda text, us: graph.comment(post, text, us, by="900001"),
        )  # fmt: skip


@contextmanager
def on_bluesky() -> Iterator[Stand]:
    with visiting_bluesky.visiting() as (network, visitor):
        now_us = visiting_bluesky.NOW_US
        post = network.write(visitor.member, "Which road first?", now_us - 3 * HOUR_US)
        removed = network.write(visitor.member, "Wrong road", now_us - 3 * HOUR_US)
        yield Stand(
            visitor, visiting_bluesky.ACCOUNT, now_us, lambda: visitor.bluesky.calls, lambda: network.remove(removed),
            lambda text, us: network.write(visitor.member, text, us),
            lambda text, us: network.write(visitor.jo, text, us, answers=post),
        )  # fmt: skip


PLATFORMS = {"x": on_x, "mastodon": on_mastodon, "facebook": on_facebook, "bluesky": on_bluesky}
BEFORE = {"on the first visit": (), "later on": (-0.1,)}  # visits on a right clock, before


@pytest.mark.parametrize("is_told", [True, False], ids=["the server tells", "nobody tells"])
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("name", PLATFORMS)
def test_once_a_clock_that_ran_ahead_is_set_right_all_is_seen_again(
    theirs: SetClock, name: str, before: str, is_told: bool
) -> None:
    with PLATFORMS[name]() as stand:
        for days in BEFORE[before]:
            stand.visit(days)
        theirs(-AHEAD_US / 1_000_000 if is_told else 0.0)
        stand.visit(0, AHEAD_US)
        stand.write("Mill Lane first", stand.now_us + 2 * HOUR_US)
        stand.say("Why not Station Road?", stand.now_us + 3 * HOUR_US)
        stand.remove()
        theirs(0.0)
        _, calls = stand.visit(2)
        there = stand.texts()
        stand.write("Station Road next", stand.now_us + int(2.5 * DAY_US))
        later, usual = stand.visit(4)
        claimed = seen_in(later)

        assert {"Mill Lane first", "Station Road next"} <= stand.texts()
        assert any("Why not Station Road?" in text for text in there)
        assert "Wrong road" not in stand.texts()
        assert calls >= usual
        assert {seen.sight for seen in claimed} >= {"posts", "replies"}
        assert {seen.to_us for seen in claimed} == {stand.now_us + 4 * DAY_US}
        assert all(seen.from_us <= stand.now_us + 2 * DAY_US for seen in claimed)


@pytest.mark.parametrize("pages", range(1, 9))
@pytest.mark.parametrize("name", PLATFORMS)
def test_a_visit_that_broke_off_on_such_a_clock_hides_nothing_and_claims_nothing_ahead(
    name: str, pages: int
) -> None:
    with PLATFORMS[name]() as stand:
        stand.visit(-0.1)
        stand.write("Broken road", stand.now_us - HOUR_US)
        stand.say("Which?", stand.now_us - HOUR_US)
        stand.break_off(pages, AHEAD_US)
        stand.write("Mill Lane first", stand.now_us + 2 * HOUR_US)
        stand.say("Why not Station Road?", stand.now_us + 3 * HOUR_US)
        stand.remove()
        claimed = seen_in(stand.visit(2)[0]) + seen_in(stand.visit(4)[0])

        assert {"Broken road", "Mill Lane first"} <= stand.texts()
        assert any("Which?" in text for text in stand.texts())
        assert any("Why not Station Road?" in text for text in stand.texts())
        assert "Wrong road" not in stand.texts()
        assert {seen.sight for seen in claimed} >= {"posts", "replies"}
        assert max(seen.to_us for seen in claimed) == stand.now_us + 4 * DAY_US


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_visit_tried_again_at_its_own_moment_reads_no_list_twice(name: str) -> None:
    with PLATFORMS[name]() as stand:
        _, first = stand.visit(0)
        _, again = stand.visit(0)

    assert again < first
    assert again <= 2  # at most who it is
