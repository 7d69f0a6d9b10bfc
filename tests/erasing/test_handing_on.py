"""When a member goes, nobody else's figures move, and nothing stays that was theirs alone."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from facts import DAY_US, HOUR_US
from tests.commands.test_command_line import member
from tests.measures.histories import frame, history
from tests.measures.twin.compare import differences
from tests.measures.twin.history import History, Row
from tests.measures.twin.product import Answers, answers, pipelines, take_in
from tests.measures.twin.reading import writer_of
from tests.platforms.local_graph import GONE
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import AUTHORITIES, Ground, settled
from tests.platforms.stands.stand import AHMED, BETH, NOW_US, RITA, Fault
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.platforms

AS_OF = "2026-11-02T00:00:00Z"
HANGS_ON_OTHERS = ("own-words-share", "credit-share")
HISTORIES = max(2, int(os.environ.get("TWOWAY_HISTORIES", "0")) // 20)


@pytest.fixture
def council(tmp_path: Path) -> Council:
    here = Council(tmp_path / "data")
    here.must(
        "register",
        str(write_register(tmp_path / "register.csv", [member("ann"), member("bob"), member("cat")])),
    )
    return here


def row(id_: str, author: str, hours: float, *, of: str = "ann", **more: Any) -> dict[str, Any]:
    """Return a row of a posts file; hours from the first of October."""
    at = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=hours)
    return {
        "id": id_,
        "account": f"x:{of}",
        "author": author,
        "posted_at": at.isoformat(),
        "text": id_,
        **more,
    }


def questions(name: str, answered: int = 12) -> Iterator[dict[str, Any]]:
    """Yield enough questions to a member, each answered, for figures to be measured."""
    for number in range(answered):
        yield row(f"{name}-q{number}", f"r{number}", 24 * number, of=name, text="When is bin day?")
        yield row(f"{name}-a{number}", "member", 24 * number + 1, of=name, text=f"Day {number}.",
                  answers=f"{name}-q{number}")  # fmt: skip


def figures(council: Council, name: str = "bob") -> Any:
    return [council.uncompared(name), council.uncompared(name, "--month", "2026-10")]


def occasions(council: Council, measure: str) -> Any:
    return council.json("evidence", "bob", measure)


def brought(council: Council, *rows: dict[str, Any]) -> None:
    rows = (*questions("bob"), *questions("cat"), *rows)
    council.must("import", str(write_posts(council.path.parent / "posts.jsonl", rows)),
                 "--covers", "2026-07-01..2026-11-02")  # fmt: skip
    council.must("measure", "--as-of", AS_OF)


def words(council: Council) -> dict[str, tuple[Any, ...]]:
    return {one[0]: one for one in council.archive()["main.posts"]}


def test_a_question_put_to_a_member_under_a_colleagues_post_outlives_the_colleague(council: Council) -> None:
    brought(
        council,
        row("news", "member", 10),
        row("agrees", "bob", 11, answers="news"),
        row("asks", "jo", 12, answers="agrees", text="When will you mend the road?"),
        row("insists", "jo", 13, answers="asks", text="And when will you mend the bridge?"),
    )
    before = figures(council)
    listed = occasions(council, "still-waiting")

    council.must("withdraw", "--account", "x:ann")

    assert [one["post"] for one in listed["occasions"]] == ["asks"]
    assert (figures(council), occasions(council, "still-waiting")) == (before, listed)
    assert {"agrees", "asks", "insists"} <= words(council).keys()
    assert "news" not in words(council)


def test_a_question_put_to_who_went_is_never_held_against_a_colleague(council: Council) -> None:
    brought(
        council,
        row("roads", "member", 10, of="bob"),
        row("chips-in", "ann", 11, of="bob", answers="roads"),
        row("asks-ann", "jo", 12, of="bob", answers="chips-in", text="When will you mend the road?"),
        row("more", "jo", 13, of="bob", answers="asks-ann", text="And when the bridge?"),
    )
    before = figures(council)

    council.must("withdraw", "--account", "x:ann")

    assert figures(council) == before
    assert "chips-in" not in words(council)


def test_an_answer_given_under_a_colleagues_post_stays_an_answer(council: Council) -> None:
    brought(
        council,
        row("news", "member", 10),
        row("asks-ann", "jo", 11, answers="news", text="Tell me, Ann: plantedzebra?"),
        row("agrees", "bob", 12, answers="news"),
        row("asks-bob", "jo", 13, answers="agrees", text="When will you mend the road?"),
        row("answers", "bob", 14, answers="asks-ann", text="The road on Monday."),
    )
    before = figures(council)
    listed = occasions(council, "answered-within-a-day")

    council.must("withdraw", "--account", "x:ann")

    assert ("asks-bob", "answers") in {(one["post"], one["answer"]) for one in listed["occasions"]}
    assert (figures(council), occasions(council, "answered-within-a-day")) == (before, listed)
    assert council.bytes_of("plantedzebra") == {}


def test_what_was_said_to_nobody_but_who_went_goes_with_them(council: Council) -> None:
    brought(
        council,
        row("news", "member", 10, text="plantedgiraffe"),
        row("asks", "jo", 11, answers="news", text="plantedzebra?"),
        row("aside", "kim", 12, answers="asks", text="plantedzebra too"),
        row("greets", "jo", 13, text="Dear Ann, plantedzebra"),
    )

    council.must("withdraw", "--account", "x:ann")

    assert council.bytes_of("plantedzebra", "plantedgiraffe") == {}
    assert not {"news", "asks", "aside", "greets"} & words(council).keys()


def test_a_mark_on_a_question_that_stays_stays_with_it(council: Council) -> None:
    brought(
        council,
        row("news", "member", 10),
        row("agrees", "bob", 11, answers="news"),
        row("asks", "jo", 12, answers="agrees", text="When will you mend the road?"),
        row("asks-ann", "jo", 12, answers="news", text="When will you mend the road?"),
    )
    for post in ("asks", "asks-ann"):
        council.must("mark", "set-aside", "--post", post, "--by", "Ann", "--why", "kept")

    council.must("withdraw", "--account", "x:ann")

    assert [mark["post"] for mark in council.json("mark", "list")] == ["asks"]


def test_two_who_go_one_after_the_other_leave_the_third_as_she_was(council: Council) -> None:
    brought(
        council,
        row("news", "member", 10),
        row("agrees", "bob", 11, answers="news"),
        row("doubts", "cat", 12, answers="agrees"),
        row("asks", "jo", 13, answers="doubts", text="When will you mend the road?"),
    )
    before = figures(council, "cat")

    council.must("withdraw", "--account", "x:ann")
    between = figures(council, "cat")
    council.must("withdraw", "--account", "x:bob")

    assert (between, figures(council, "cat")) == (before, before)
    assert {"doubts", "asks"} <= words(council).keys()


def figures_of(folder: Path) -> Answers:
    """Return all figures and occasions; of two acts at one instant either may be named as a silence's end."""
    found = answers(folder)
    for (_, _, measure), answer in found.items():
        if measure == "longest-silence":
            answer["occasions"] = answer["left_out"] = len(answer["occasions"] | answer["left_out"])
    return found


