"""Small histories worked out by hand: the definitions that hold a number, and the acceptance points.

Each case is one member in a world of their own, so that all of them can be measured in one run. Expected
values are written as sums.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.measures.twin.history import (
    PLAIN_ASKS,
    PLAIN_INVITATIONS,
    PLAIN_REMARKS,
    PLAIN_STATEMENTS,
    History,
    Import,
    Row,
)

AS_OF = "2026-11-06T09:00:00+00:00"
COVERS = "2026-05-01..2026-11-06"
ASK, REMARK = PLAIN_ASKS[0], PLAIN_REMARKS[0]
HOUR, DAY, INSTANT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)
START = datetime.fromisoformat("2026-10-05T09:00:00+00:00")
NOW = datetime.fromisoformat(AS_OF)


@dataclass
class Case:
    """What is said, and what the measures must then say: (window, measure) -> fields of the result."""

    name: str
    token: str
    rows: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    expected: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @property
    def member(self) -> str:
        """Return the id of the case's one member."""
        return self.token + "m"

    def says(self, when: datetime, author: str = "member", text: str = REMARK, **more: str) -> str:
        """Write one row and return its id."""
        name = f"{self.token}-{len(self.rows):03}"
        row = {
            "id": name,
            "account": self.accounts[0],
            "author": author,
            "posted_at": when.isoformat(),
            "text": text,
        }
        self.rows.append(row | more)
        return name

    def asked_and_answered(
        self, who: str, wait: timedelta | None, when: datetime = START, text: str = REMARK
    ) -> str:
        """Write an ask, and its answer so much later if there is one."""
        ask = self.says(when, who, ASK)
        if wait is not None:
            self.says(when + wait, text=text, answers=ask)
        return ask

    def gives(self, measure: str, label: str = "2026-10", **fields: Any) -> None:
        """Say what a result must be."""
        self.expected[label, measure] = fields


CASES: list[Case] = []
Play = Callable[[Case], None]


def case(play: Play) -> Play:
    """Keep a case under the name of its function."""
    token = f"case{len(CASES):02}q"
    one = Case(play.__name__, token, accounts=[f"x:{token}a", f"bluesky:{token}b.example"])
    play(one)
    CASES.append(one)
    return play


def world(cases: list[Case]) -> History:
    """Return all cases in one history."""
    return History(
        as_of=AS_OF,
        register=[_registered(one, account) for one in cases for account in one.accounts],
        imports=[Import(rows=[row for one in cases for row in one.rows], covers=COVERS)],
        marks=[mark for one in cases for mark in one.marks],
        council_accounts=["x:anytown"],
        own_sites=["anytown.example"],
    )


def _registered(one: Case, account: str) -> Row:
    platform, _, handle = account.partition(":")
    return {
        "member": one.member,
        "name": one.name,
        "ward": "Mill Lane",
        "email": "",
        "platform": platform,
        "handle": handle,
        "consented_on": "2025-05-01",
        "consented_by": "paper form",
        "scope": "public posts",
    }


def _ten(one: Case, waits: Sequence[timedelta | None], when: datetime = START) -> None:
    for number, wait in enumerate(waits):
        one.asked_and_answered(f"resident{number}", wait, when)


def _only_account(one: Case) -> None:
    del one.accounts[1:]


@case
def one_voice_9_2_1_leaves_4_2_1(one: Case) -> None:
    _only_account(one)
    for who, asks in (("ann", 9), ("bob", 2), ("cat", 1)):
        for number in range(asks):
            one.asked_and_answered(who, HOUR, START + number * DAY)
    beside = {"asks": 9 + 2 + 1, "distinct_askers": 3, "same_person": 9 - 4}
    one.gives("answered-within-a-day", outcome="too few", n=4 + 2 + 1, met=7, value=None, counts=beside)
    one.gives("typical-wait", outcome="too few", n=4 + 2 + 1, met=None, value=None)


@case
def waits_of_1_to_10_hours_have_the_median_5(one: Case) -> None:
    _only_account(one)
    _ten(one, [hours * HOUR for hours in range(1, 11)])
    # The lower band at 1 h is .9 ** e ** 1.961 = .47, the upper at 7 h .58 and at 8 h .2 ** e ** -.770 = .47
    one.gives("typical-wait", value=5.0, low=1.0, high=8.0, n=10, unit="hours", why=None)


