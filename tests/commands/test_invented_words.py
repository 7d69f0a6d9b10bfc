"""What the invented council means as an invitation, a credit, a correction or a report back is read as one."""

from datetime import UTC, datetime
from functools import cache

import pytest

from demo import invent
from demo.bios import told as words_of
from demo.clock import Calendar
from demo.dice import Dice
from demo.town import scene, wards
from demo.voice import PRIME, joined
from labels import copies, corrects, count_words, credits, invites, reports_back, seeks_views
from labels.bio import bio

UNTIL = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
SAID = words_of("said")
MEANT = {
    "questions": [text for block in SAID["question"] for text in block["texts"] if block["topic"]],
    "quizzes": [text for block in SAID["question"] for text in block["texts"] if not block["topic"]],
    "rows": [text for way in ("by_tag", "by_link", "by_thread") for text in SAID["loops"][way]],
    "reports": SAID["loops"]["closed"] + SAID["loops"]["below"],
    "corrections": SAID["more"]["corrections"],
    "credited": SAID["passing"]["credited"],
    "bare": SAID["passing"]["bare"],
    "statements": [text for block in SAID["post"] for text in block["texts"]],
    "threads": SAID["more"]["threads"],
}
AT_LENGTH = ("questions", "quizzes", "rows", "reports", "statements")  # what members go on about


@cache
def spoken(meant: str) -> list[str]:
    """Every text of a kind, each as it is said in six places."""
    dice, days = Dice("spoken", meant), Calendar(UNTIL, 1, "Europe/London").days
    more = {"theme": "the hall", "tag": "HallLarkmere"}
    return [
        scene(dice.pick(wards()), dice).told(text, days[5], dice, **more)
        for text in MEANT[meant]
        for _ in range(6)
    ]


@cache
def at_length(meant: str) -> list[str]:
    """The same, as six members go on about it."""
    return [joined(text, number // 6, 7 * number % PRIME) for number, text in enumerate(spoken(meant))]


def share(rule, texts: list[str]) -> float:
    return sum(rule(text).value == "yes" for text in texts) / len(texts)


@pytest.mark.parametrize(
    ("meant", "rule"),
    [
        ("questions", invites), ("questions", seeks_views), ("rows", invites), ("rows", seeks_views),
        ("quizzes", invites), ("reports", reports_back), ("corrections", corrects), ("credited", credits),
    ],
)  # fmt: skip
def test_what_is_meant_is_read(meant, rule):
    assert [text for text in spoken(meant) if rule(text).value != "yes"] == []


@pytest.mark.parametrize(
    ("meant", "rule"),
    [("questions", invites), ("rows", invites), ("reports", reports_back)],
)
def test_it_is_read_at_length_too(meant, rule):
    assert share(rule, at_length(meant)) == 1


@pytest.mark.parametrize("meant", ["questions", "rows"])
def test_a_question_of_views_seeks_them_at_length_nearly_always(meant):
    assert share(seeks_views, at_length(meant)) > 0.8


def test_a_quiz_seeks_no_views():
    assert share(seeks_views, spoken("quizzes") + at_length("quizzes")) == 0


@pytest.mark.parametrize("rule", [invites, reports_back, corrects])
def test_a_plain_statement_is_read_as_nothing_else(rule):
    assert share(rule, spoken("statements") + spoken("threads") + spoken("bare")) < 0.02
    assert share(rule, at_length("statements")) < 0.06


def test_a_bare_link_credits_nobody():
    assert share(credits, spoken("bare")) < 0.15


def test_no_two_members_write_two_of_the_same_lines():
    lists = words_of("voice")

    assert {len(lines) for lines in lists.values()} == {PRIME}
    assert all(len(set(lines)) == PRIME for lines in lists.values())
    lines = {line: (name, place) for name, some in lists.items() for place, line in enumerate(some)}
    for other in range(1, 60):
        pairs = [
            {at for line, at in lines.items() if line in joined("It.", n, seat)}
            for n in (3,)
            for seat in (0, other)
        ]
        assert not pairs[0] & pairs[1]
    assert count_words(joined("It.", 0, 0)) >= 12
    assert not copies(joined("Swings for the park.", 5, 4), [joined("Swings for the park.", 5, 9)])


def test_releases_are_many_and_of_different_words():
    releases = invent(until=UNTIL).releases

    assert sum(one["published_at"] > "2025-10-22" for one in releases) >= 55
    assert len({one["text"] for one in releases}) == len(releases)
    assert all(count_words(one["text"]) > 30 for one in releases)


def test_profiles_say_some_things_and_leave_others_out():
    council = invent(until=UNTIL)
    ward_of = {f"{row['platform']}:{row['handle']}": row["ward"] for row in council.register}
    found = [bio(row["text"], ward_of[row["account"]]) for row in council.profiles]

    for fact in ("councillor", "ward", "contact", "hours", "views_own"):
        assert 0.1 < sum(one[fact].value == "yes" for one in found) / len(found) < 0.95, fact
    assert set(ward_of) - {row["account"] for row in council.profiles}