def test_whoever_goes_from_a_random_history_moves_no_figure_of_the_others(tmp_path: Path) -> None:
    tried = 0
    for seed in range(1, HISTORIES + 1):
        random = Random(seed)
        once = own_pairs(history(random, frame(random), "q"))
        folder = tmp_path / str(seed)
        take_in(once, folder)
        before = figures_of(folder)
        for gone in once.members() if len(once.members()) > 1 else ():
            without = tmp_path / f"{seed}-{gone}"
            shutil.copytree(folder, without)
            pipelines(without, "erase", "--member", gone)
            after = figures_of(without)
            stays = {key: was for key, was in before.items() if key[0] != gone and key in after}
            stays = {key: was for key, was in stays.items() if key[2] not in HANGS_ON_OTHERS}
            assert {key: after[key] for key in stays} == stays, f"seed {seed} without {gone}"
            anew = differences([without_one(once, gone)], answers(without))  # nobody copies from who went
            assert [str(one) for one in anew if one.measure in HANGS_ON_OTHERS] == [], f"seed {seed}"
            tried += len(stays)
    assert tried


def own_pairs(history: History) -> History:
    """Return a history without pairs of two members' posts: such a mark goes with either."""
    told = {row.get("id"): row["account"] for row in history.rows()}
    marks = [one for one in history.marks if "with" not in one or told[one["post"]] == told[one["with"]]]
    return replace(history, marks=marks)


