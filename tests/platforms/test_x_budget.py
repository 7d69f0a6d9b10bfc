"""Reading X costs money: it is said before it is spent, counted as X counts, and never goes beyond the limit."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from connectors.connector import PlatformTrouble
from connectors.x.budget import Budget, dollars, member_month, told
from connectors.x.removals import AGES_US, due
from connectors.x.snowflake import id_at
from facts import DAY_US, HOUR_US
from tests.platforms.local_x import ACCOUNT, NOW_US, LocalX, running, small_talk, visiting

pytestmark = pytest.mark.platforms

NOVEMBER = datetime(2026, 11, 20, tzinfo=UTC)
MONTH_DAYS = 30


BOTH = pytest.mark.parametrize("network", ["post", "tweet"], indirect=True)  # X's two vocabularies


@pytest.fixture
def network(request: pytest.FixtureRequest) -> Iterator[LocalX]:
    with running(getattr(request, "param", "post")) as network:
        yield network


@pytest.mark.parametrize(
    ("looks_again", "dollars_a_month"),
    [
        (0, 1.14),  # each message once
        (4.35, 5.01),  # and every week again for a month: 4.35 weeks
    ],
)
def test_a_members_month_costs_what_the_price_list_says(looks_again: float, dollars_a_month: float) -> None:
    reads = member_month(60, 120, 40, looks_again=looks_again)

    assert reads * 0.005 == pytest.approx(dollars_a_month, rel=0.10)


def a_month_of(network: LocalX) -> dict[str, int]:
    """Let a member post 60 and hear 120 messages in 30 days; they refer to 40 of other people's."""
    ids = small_people(network)
    counts = {"own": 0, "heard": 0, "referred": 0}
    for number in range(60):
        at_us = NOW_US + number * 12 * HOUR_US + 60_000_000
        refers = {}
        if number % 3:  # two of three pass on, quote or answer somebody
            theirs = network.post(ids["stranger"], f"theirs {number}", at_us - DAY_US)
            refers = {("shares", "quotes", "answers")[number % 3 + number % 2 - 1]: theirs}
            counts["referred"] += 1
        own = network.post(ids["ahmed"], f"own {number}", at_us, **refers)
        counts["own"] += 1
        for answer in range(2):
            said_us = at_us + answer * HOUR_US + 1_000_000
            if number % 10 or not answer:
                network.post(ids["zeb"], f"@cllr_ahmed {number}", said_us, answers=own)
            else:  # every twentieth quotes and names nobody
                network.post(ids["zeb"], f"look {number}", said_us, quotes=own)
            counts["heard"] += 1
    return counts


def small_people(network: LocalX) -> dict[str, str]:
    return {
        "ahmed": network.person("cllr_ahmed"),
        "zeb": network.person("zeb"),
        "stranger": network.person("who"),
    }


@BOTH
def test_a_month_collected_costs_what_was_said_before(network: LocalX) -> None:
    assert a_month_of(network) == {"own": 60, "heard": 120, "referred": 40}
    network.page = 100

    with visiting(network) as visitor:
        for day in range(MONTH_DAYS + 1):
            now_us = NOW_US + day * DAY_US + 4 * HOUR_US
            visitor.visit(now_us)
        looked_again = sum(len(query.split("ids=")[1].split("&")[0].split("%2C")) for path, query, _ in network.bodies
                           if path == "/2/tweets")  # fmt: skip
        told = visitor.x.forecast([visitor.account], now_us)
        spent = visitor.allowed - visitor.x.budget.left
        kept = len(visitor.kept())

    assert (
        kept == 60 + 120 + 40
    )  # what the member answered, quoted or shared came along, and was billed with it
    assert set(network.handed_over.values()) == {1}  # reads per item: 1.00
    once = network.reads - looked_again
    print(f"a member's month: {once} reads, {dollars(once)}; model {dollars(member_month())}")
    assert once == pytest.approx(member_month(), rel=0.10)  # $1.14, the model
    assert f"a member's month about {member_month(looks_again=4):,.0f}" in told
    assert 0 < spent <= network.reads  # the budget began anew with December
    assert looked_again < 180 * 4


@BOTH
def test_what_is_counted_is_what_x_bills(network: LocalX) -> None:
    small_talk(network)

    with visiting(network) as visitor:
        visitor.visit()
        network.remove(max(network.messages, key=int))
        visitor.visit(NOW_US + HOUR_US)

        assert visitor.allowed - visitor.x.budget.left == network.reads


