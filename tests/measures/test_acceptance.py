"""The sixteen points by which the measures were accepted, each as one test of its number."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from facts import DAY_US, HOUR_US, Outcome, Unit, to_us
from labels import ask
from metrics import measure_of
from metrics.measure import Tally
from metrics.statistics.ratios import clustered_range
from metrics.sums import median_wait
from people.elections import pre_election_from
from pipelines.keep.folder import Folder
from pipelines.measure.calendar import clock, month
from pipelines.measure.measure import result_of
from tests.measures.telling import tell
from tests.measures.test_unseen import ANN, SEES
from tests.small_council import Council
from wording import numbers, results

WAIT, ANSWERED, SILENCE = (
    measure_of(id_) for id_ in ("typical-wait", "answered-within-a-day", "longest-silence")
)
TALK, SHARING = measure_of("conversation-share"), measure_of("sharing-share")
LONDON = ZoneInfo("Europe/London")


def asked_at_six(answered: str) -> Tally:
    return tell(
        WAIT,
        f"""
        1  day 1 06:00  resident  asks: When is bin day?
        2  day 1 {answered}  member    answers 1: Thursday.
           day 3 09:00  now
        """,
    )


def test_acceptance_1_an_earlier_reply_is_never_worse() -> None:
    [(early, _)], [(late, _)] = asked_at_six("08:45").waits, asked_at_six("09:05").waits

    assert (early, late) == (2 + 45 / 60, 3 + 5 / 60)


def test_acceptance_2_a_follow_up_does_not_shorten_the_wait() -> None:
    tally = tell(
        WAIT,
        """
        1  day 1 06:00  resident  asks: When is bin day?
        2  day 2 06:00  resident  answers 1: Anybody there?
        3  day 2 07:00  member    answers 2: Thursday.
           day 4 09:00  now
        """,
    )

    assert tally.waits == ((25.0, True),)


def test_acceptance_3_deleting_an_ask_does_not_raise_the_share() -> None:
    kept = """
        1  day 1 06:00  resident A  asks: When is bin day?
        2  day 1 07:00  member      answers 1: Thursday.
        3  day 1 08:00  resident B  asks: Is the pool open?
    """
    end = "           day 9 09:00  now\n"

    whole = tell(ANSWERED, kept + end)
    deleted = tell(ANSWERED, kept + "           day 5 09:00  3 is removed\n" + end)

    assert (whole.met, whole.n) == (deleted.met, deleted.n) == (1, 2)


def test_acceptance_4_the_slowest_replies_are_never_dropped() -> None:
    quick = [(1.0, True)] * 4
    slow = [(100.0, True)] * 6

    assert median_wait(Tally(10, waits=tuple(quick + slow))).value == 100.0


def test_acceptance_5_an_episode_reopened_after_a_day_starts_a_new_clock() -> None:
    lines = [  # three residents, so that each counts for two of the six
        f"""
        {4 * at + 1}  day 1 06:0{at}  resident {who}  asks: When is bin day?
        {4 * at + 2}  day 1 07:0{at}  member      answers {4 * at + 1}: Thursday.
        {4 * at + 3}  day 3 08:0{at}  resident {who}  asks: And the green one?
        {4 * at + 4}  day 3 10:0{at}  member      answers {4 * at + 3}: Friday.
        """
        for at, who in enumerate("ABC")
    ]

    tally = tell(WAIT, "".join(lines) + "   day 9 09:00  now")

    assert sorted(wait for wait, _ in tally.waits) == [1.0] * 3 + [2.0] * 3


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [(29 / 200, Unit.SHARE, "15%"), (4.449, Unit.HOURS, "4.4 hours"), (0.005, Unit.SHARE, "1%")],
)
def test_acceptance_6_every_rendering_tells_a_figure_to_the_same_digit(
    value: float, unit: Unit, told: str
) -> None:
    row = {"measure": "typical-wait", "outcome": Outcome.MEASURED, "value": value, "unit": unit}

    # Pages, command line and spreadsheets ask these two, and nothing else rounds a figure.
    assert numbers.said(value, unit) == told
    assert " ".join(results.value(row)).strip() == told


def test_acceptance_7_what_was_not_seen_is_neither_silence_nor_zero() -> None:
    unseen = tell(
        SILENCE,
        """
        1  day 1 00:00   member  posts: Hello.
           day 5 00:00   not seen until day 20 00:00
        2  day 22 00:00  member  posts: Hello again.
           day 23 00:00  now
        """,
    )
    verdict = Outcome.UNKNOWN, {"code": "partly-seen"}
    result = result_of(
        SHARING, "jo", month(date(2026, 10, 1), LONDON), Tally(50, 25), verdict=verdict, counts={}
    )

    assert unseen.longest == 4
    assert (result.outcome, result.value, result.n) == (Outcome.UNKNOWN, None, None)
    assert SEES[
        ANN.platform
    ]  # a day caught up later is a stretch without a gap: tests/measures/test_unseen.py


def test_acceptance_8_nine_give_counts_and_ten_a_share_with_a_range() -> None:
    window, seen = month(date(2026, 10, 1), LONDON), (Outcome.MEASURED, None)

    nine = result_of(ANSWERED, "jo", window, Tally(9, 6), verdict=seen, counts={})
    ten = result_of(ANSWERED, "jo", window, Tally(10, 6), verdict=seen, counts={})

    assert (nine.outcome, nine.value, nine.met, nine.n) == (Outcome.TOO_FEW, None, 6, 9)
    assert ten.value == 6 / 10
    assert ten.low is not None
    assert ten.high is not None
    assert ten.low < 6 / 10 < ten.high


def test_acceptance_9_clock_changes_shift_nothing() -> None:
    march, october = month(date(2026, 3, 1), LONDON), month(date(2026, 10, 1), LONDON)
    spring, autumn = (to_us(datetime(2026, *day, 1, tzinfo=UTC)) for day in ((3, 29), (10, 25)))

    assert march.to_us - march.from_us == (31 * 24 - 1) * HOUR_US
    assert october.to_us - october.from_us == (31 * 24 + 1) * HOUR_US
    changes = [from_us for from_us, _, _ in clock(spring - DAY_US, autumn + DAY_US, LONDON)[1:]]
    assert changes == [spring, autumn]  # an elapsed hour is an hour on either side of them


def test_acceptance_10_the_time_before_an_election_begins_as_the_law_has_it_or_earlier() -> None:
    polling = date(2027, 5, 6)

    assert pre_election_from(polling, "england") == date(2027, 3, 31)
    assert pre_election_from(polling, "wales") == date(2027, 3, 31)
    assert pre_election_from(polling, "scotland") == date(2027, 3, 24)
    assert pre_election_from(polling, "england", earlier=date(2027, 3, 22)) == date(2027, 3, 22)
    assert pre_election_from(polling, "scotland", earlier=date(2027, 3, 31)) == date(2027, 3, 24)


@pytest.mark.commands
def test_acceptance_11_of_a_withdrawn_account_no_row_is_left_and_one_audit_line_is(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    register = tmp_path / "register.csv"
    register.write_text("member,name,platform,handle,consented_on\njo,Jo,x,jo,2026-01-01\n", encoding="utf-8")
    posts = tmp_path / "posts.jsonl"
    row = {
        "id": "1",
        "account": "x:jo",
        "author": "member",
        "posted_at": "2026-11-01T09:00:00Z",
        "text": "Hi",
    }
    posts.write_text(json.dumps(row) + "\n", encoding="utf-8")
    council.must("register", str(register))
    council.must("import", str(posts))
    council.must("measure", "--as-of", "2026-11-02T09:00:00Z")

    council.must("withdraw", "--account", "x:jo")

    audit = [line["did"] for line in Folder(council.path).desk.audit()]
    assert council.keeps_nothing()
    assert audit.count("withdraw") == 1


def test_acceptance_12_four_members_are_not_compared() -> None:
    parts = [(3, 10), (4, 10), (5, 10), (6, 10)]

    assert clustered_range(parts) == (None, None)
    assert clustered_range([*parts, (7, 10)]) != (None, None)


def test_acceptance_13_a_welsh_ask_without_a_question_mark_is_found() -> None:
    assert ask("Pryd fydd y pwll nofio yn agor").value == "ask"
    assert ask("Oes modd trwsio'r golau ar Stryd y Bont").value == "ask"


def test_acceptance_14_turns_beyond_six_in_an_episode_earn_nothing() -> None:
    replies = "\n".join(f"{n}  day 1 09:0{n}  member  answers 1: Answer {chr(97 + n)}." for n in range(2, 9))

    tally = tell(TALK, f"1  day 1 09:00  resident  says: I don't agree.\n{replies}\n   day 3 09:00  now")

    assert (tally.met, tally.n) == (6, 6)


def test_acceptance_15_an_account_silent_for_long_is_the_most_silent_one() -> None:
    silent = tell(SILENCE, "1  day 1 00:00  member  posts: Hello.\n   day 80 00:00  now")
    busy = tell(
        SILENCE,
        "1  day 1 00:00  member  posts: Hello.\n2  day 79 00:00  member  posts: Hi.\n   day 80 00:00  now",
    )

    assert silent.longest == 79
    assert silent.longest > (busy.longest or 0)


def test_acceptance_16_a_member_who_messages_their_own_account_gains_nothing() -> None:
    tally = tell(
        TALK,
        """
        1  day 1 09:00  member            posts: Surgery on Saturday.
        2  day 1 10:00  member on second  answers 1: What a good idea.
        3  day 1 11:00  member            answers 2: Thank you, me.
           day 3 09:00  now
        """,
    )

    assert (tally.met, tally.n) == (0, 1)