def without_one(history: History, gone: str) -> History:
    """Return a history without a member and all that is theirs; what others wrote in their files stays with others."""
    accounts = [f"{row['platform']}:{row['handle']}" for row in history.register if row["member"] == gone]

    def left(rows: list[Row]) -> Iterator[Row]:
        for row in rows:
            account = writer_of(row, history)[1] if row["account"] in accounts else row["account"]
            if account and account not in accounts:
                yield row if account == row["account"] else {**row, "account": account, "author": "member"}

    return replace(
        history,
        register=[row for row in history.register if row["member"] != gone],
        imports=[replace(step, rows=[*left(step.rows)]) for step in history.imports],
        former=accounts,
    )


@pytest.fixture(params=["bluesky", "facebook", "mastodon", "x"])
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    """Beth speaks below Ahmed's post and is asked there; Ahmed speaks below hers and is asked there."""
    with settled(STANDS[request.param], tmp_path / "data") as ground:
        ground.patch.setattr("httpx._transports.default.create_ssl_context", lambda **_: AUTHORITIES)
        stand, us = ground.stand, NOW_US - 5 * DAY_US
        news = stand.post(AHMED, "The bins.", us)
        asks = stand.reply(RITA, news, "When is bin day? plantedzebra", us + HOUR_US)
        steps_in = stand.reply(BETH, asks, "On Monday.", us + 2 * HOUR_US)
        stand.reply(RITA, steps_in, "When will you mend the road?", us + 3 * HOUR_US)
        roads = stand.post(BETH, "The roads.", us + 4 * HOUR_US)
        asks_too = stand.reply(RITA, roads, "When is this one mended?", us + 5 * HOUR_US)
        chips_in = stand.reply(AHMED, asks_too, "plantedgiraffe", us + 6 * HOUR_US)
        stand.reply(RITA, chips_in, "And when will you help?", us + 7 * HOUR_US)
        yield ground


def closed_to_others(ground: Ground) -> Fault:
    """Let Facebook show no Page what stands below another's posts; elsewhere anybody may look by id."""
    stand: Any = ground.stand
    page = f"{stand.ids[AHMED]}_"
    if stand.platform != "facebook":
        return lambda _: None
    posts = [id_.removeprefix(page) for id_ in stand.network.things if id_.startswith(page)]
    by_id = ("ids=", "fields=id&")
    return lambda asked: (
        GONE if any(f"{post}_" in asked for post in posts) and any(one in asked for one in by_id) else None
    )


def test_what_was_collected_of_one_is_the_same_without_the_other(ground: Ground) -> None:
    def told(*command: str, day: int = 0) -> Any:
        ground.clock(NOW_US + day * 25 * HOUR_US)
        council = Council(ground.path)
        council.run(*command)
        council.must("measure", "--as-of", "2026-11-20T12:00:00Z")
        evidence = council.json("evidence", BETH, "still-waiting")["occasions"]
        shown = [{name: one[name] for name in one if name != "url"} for one in evidence]
        return [council.uncompared(BETH), shown]

    before = told("collect")
    after = told("withdraw", "--account", ground.account)
    ground.stand.fault = closed_to_others(ground)
    later = [told("collect", day=day) for day in (1, 9, 11)]

    assert after == before
    assert Council(ground.path).bytes_of("plantedgiraffe") == {}
    assert [shown for _, shown in later] == [before[1]] * len(later)
