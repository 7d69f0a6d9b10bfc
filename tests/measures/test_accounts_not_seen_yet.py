"""An account that isn't seen yet, or never, takes no ask away from the others (definitions 86 to 88 and 96)."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.ui.beside import beside
from facts import Sight
from metrics import all_measures, measure_of
from pipelines.measure.outcomes import Coverage, mentions_seen
from store.stretches import OVER_TIME
from tests.commands.test_command_line import member
from tests.commands.test_publishing import ask
from tests.measures.telling import ACCOUNTS
from tests.measures.test_every_measure import WINDOW
from tests.small_council import Council, write_posts, write_register
from wording import counts as words
from wording import results

pytestmark = pytest.mark.commands

ASK = "When will the bins be collected on Elm Road?"
AS_OF = "2026-11-01T00:00:00Z"
WHOLE = "2026-08-01..2026-10-31"
ABOUT_ASKS = [measure for measure in all_measures() if measure.is_about_asks]


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    second = {**member("ann"), "handle": "anntwo"}
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), second])))
    return council


def row(id_: str, author: str, at: str, text: str = ASK, **more: str) -> dict[str, Any]:
    return {"id": id_, "account": "x:ann", "author": author, "posted_at": f"{at}:00Z", "text": text, **more}


def asked(days: range, wait_h: int | None = 1) -> list[dict[str, Any]]:
    """Return a question a day in October, at nine, and its answer so many hours later if there is one."""
    rows = []
    for day in days:
        rows.append(row(f"q{day}", f"resident{day}", f"2026-10-{day:02}T09:00"))
        if wait_h is not None:
            at = f"2026-10-{day:02}T{9 + wait_h:02}:00"
            rows.append(row(f"a{day}", "member", at, "Soon.", answers=f"q{day}"))
    return rows


def bring(council: Council, *rows: dict[str, Any], covers: str = WHOLE) -> None:
    council.must("import", str(write_posts(council.path.parent / "posts.jsonl", rows)), "--covers", covers)


def figures(council: Council, label: str = "2026-10", as_of: str = AS_OF) -> dict[str, dict[str, Any]]:
    council.must("measure", "--as-of", as_of)
    return {one["measure"]: one for one in council.json("show", "ann", "--month", label)["results"]}


def table(council: Council, sql: str) -> list[tuple[Any, ...]]:
    version = (council.path / "published" / "current").read_text("ascii").strip()
    return ask(council.path / "published" / f"{version}.duckdb", sql)


def second(id_: str, at: str, **more: str) -> dict[str, Any]:
    return row(id_, "member", at, "News.", account="x:anntwo", **more)


def test_a_second_account_never_seen_takes_no_question_away_and_is_named(council: Council) -> None:
    bring(council, *asked(range(1, 13)))

    found = figures(council)

    for name in ("answered-within-a-day", "typical-wait"):
        assert (found[name]["outcome"], found[name]["n"]) == ("measured", 12)
        assert found[name]["why"] == "posts and replies not seen and left out: x:anntwo"
    assert found["answered-within-a-day"]["met"] == 12
    assert found["typical-wait"]["value"] == 1


def test_one_never_seen_that_speaks_in_anothers_thread_is_still_never_seen(council: Council) -> None:
    bring(
        council, *asked(range(1, 13)), row("elsewhere", "anntwo", "2026-10-02T12:00", "Hello.", answers="q2")
    )

    found = figures(council)

    assert found["answered-within-a-day"]["n"] == 12
    assert table(council, "select first_seen_us from accounts where account = 'x:anntwo'") == [(None,)]


def test_an_account_added_later_takes_part_from_then_on_with_all_its_gaps(council: Council) -> None:
    bring(council, *asked(range(1, 13)), *asked(range(20, 24)))
    bring(council, second("n1", "2026-10-15T09:00"), covers="2026-10-15..2026-10-21T21:00:00Z")

    counts = figures(council)["answered-within-a-day"]["counts"]

    # Put on the 20th: a day seen. On the 21st: twelve hours. From then on the second account wasn't seen.
    assert counts["asks"] == 12 + 4
    assert counts["first_day_unseen"] == len(["q21", "q22", "q23"])
    kept = council.json("evidence", "ann", "typical-wait", "--month", "2026-10")["occasions"]
    assert [one["post"] for one in kept] == [f"q{day}" for day in [*range(1, 13), 20, 21]]


def test_its_earliest_message_is_its_first_sight_where_that_came_before_the_first_seen_stretch(
    council: Council,
) -> None:
    bring(council, *asked(range(1, 13)))
    bring(council, second("n1", "2026-10-10T12:00"), covers="2026-10-15..2026-10-31")

    counts = figures(council)["answered-within-a-day"]["counts"]

    assert counts["first_day_unseen"] == len(["q10", "q11", "q12"])  # from the 10th at noon it wasn't seen
    assert table(council, "select first_seen_us / 86400000000 from accounts where account = 'x:anntwo'") == [
        (20_736.5,)  # days from 1970 to noon of 10 October 2026
    ]


def test_a_question_not_followed_at_all_leaves_the_wait_and_waits_only_without_an_answer(
    council: Council,
) -> None:
    answered = row("late", "member", "2026-10-26T09:00", "Thursday.", answers="q20")
    bring(
        council, *asked(range(1, 13)), *asked(range(20, 22), None), answered, covers="2026-10-01..2026-10-15"
    )
    bring(council, second("n1", "2026-09-01T09:00"), covers="2026-09-01..2026-10-31")
    bring(council, row("n2", "member", "2026-10-30T09:00", "News."), covers="2026-10-17..2026-10-18")

    council.must("measure", "--as-of", AS_OF)
    left_out = {
        name: {one["post"]: one["why"] for one in council.json("evidence", "ann", name)["left_out"]}
        for name in ("answered-within-a-day", "typical-wait")
    }

    assert left_out["typical-wait"] == dict.fromkeys(("q20", "q21"), "nothing seen since it was asked")
    assert set(left_out["answered-within-a-day"]) == {"q20", "q21"}
    assert table(council, "select post, waited_us, state from waiting") == [("q21", 0, "new")]


def test_a_question_put_before_any_account_was_seen_was_followed_by_nobody(council: Council) -> None:
    bring(
        council, row("early", "jo", "2026-08-05T09:00"), *asked(range(1, 13)), covers="2026-08-10..2026-10-31"
    )
    council.must("measure", "--as-of", AS_OF)

    found = {one["measure"]: one for one in council.json("show", "ann")["results"]}

    assert (found["typical-wait"]["n"], found["typical-wait"]["counts"]["first_day_unseen"]) == (12, 1)
    assert found["answered-within-a-day"]["n"] == 12
    assert table(council, "select post, waited_us, state from waiting") == [("early", 0, "new")]


def test_a_question_is_young_by_its_own_age_and_the_others_are_those_not_seen_for_a_day(
    council: Council,
) -> None:
    bring(
        council, *asked(range(1, 13)), *asked(range(30, 32), None), covers="2026-08-01..2026-10-30T12:00:00Z"
    )

    counts = figures(council, as_of="2026-10-31T20:00:00Z")["answered-within-a-day"]["counts"]

    assert counts["younger_than_a_day"] == len(["q31"])  # not seen for a minute, but young all the same
    assert counts["first_day_unseen"] == len(["q30"])


@pytest.mark.parametrize("kind", ["answered-elsewhere", "set-aside"])
def test_a_question_answered_elsewhere_or_set_aside_is_in_neither_count(council: Council, kind: str) -> None:
    bring(
        council, *asked(range(1, 13)), *asked(range(30, 32), None), covers="2026-08-01..2026-10-30T12:00:00Z"
    )
    for post in ("q30", "q31"):
        council.must("mark", kind, "--post", post, "--by", "Ann")

    counts = figures(council, as_of="2026-10-31T20:00:00Z")["answered-within-a-day"]["counts"]

    assert (counts["younger_than_a_day"], counts["first_day_unseen"]) == (0, 0)


# Mentions (88)


def coverage(*mentions: float, replies: tuple[float, ...] = (1.0, 1.0)) -> Coverage:
    shares = dict(zip((account.id for account in ACCOUNTS), zip(mentions, replies, strict=True), strict=True))
    return {
        (account, sight): {WINDOW.label: told if sight is Sight.MENTIONS else seen}
        for account, (told, seen) in shares.items()
        for sight in OVER_TIME
    }


@pytest.mark.parametrize(
    ("mentions", "said"),
    [
        ((0.9, 1.0), "seen"),
        ((0.8999, 1.0), "partly"),
        ((0.0, 1.0), "partly"),
        ((0.0, 0.0001), "partly"),
        ((0.0, 0.0), "not seen"),
    ],
)
@pytest.mark.parametrize("measure", ABOUT_ASKS, ids=lambda measure: measure.id)
def test_mentions_are_seen_partly_or_not_by_every_account_that_counts(measure, mentions, said) -> None:
    assert mentions_seen(measure, ACCOUNTS, WINDOW, coverage(*mentions), sees={}) == said


def test_an_account_that_does_not_count_says_nothing_of_mentions() -> None:
    of_the_first = coverage(1.0, 0.0, replies=(1.0, 0.0))

    assert mentions_seen(ABOUT_ASKS[0], ACCOUNTS, WINDOW, of_the_first, sees={}) == "seen"


def test_every_result_about_asks_says_whether_mentions_were_seen(council: Council) -> None:
    bring(council, *asked(range(1, 13)))
    with_file = figures(council)
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute("delete from coverage where sight = 'mentions'")

    without = figures(council)

    for measure in all_measures():
        seen = (
            with_file[measure.id]["counts"].get("mentions"),
            without[measure.id]["counts"].get("mentions"),
        )
        assert seen == (("seen", "not seen") if measure.is_about_asks else (None, None))


def test_the_page_says_in_words_whether_mentions_were_seen_and_what_was_not_counted_why() -> None:
    counts = {"asks": 3, "first_day_unseen": 2, "mentions": "partly", "new": 1, "waiting": 0, "closed": 2}

    open_ = [("1", "new"), ("2", "closed")]
    within_a_day = {"measure": "answered-within-a-day", "unit": "share", "counts": counts}
    waiting = {"measure": "still-waiting", "unit": "count", "counts": counts}

    assert ("2", words.words("first_day_unseen")) in beside(within_a_day)
    assert beside(waiting) == [
        ("3", words.words("asks")),
        *((number, words.also(measure_of("still-waiting"), state)) for number, state in open_),
    ]
    assert "seen for part of this time only" in results.mentions(within_a_day)