@case
def an_answer_after_exactly_336_hours_is_one(one: Case) -> None:
    _only_account(one)
    _ten(one, [336 * HOUR] * 10)
    one.gives("typical-wait", value=336.0, n=10, why=None)
    one.gives("answered-within-a-day", value=0 / 10, low=0.0)


@case
def an_answer_a_microsecond_after_336_hours_is_censored(one: Case) -> None:
    _only_account(one)
    _ten(one, [336 * HOUR + INSTANT] * 10)
    one.gives("typical-wait", value=None, outcome="measured", why="under half answered", n=10)
    one.gives("still-waiting", value=0)


@case
def exactly_24_hours_is_within_a_day(one: Case) -> None:
    _only_account(one)
    _ten(one, [DAY] * 5 + [DAY + INSTANT] * 5)
    two = {"within_2_days": [10, 10], "within_5_days": [10, 10]}
    one.gives("answered-within-a-day", value=5 / 10, n=10, met=5, counts=two)


@case
def none_of_ten_has_a_low_of_exactly_0(one: Case) -> None:
    _only_account(one)
    _ten(one, [None] * 10)
    z = 1.959963984540054
    one.gives("answered-within-a-day", value=0 / 10, low=0.0, high=(z * z / 10) / (1 + z * z / 10))
    one.gives("still-waiting", value=10, n=10, met=None)


@case
def ten_of_ten_has_a_high_of_exactly_1(one: Case) -> None:
    _only_account(one)
    _ten(one, [HOUR] * 10)
    z = 1.959963984540054
    one.gives("answered-within-a-day", value=10 / 10, low=1 / (1 + z * z / 10), high=1.0)


@case
def nine_give_counts_and_no_share(one: Case) -> None:
    _only_account(one)
    _ten(one, [HOUR] * 9)
    one.gives("answered-within-a-day", outcome="too few", value=None, low=None, high=None, n=9, met=9)


@case
def an_earlier_reply_is_never_worse(one: Case) -> None:  # acceptance 1
    _only_account(one)
    six = datetime.fromisoformat("2026-10-05T06:00:00+00:00")
    for number in range(10):
        one.asked_and_answered(f"resident{number}", timedelta(hours=2, minutes=45), six + number * HOUR)
    one.gives("typical-wait", value=2.75)


@case
def a_follow_up_does_not_shorten_the_wait(one: Case) -> None:  # acceptance 2
    _only_account(one)
    for number in range(10):
        who = f"resident{number}"
        ask = one.says(START, who, ASK)
        again = one.says(START + 20 * HOUR, who, PLAIN_ASKS[1], answers=ask)
        one.says(START + 30 * HOUR, answers=again)
    one.gives("typical-wait", value=30.0, n=10)
    one.gives("answered-within-a-day", value=0 / 10, counts={"asks": 10})


@case
def the_slowest_replies_stay(one: Case) -> None:  # acceptance 4
    _only_account(one)
    _ten(one, [HOUR] * 4 + [100 * HOUR] * 6)
    one.gives("typical-wait", value=100.0, n=10)
    one.gives("answered-within-a-day", value=4 / 10, counts={"within_5_days": [10, 10]})


@case
def an_episode_reopened_after_a_day_starts_a_new_clock(one: Case) -> None:  # acceptance 5
    _only_account(one)
    for number in range(5):
        who = f"resident{number}"
        ask = one.says(START, who, ASK)
        answer = one.says(START + HOUR, answers=ask)
        again = one.says(START + HOUR + DAY, who, PLAIN_ASKS[1], answers=answer)
        one.says(START + 3 * HOUR + DAY, answers=again)
    one.gives("typical-wait", value=1.0, n=10, counts={"asks": 5 + 5, "distinct_askers": 5})


@case
def just_under_a_day_of_silence_is_the_same_episode(one: Case) -> None:
    _only_account(one)
    ask = one.says(START, "jo", ASK)
    answer = one.says(START + HOUR, answers=ask)
    one.says(START + HOUR + DAY - INSTANT, "jo", PLAIN_ASKS[1], answers=answer)
    one.gives("answered-within-a-day", n=1, met=1, counts={"asks": 1})


