"""One matrix: every fault on every platform. Nothing lost, nothing doubled, no sight claimed that wasn't had."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from facts import DAY_US, HOUR_US, Sight, Trouble, Unseen
from pipelines.keep.folder import Folder
from tests.platforms.local_platform import Answer, said
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import Ground, Played, Seen, Whole, played
from tests.platforms.stands.stand import AHMED, HTML, JSON, NOW_US, RITA

pytestmark = pytest.mark.platforms

WORDS = {"error": "Refused", "title": "Refused", "message": f"not for {RITA}", "detail": f"not for {RITA}"}
LATER_US = NOW_US + HOUR_US


def slow_down(minutes: float | None) -> Callable[[Any], Answer]:
    """Return a 429 that says to come back in so many minutes, by the server's own clock."""

    def answer(stand: Any) -> Answer:
        reset = None if minutes is None else datetime.now(UTC) + timedelta(minutes=minutes)
        return Answer(b'{"title": "Too Many Requests"}', 429, {**JSON, **stand.limits(reset)})

    return answer


# Each fault: what is answered, and why that leaves something unseen; on some platforms it means something else.
FAULTS: dict[str, tuple[Answer | Callable[[Any], Answer], Unseen, dict[str, Unseen]]] = {
    "bad request": (said(WORDS, 400), Unseen.GONE, {"facebook": Unseen.DRIFT, "blog": Unseen.FAULT}),
    "login": (
        said(WORDS, 401),
        Unseen.PERMISSION,
        dict.fromkeys(("x", "facebook", "mastodon"), Unseen.TOKEN),
    ),
    "credits": (said(WORDS, 402), Unseen.FAULT, {"x": Unseen.BUDGET, "facebook": Unseen.DRIFT}),
    "forbidden": (said(WORDS, 403), Unseen.PERMISSION, {}),
    "missing": (said(WORDS, 404), Unseen.GONE, {}),
    "gone": (said(WORDS, 410), Unseen.GONE, {"facebook": Unseen.DRIFT}),
    "slow down": (slow_down(9), Unseen.LIMIT, {}),
    "slow down for a while": (slow_down(None), Unseen.LIMIT, {}),
    "slow down till the past": (slow_down(-9), Unseen.LIMIT, {}),
    "slow down, by a clock an hour behind": (slow_down(-51), Unseen.LIMIT, {}),
    "slow down, by a clock an hour ahead": (slow_down(69), Unseen.LIMIT, {}),
    "broken": (Answer(f"<html>{RITA}".encode(), 500, HTML), Unseen.FAULT, {}),
    "gateway": (Answer(b"", 502, HTML), Unseen.FAULT, {}),
    "cut": (Answer(b'{"data": [], "records": []}' * 9, is_cut=True), Unseen.FAULT, {}),
    "half": (Answer(b'{"data": [{"id": ', headers=JSON), Unseen.FAULT, {"blog": Unseen.SET_UP}),
    "page": (Answer(f"<html>Sign in, {RITA}".encode(), 200, HTML), Unseen.FAULT, {"blog": Unseen.SET_UP}),
    "deep": (Answer(b"[" * 100_000, headers=JSON), Unseen.FAULT, {"blog": Unseen.SET_UP}),
    "hang": (Answer(waits_s=1.0), Unseen.FAULT, {}),
}
ON_THE_FIRST_LOOK = ("login", "missing", "slow down", "broken", "cut", "page", "hang")
STOPS_ALL = {"x": {"login", "credits"}}  # the token and the credits are the council's, not one account's


PAGED = [name for name in STANDS if name != "blog"]  # a feed has one page
WITH_TOKEN = ["x", "facebook", "mastodon"]


@pytest.fixture(scope="module", params=STANDS)
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with played(STANDS[request.param], tmp_path_factory.mktemp(request.param)) as played_:
        yield played_


@pytest.fixture(params=["new", "known"])
def start(request: pytest.FixtureRequest) -> str:
    """Where a run starts: with nothing collected, or with all but the last day."""
    return request.param


@pytest.fixture
def whole(history: Played, start: str) -> Whole:
    return history.whole[start]