@pytest.mark.parametrize("allowed", [0, 2, 32, 40, 100])
def test_the_limit_is_never_passed_and_nothing_is_lost_by_it(network: LocalX, allowed: int) -> None:
    ids = small_talk(network)
    for number in range(60):
        network.post(
            ids["ahmed"], f"more {number}", NOW_US - number * HOUR_US - 1_000_000, quotes=ids["theirs"]
        )
    network.page = 100

    with visiting(network, allowed=allowed) as visitor:
        with pytest.raises(PlatformTrouble, match="reads are used up") as trouble:
            visitor.visit()
        spent = network.reads
        visitor.allowed = 100_000
        visitor.visit()
        kept = len(visitor.kept())

    assert spent <= allowed
    assert trouble.value.again_at == datetime(2026, 12, 1, tzinfo=UTC)
    assert "reads_a_month" in trouble.value.todo
    assert kept == 69
    assert set(network.handed_over.values()) == {1}


def test_a_run_says_what_it_will_cost_before_it_spends(network: LocalX) -> None:
    small_talk(network)

    with visiting(network, allowed=10_000) as visitor:
        told = visitor.x.forecast([ACCOUNT], NOW_US)

        assert network.asked == []  # said before anything is asked
        run = 2 + (220 + 30.4 / 7 * 2) * 90 / 30.4  # who it is, and 90 days at a month's usual
        assert told == (
            f"X: this run will take about {run:,.0f} reads ({dollars(run)}), a member's month about 949 ($4.74); "
            "10,000 of 10,000 are left in November."
        )

        visitor.visit()
        later = visitor.x.forecast([ACCOUNT], NOW_US + HOUR_US)
        assert "this run will take about 1 reads" in later  # one message comes of age to be looked at again
        assert f"{10_000 - network.reads:,} of 10,000 are left" in later


def test_a_member_who_is_known_is_forecast_from_their_own_months() -> None:
    with running() as network, visiting(network) as visitor:
        ids = small_people(network)
        network.page = 100
        for number in range(90):
            network.post(ids["ahmed"], f"own {number}", NOW_US - number * DAY_US // 10)
        visitor.visit()

        told = visitor.x.forecast([ACCOUNT], NOW_US + DAY_US)

    assert "a member's month about 479" in told  # 90 + 20 referred to + 90 * 4 again + a look a week


def test_the_count_survives_a_crash_and_begins_anew_with_the_month() -> None:
    kept: list[str] = []
    moment = [NOVEMBER]
    first = Budget(10, "", kept.append, lambda: moment[0])
    first.spend(["1", "2", "2", "3"], users=1)

    after = Budget(10, kept[-1], kept.append, lambda: moment[0])
    assert after.left == 10 - 3 - 2
    after.spend(["3"])
    assert after.left == 5  # the same post on the same day is billed once
    moment[0] = datetime(2026, 11, 21, tzinfo=UTC)
    after.spend(["3"])
    assert after.left == 4
    moment[0] = datetime(2026, 12, 1, tzinfo=UTC)
    assert after.left == 10


def test_december_is_followed_by_january() -> None:
    budget = Budget(1, "", lambda _: None, lambda: datetime(2026, 12, 31, 23, tzinfo=UTC))

    assert budget.renewed_at() == datetime(2027, 1, 1, tzinfo=UTC)


def test_what_is_left_can_be_told_from_what_was_written_down_alone() -> None:
    written: list[str] = []
    Budget(10, "", written.append, lambda: NOVEMBER).spend(["1", "2"], users=1)
    first_of_december = datetime(2026, 12, 1, tzinfo=UTC)

    assert told(written[-1], 10, NOVEMBER) == (10 - 2 - 2, first_of_december)
    assert told(written[-1], 3, NOVEMBER) == (0, first_of_december)  # the limit was lowered meanwhile
    assert told(written[-1], 10, first_of_december) == (10, datetime(2027, 1, 1, tzinfo=UTC))
    assert told("", 10, NOVEMBER) == (10, first_of_december)


def test_a_month_turns_when_it_does_at_x_and_not_here() -> None:
    here = datetime(2026, 11, 30, 23, 30, tzinfo=timezone(timedelta(hours=-1)))

    assert told("", 10, here) == (10, datetime(2027, 1, 1, tzinfo=UTC))


def test_a_message_comes_due_once_for_each_age_whenever_we_look() -> None:
    kept = {f"x:{int(id_at(NOW_US + hour * HOUR_US)) + 1}" for hour in range(48)}
    looks = [NOW_US + step * 7 * HOUR_US for step in range(1_000)]

    found = [id_ for before, after in pairwise(looks) for id_ in due(kept, before, after)]

    assert len(found) == len(kept) * len(AGES_US)
    assert due({"bluesky:1", "x:none"}, 0, NOW_US) == []