@case
def a_reminder_at_exactly_14_days_reminds(one: Case) -> None:
    _only_account(one)
    ask = one.says(START, "jo", ASK)
    one.says(START + 14 * DAY, "jo", PLAIN_ASKS[1], answers=ask)
    one.gives("still-waiting", value=1, counts={"asks": 1})


@case
def a_reminder_after_14_days_is_a_new_ask(one: Case) -> None:
    _only_account(one)
    ask = one.says(START, "jo", ASK)
    one.says(START + 14 * DAY + INSTANT, "jo", PLAIN_ASKS[1], answers=ask)
    one.gives("still-waiting", value=2, counts={"asks": 2, "distinct_askers": 1})


@case
def a_second_account_never_seen_takes_no_ask_away(one: Case) -> None:
    one.accounts[1] = one.accounts[0] + "2"
    _ten(one, [HOUR] * 10)
    beside = {"asks": 10, "younger_than_a_day": 0, "first_day_unseen": 0, "mentions": "seen"}
    one.gives("answered-within-a-day", value=10 / 10, n=10, counts=beside)
    one.gives("typical-wait", value=1.0, n=10)


@case
def an_ask_of_the_very_moment_was_not_followed_but_is_young(one: Case) -> None:
    _only_account(one)
    _ten(one, [HOUR] * 10, NOW - 2 * DAY)
    one.asked_and_answered("jo", None, NOW)
    one.gives("typical-wait", "2026-11", n=10, value=1.0)
    beside = {"asks": 10 + 1, "younger_than_a_day": 1, "first_day_unseen": 0}
    one.gives("still-waiting", "2026-11", value=1, counts=beside)


@case
def invitations_and_polls_are_neither_replies_nor_posts(one: Case) -> None:
    _only_account(one)
    for number in range(6):
        one.asked_and_answered(f"resident{number}", HOUR, text=f"{REMARK} {'abcdef'[number]}")
    for text in PLAIN_INVITATIONS:
        one.says(START, text=text)
        one.says(START, text=text, kind="quote", source="museum")
    one.says(START, text=REMARK, format="poll")
    for text in PLAIN_STATEMENTS:
        one.says(START, text=text)
    one.gives("conversation-share", value=6 / (6 + 4), n=6 + 4, met=6)
    one.gives("sharing-share", value=3 / (4 + 5 + 3 + 1), n=4 + 5 + 3 + 1, met=3)  # three of a source a day


@case
def an_open_ask_is_new_then_waiting_then_closed(one: Case) -> None:
    _only_account(one)
    ages = [timedelta(0), DAY - INSTANT, DAY, 14 * DAY, 14 * DAY + INSTANT, 80 * DAY]
    for number, age in enumerate(ages):
        one.asked_and_answered(f"resident{number}", None, NOW - age)
    one.gives("still-waiting", "90 days", value=6, counts={"new": 2, "waiting": 2, "closed": 2})


@case
def a_mark_or_an_answer_takes_an_ask_out_of_every_age(one: Case) -> None:
    _only_account(one)
    asks = [one.asked_and_answered(f"resident{number}", None, NOW - 3 * DAY) for number in range(3)]
    for kind, post in zip(("answered-elsewhere", "set-aside"), asks, strict=False):
        one.marks.append({"kind": kind, "post": post, "by": "officer", "why": "told so"})
    one.asked_and_answered("jo", 70 * HOUR, NOW - 3 * DAY)
    one.gives("still-waiting", "90 days", value=1, counts={"new": 0, "waiting": 1, "closed": 0})


@case
def an_ask_is_a_day_old_at_exactly_24_hours(one: Case) -> None:
    _only_account(one)
    one.asked_and_answered("jo", None, NOW - DAY)
    one.asked_and_answered("sam", HOUR, NOW - DAY + INSTANT)  # 6: left out even when already answered
    one.asked_and_answered("kim", HOUR, NOW - 2 * DAY)
    beside = {"asks": 3, "younger_than_a_day": 1, "within_2_days": [1, 1], "within_5_days": [0, 0]}
    one.gives("answered-within-a-day", "2026-11", outcome="too few", n=2, met=1, counts=beside)
    one.gives("typical-wait", "2026-11", n=3)