@pytest.fixture
def ground(history: Played, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    yield getattr(history, start).copy(tmp_path / "data", monkeypatch)
    history.new.stand.fault = lambda _: None
    history.new.stand.bend = lambda _, truth: truth


def place(ground: Ground, start: str) -> tuple[Callable[[str], bool], Sight]:
    """Return where a fault stands: before what Ahmed posted, or what was said back; and what it hides."""
    stand = ground.stand
    if start == "new" or not stand.has_replies:
        return stand.is_list, Sight.POSTS
    return stand.is_replies, Sight.REPLIES


def only_line(ground: Ground, seen: Seen) -> Trouble:
    """Return the one line a run ended with for Ahmed's account."""
    [line] = [trouble for trouble in seen.troubles if trouble.where == ground.account]
    return line


def insist_on_clarity(line: Trouble) -> None:
    assert line.what
    assert line.todo
    assert len(str(line).splitlines()) == 1
    assert len(str(line)) < 400


def insist_on_honesty(during: Seen, whole: Seen) -> None:
    """Nothing is claimed to have been seen that wasn't, and what is kept is what is there."""
    for of, stretches in during.stretches.items():
        assert all(
            any(from_us <= one[0] and one[1] <= to_us for from_us, to_us in whole.stretches[of])
            for one in stretches
        ), of
    assert during.posts.items() <= whole.posts.items()


@pytest.mark.parametrize(
    ("start", "fault"),
    [*(("known", fault) for fault in FAULTS), *(("new", fault) for fault in ON_THE_FIRST_LOOK)],
    indirect=["start"],
)
def test_a_fault_says_one_clear_line_and_costs_nothing_once_it_is_over(
    ground: Ground, whole: Whole, start: str, fault: str
) -> None:
    stand = ground.stand
    answer, why, elsewhere = FAULTS[fault]
    answer = stand.refusals.get(fault) or (answer(stand) if callable(answer) else answer)
    stands_in_the_way, hidden = place(ground, start)
    stand.fault = lambda asked: answer if stands_in_the_way(asked) else None
    ground.timeout_s = 0.2 if fault == "hang" else 5.0

    during = ground.run(NOW_US)
    stand.fault = lambda _: None
    after = ground.run(LATER_US)

    line = only_line(ground, during)
    insist_on_clarity(line)
    assert line.why is elsewhere.get(stand.platform, why), line
    assert ("Try again after 20" in str(line)) == (why is Unseen.LIMIT)
    insist_on_honesty(during, whole.now)
    sight = (ground.account, hidden)
    assert during.stretches.get(sight) == whole.before.stretches.get(sight)
    assert during.of(ground.far) == whole.now.of(ground.far)
    if why is not Unseen.LIMIT and fault not in STOPS_ALL.get(stand.platform, ()):
        assert during.of(ground.other) == whole.now.of(ground.other)
        assert [trouble.where for trouble in during.troubles] == [ground.account]
    insist_on_recovery(ground, after, whole)


def insist_on_recovery(ground: Ground, after: Seen, whole: Whole) -> None:
    """Once the fault is over all is as if there had been none."""
    assert after.troubles == []
    assert after.posts == whole.later.posts
    assert after.stretches.keys() == whole.later.stretches.keys()
    for (account, sight), stretches in whole.later.stretches.items():
        # A first look that goes back a fixed time, and came later, begins later.
        late_us = HOUR_US if ground.stand.first_look_us or sight is Sight.MENTIONS else 0
        for (from_us, to_us), (begun_us, ended_us) in zip(
            after.stretches[account, sight], stretches, strict=True
        ):
            assert begun_us <= from_us <= begun_us + late_us
            assert ended_us <= to_us <= LATER_US


# Answers that are bent


def bend_rows(ground: Ground, how: Callable[[list[Any]], None]) -> None:
    """Let each page of Ahmed's list with two rows or more be changed."""
    stand = ground.stand

    def bent(asked: str, truth: Answer) -> Answer:
        if not stand.is_list(asked):
            return truth
        body = stand.body(truth)
        rows = stand.rows(body)
        if len(rows) < 2:
            return truth
        how(rows)
        return stand.saying(truth, body)

    stand.bend = bent


def twice(rows: list[Any]) -> None:
    rows += rows[:2]


def shuffled(rows: list[Any]) -> None:
    random.Random(7).shuffle(rows)


@pytest.mark.parametrize("start", ["new"], indirect=True)
@pytest.mark.parametrize("how", [twice, shuffled])
def test_a_page_in_another_order_or_with_an_item_twice_is_the_same(
    ground: Ground, whole: Whole, how: Callable[[list[Any]], None]
) -> None:
    bend_rows(ground, how)

    during = ground.run(NOW_US)
    ground.stand.bend = lambda _, truth: truth
    after = ground.run(LATER_US)

    assert during.troubles == after.troubles == []
    assert (during.posts, during.stretches) == (whole.now.posts, whole.now.stretches)
    assert (after.posts, after.stretches) == (whole.later.posts, whole.later.stretches)


def test_an_item_of_no_sense_is_set_aside_alone_and_comes_back(ground: Ground, whole: Whole) -> None:
    stand, neighbours = ground.stand, []

    def without_sense(rows: list[Any]) -> None:
        neighbours.extend(stand.id_of(row) for row in rows[1:])
        rows[0] = 3

    bend_rows(ground, without_sense)

    during = ground.run(NOW_US)
    stand.bend = lambda _, truth: truth
    after = ground.run(LATER_US)
    in_a_week = ground.run(LATER_US + 8 * DAY_US)

    assert {trouble.where for trouble in during.troubles} == {ground.account}
    assert all("set aside" in trouble.what for trouble in during.troubles)
    insist_on_honesty(during, whole.now)
    assert all(any(id_.endswith(one) for id_ in during.posts) for one in neighbours)
    assert after.troubles == in_a_week.troubles == []
    assert (in_a_week.posts == whole.later.posts) or stand.forgets_what_was_set_aside


def test_an_item_of_a_kind_nobody_knows_harms_no_other(ground: Ground, whole: Whole) -> None:
    bend_rows(ground, lambda rows: ground.stand.novel(rows[0]))

    during = ground.run(NOW_US)
    ground.stand.bend = lambda _, truth: truth
    after = ground.run(LATER_US)

    assert {trouble.where for trouble in during.troubles} <= {ground.account}
    insist_on_honesty(during, whole.now)
    assert bool(during.troubles) == (during.posts != whole.now.posts)
    assert (after.posts == whole.later.posts) or ground.stand.forgets_what_was_set_aside


def test_an_item_dated_an_hour_ahead_claims_no_sight_of_what_is_to_come(ground: Ground, whole: Whole) -> None:
    bend_rows(ground, lambda rows: ground.stand.ahead(rows[0], NOW_US + HOUR_US))

    during = ground.run(NOW_US)
    ground.stand.bend = lambda _, truth: truth
    after = ground.run(LATER_US)

    assert max(to_us for stretches in during.stretches.values() for _, to_us in stretches) <= NOW_US
    assert during.texts() == whole.now.texts()
    assert (after.posts.keys(), after.texts()) == (whole.later.posts.keys(), whole.later.texts())
    assert after.stretches == whole.later.stretches


def test_an_item_dated_ahead_counts_from_when_it_was_there_and_is_backdated(
    ground: Ground, whole: Whole
) -> None:
    bend_rows(ground, lambda rows: ground.stand.ahead(rows[0], NOW_US + 9 * DAY_US))

    ground.run(NOW_US)
    with Folder(ground.path).archive() as archive:
        moments = dict(archive.rows("select id, posted_us from posts"))
        ahead = {id_ for (id_,) in archive.rows("select id from posts where is_ahead")}
    ground.stand.bend = lambda _, truth: truth
    after = ground.run(LATER_US)

    truth = {id_: row[3] for id_, row in whole.now.posts.items()}
    has_own_clock = ground.stand.platform in ("x", "mastodon", "bluesky")
    assert ahead
    assert ahead <= whole.now.posts.keys() - whole.before.posts.keys()
    assert {id_: us for id_, us in moments.items() if id_ not in ahead} == {
        id_: us for id_, us in truth.items() if id_ not in ahead
    }
    assert all(abs(moments[id_] - (truth[id_] if has_own_clock else NOW_US)) <= 1_000 for id_ in ahead)
    assert {id_: row[3] for id_, row in after.posts.items()} == moments  # and stays where it was put


@pytest.mark.parametrize("history", ["facebook"], indirect=True)  # it has no second clock
@pytest.mark.parametrize("start", ["known"], indirect=True)
@pytest.mark.parametrize(("hours", "is_ahead"), [(0, True), (1, False)])
def test_where_our_own_clock_is_behind_nobodys_is_ahead(
    ground: Ground, hours: int, *, is_ahead: bool
) -> None:
    date = f"{datetime.now(UTC) + timedelta(hours=hours):%a, %d %b %Y %H:%M:%S} GMT"
    ground.stand.bend = lambda _, truth: replace(truth, headers={**truth.headers, "Date": date})
    written = ground.stand.post(AHMED, "Half an hour on.", NOW_US + HOUR_US // 2)

    ground.run(NOW_US)

    with Folder(ground.path).archive() as archive:
        [(posted_us, found)] = archive.rows(
            "select posted_us, is_ahead from posts where id = ?", [f"facebook:{written}"]
        )
    assert (posted_us, found) == (NOW_US if is_ahead else NOW_US + HOUR_US // 2, is_ahead)
    ground.stand.remove(written)


@pytest.mark.parametrize("start", ["known"], indirect=True)
@pytest.mark.parametrize("hours", [-1, 1])
def test_a_server_whose_clock_is_an_hour_off_is_read_as_any_other(
    ground: Ground, whole: Whole, hours: int
) -> None:
    date = f"{datetime.now(UTC) + timedelta(hours=hours):%a, %d %b %Y %H:%M:%S} GMT"
    ground.stand.bend = lambda _, truth: replace(truth, headers={**truth.headers, "Date": date})

    during = ground.run(NOW_US)

    assert during.troubles == []
    assert during.posts == whole.now.posts
    insist_on_honesty(during, whole.now)  # by the server's clock an hour may be still to come


@pytest.mark.parametrize("history", PAGED, indirect=True)
def test_an_empty_page_with_a_next_one_is_not_the_end(ground: Ground, whole: Whole) -> None:
    stand, given = ground.stand, []

    def bent(asked: str, truth: Answer) -> Answer:
        if given or not stand.is_list(asked):
            return truth
        given.append(asked)
        return stand.leading_on(truth)

    stand.bend = bent

    during = ground.run(NOW_US)

    assert given
    assert during.troubles == []
    assert (during.posts, during.stretches) == (whole.now.posts, whole.now.stretches)


@pytest.mark.parametrize("history", PAGED, indirect=True)
@pytest.mark.parametrize("start", ["new"], indirect=True)
def test_a_list_that_repeats_itself_is_left_and_claims_nothing(ground: Ground, whole: Whole) -> None:
    stand, first = ground.stand, []

    def bent(asked: str, truth: Answer) -> Answer:
        first.extend([truth] if stand.is_list(asked) else [])
        return first[0] if stand.is_list(asked) else truth

    stand.bend = bent

    during = ground.run(NOW_US)
    stand.bend = lambda _, truth: truth
    ground.run(LATER_US)  # finishes what broke off
    after = ground.run(LATER_US)

    line = only_line(ground, during)
    insist_on_clarity(line)
    assert "repeats" in line.what
    assert line.why is Unseen.FAULT
    insist_on_honesty(during, whole.now)
    sight = (ground.account, Sight.POSTS)
    assert during.stretches.get(sight) == whole.before.stretches.get(sight)
    insist_on_recovery(ground, after, whole)


@pytest.mark.parametrize("history", WITH_TOKEN, indirect=True)
@pytest.mark.parametrize("start", ["new"], indirect=True)
def test_a_token_revoked_between_two_pages_keeps_the_first(ground: Ground, whole: Whole) -> None:
    stand, pages = ground.stand, []
    revoked = stand.refusals.get("login") or said(WORDS, 401)

    def fault(asked: str) -> Answer | None:
        pages.extend([asked] if stand.is_list(asked) else [])
        return revoked if len(pages) > 1 else None

    stand.fault = fault

    during = ground.run(NOW_US)
    stand.fault = lambda _: None
    ground.run(LATER_US)  # finishes what broke off
    after = ground.run(LATER_US)

    line = only_line(ground, during)
    insist_on_clarity(line)
    assert line.why is Unseen.TOKEN
    insist_on_honesty(during, whole.now)
    assert len(during.of(ground.account)) > len(whole.before.of(ground.account))
    insist_on_recovery(ground, after, whole)