@case
def the_last_90_days_hold_both_their_ends(one: Case) -> None:
    _only_account(one)
    one.asked_and_answered("jo", None, NOW - 90 * DAY)
    one.asked_and_answered("sam", None, NOW - 90 * DAY - INSTANT)
    one.asked_and_answered("kim", None, NOW)
    one.gives("still-waiting", "90 days", value=2)


@case
def a_month_begins_and_ends_at_local_midnight(one: Case) -> None:  # acceptance 9
    _only_account(one)
    one.asked_and_answered("jo", None, datetime.fromisoformat("2026-05-31T22:59:59.999999+00:00"))
    one.asked_and_answered("sam", None, datetime.fromisoformat("2026-05-31T23:00:00+00:00"))
    one.asked_and_answered("kim", None, datetime.fromisoformat("2026-10-31T23:59:59.999999+00:00"))
    one.asked_and_answered("lee", None, datetime.fromisoformat("2026-11-01T00:00:00+00:00"))
    for label in ("2026-05", "2026-06", "2026-10", "2026-11"):
        one.gives("still-waiting", label, value=1)


@case
def a_wait_across_the_clock_change_is_elapsed_time(one: Case) -> None:  # acceptance 9
    _only_account(one)
    _ten(one, [DAY] * 10, datetime.fromisoformat("2026-10-24T12:00:00+01:00"))
    one.gives("typical-wait", value=24.0)
    one.gives("answered-within-a-day", value=10 / 10)


@case
def marks_change_what_counts(one: Case) -> None:
    _only_account(one)
    asks = [one.asked_and_answered(f"resident{number}", None) for number in range(4)]
    remark = one.says(START, "jo", REMARK)
    kinds = ["not-an-ask", "answered-elsewhere", "set-aside"]
    for kind, post in [*zip(kinds, asks, strict=False), ("is-an-ask", remark)]:
        one.marks.append({"kind": kind, "post": post, "by": "officer", "why": "told so"})
    beside = {"asks": 4 - 1 - 1 + 1, "answered_elsewhere": 1, "set_aside": 1}
    one.gives("answered-within-a-day", outcome="too few", n=4 - 3 + 1, met=0, counts=beside)
    one.gives("still-waiting", value=4 - 3 + 1)


@case
def a_seventh_turn_earns_nothing(one: Case) -> None:  # acceptance 14
    _only_account(one)
    ask = one.says(START, "jo", ASK)
    for number in range(9):
        one.says(START + number * HOUR, text=f"{REMARK} {'abcdefghi'[number]}", answers=ask)
    for number in range(4):
        one.says(START + number * HOUR, text=REMARK)
    one.gives("conversation-share", value=6 / (6 + 4), n=10, met=6)


@case
def equal_form_replies_count_once(one: Case) -> None:
    _only_account(one)
    for number in range(8):
        one.asked_and_answered(
            f"resident{number}",
            HOUR,
            text=f"@resident{number} Case {number}: we WILL look https://a.example/{number}",
        )
    for _ in range(9):
        one.says(START)
    one.gives("conversation-share", value=1 / (1 + 9), n=10, met=1)


@case
def writing_to_ones_own_account_gains_nothing(one: Case) -> None:  # acceptance 16
    one.accounts[1] = one.accounts[0] + "2"
    for number in range(5):
        post = one.says(START + number * HOUR, text=ASK)
        one.says(START + number * HOUR, text=REMARK, answers=post, account=one.accounts[1])
        one.says(START + number * HOUR, text=REMARK)
    own = one.accounts[0].partition(":")[2]
    one.says(START, own.upper(), ASK, account=one.accounts[1])
    one.gives("conversation-share", value=0 / (5 + 5 + 1), n=11, met=0, low=0.0)
    one.gives("sharing-share", value=0 / 11, n=11, met=0)


@case
def three_shares_of_a_source_a_day_count(one: Case) -> None:
    _only_account(one)
    for number in range(5):
        one.says(START + number * HOUR, text="", kind="share", source="@Museum" if number % 2 else "museum")
    one.says(START + DAY, text="", kind="share", source="museum")
    one.says(START, text="", kind="share", source=one.accounts[0].partition(":")[2])
    one.says(START, text="", kind="quote", source="anytown")
    one.says(START, text="", kind="share")
    for link in (
        "https://www.Garden.example/a",
        "https://news.anytown.example/a",
        "http://notanytown.example",
    ):
        one.says(START, text=f"Look: {link}")
    # met: 3 + 1 of the museum, the council's, one without source, two outside sites
    one.gives("sharing-share", value=(3 + 1 + 1 + 1 + 2) / (8 + 1 + 1), n=8 + 1 + 1, met=8)


@case
def an_account_silent_since_may_is_the_most_silent(one: Case) -> None:  # acceptance 15
    _only_account(one)
    one.says(datetime.fromisoformat("2026-05-03T10:00:00+01:00"))
    from_may_to_november = datetime.fromisoformat("2026-11-01T00:00:00+00:00") - datetime.fromisoformat(
        "2026-05-03T10:00:00+01:00"
    )
    one.gives("longest-silence", value=from_may_to_november / DAY, n=1, unit="days", met=None)
    to_now = NOW - datetime.fromisoformat("2026-05-03T10:00:00+01:00")
    one.gives("longest-silence", "2026-11", value=to_now / DAY, n=1)


@case
def days_away_are_taken_out_of_a_silence(one: Case) -> None:
    _only_account(one)
    one.says(datetime.fromisoformat("2026-05-01T00:00:00+01:00"))
    one.says(datetime.fromisoformat("2026-10-01T00:00:00+01:00"))
    one.says(datetime.fromisoformat("2026-10-31T00:00:00+00:00"))
    one.marks.append(
        {"kind": "away", "member": one.member, "from": "2026-10-10", "to": "2026-10-19", "by": "officer"}
    )
    october = timedelta(days=30, hours=1)  # 1 to 31 October holds the hour the clocks go back
    one.gives("longest-silence", value=(october - 10 * DAY) / DAY, n=2)


@case
def an_account_without_residents_rows_shows_no_replies(one: Case) -> None:
    _only_account(one)
    one.says(START)
    one.gives("answered-within-a-day", outcome="unknown", value=None, n=None, met=None, counts={})
    one.gives("still-waiting", outcome="unknown", value=None, n=None)
    one.gives("conversation-share", outcome="too few", n=1, met=0)


@case
def before_the_first_sight_nothing_is_known(one: Case) -> None:  # acceptance 7
    _only_account(one)
    one.says(START, "jo", ASK)
    one.gives("still-waiting", "2026-04", outcome="unknown", value=None, counts={})
    one.gives("longest-silence", "2026-04", outcome="unknown", value=None)


@case
def a_reply_to_something_missing_counts_but_answers_nothing(one: Case) -> None:
    _only_account(one)
    one.says(START, "jo", ASK, conversation=one.token + "thread")
    one.says(START + HOUR, answers=one.token + "gone", conversation=one.token + "thread")
    one.gives("conversation-share", outcome="too few", n=1, met=1)
    one.gives("still-waiting", value=1)


@case
def a_row_ahead_claims_no_sight_of_replies(one: Case) -> None:
    _only_account(one)
    one.says(START)
    one.says(datetime.fromisoformat("2126-01-01T09:00:00+00:00"), "jo", ASK)
    one.gives("still-waiting", outcome="unknown", value=None)
    one.gives("conversation-share", outcome="too few", n=1, met=0)


@case
def a_row_of_another_platform_than_its_accounts_is_a_bad_row(one: Case) -> None:
    _only_account(one)
    ask = one.says(START, "jo", ASK)
    one.says(START + HOUR, answers=ask, platform="bluesky")
    one.says(START + 2 * HOUR, text=PLAIN_ASKS[1], platform="mastodon")  # else it were a resident's who asks
    one.gives("still-waiting", value=1, counts={"asks": 1})
    one.gives("conversation-share", outcome="too few", n=0, met=0)


@case
def a_fellow_members_handle_is_no_resident(one: Case) -> None:
    _only_account(one)
    one.says(START, "@X:" + "case00qA".upper(), ASK)  # the member of the first case, oddly written
    one.says(START, "jo", REMARK)
    one.gives("still-waiting", value=0, counts={"asks": 0})
