"""The statistics, each held against values that others published, or against another way to the same number."""

import math
import random
from statistics import fmean, stdev

import pytest
from scipy import special

from benchmarks.false_calls import called
from metrics.statistics.changes import FEWEST, Verdict, change_of_rate, change_of_share
from metrics.statistics.counts import count_range
from metrics.statistics.ordinary import ordinary_band
from metrics.statistics.points import poisson, student
from metrics.statistics.rates import Z, wilson
from metrics.statistics.ratios import clustered_change, clustered_range
from metrics.statistics.shrinkage import shrunk


@pytest.mark.parametrize(
    ("met", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_range_of_a_share_is_what_newcombe_printed(met, n, low, high):
    assert wilson(met, n) == pytest.approx((low, high), abs=5e-5)  # Newcombe 1998, table I, method 3


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (9, 4.115, 17.085),
        (12, 6.19, 20.96),
        (100, 81.36, 121.63),
    ],
)
def test_the_range_of_a_count_is_exact_below_ten_and_byars_from_there(count, low, high):
    # Exact: Pearson & Hartley, table 40. Byar's: APHO Technical Briefing 3, and Breslow & Day 1987, table 2.11.
    assert count_range(count) == pytest.approx((low, high), abs=6e-3)


def test_byars_range_is_close_to_the_exact_one():
    for count in (10, 12, 50, 400):
        assert count_range(count) == pytest.approx(poisson(0.95, count), rel=2e-3)


def test_the_points_are_those_of_the_tables():
    assert pytest.approx(special.ndtri(0.975), abs=1e-12) == Z
    assert [round(student(0.95, freedom), 3) for freedom in (1, 4, 59)] == [12.706, 2.776, 2.001]
    assert [round(student(0.99, freedom), 3) for freedom in (4, 19, 59)] == [4.604, 2.861, 2.662]


SHARES = [0.2, 0.5, 0.4, 0.9, 0.6, 0.7]
LATER = [0.3, 0.5, 0.6, 0.8, 0.9, 0.9]


def of_ten(shares):
    return [(round(10 * share), 10) for share in shares]


def test_members_who_have_alike_many_give_the_range_of_their_mean():
    low, high = clustered_range(of_ten(SHARES))

    reach = student(0.95, 5) * stdev(SHARES) / math.sqrt(6)
    assert (low, high) == pytest.approx((fmean(SHARES) - reach, fmean(SHARES) + reach))


def test_a_change_of_members_who_have_alike_many_is_the_paired_t_tests():
    found = clustered_change(of_ten(SHARES), of_ten(LATER), 0.99)

    steps = [later - before for before, later in zip(SHARES, LATER, strict=True)]
    reach = student(0.99, 5) * stdev(steps) / math.sqrt(6)
    assert found == pytest.approx((fmean(steps), fmean(steps) - reach, fmean(steps) + reach))


def test_a_change_weighs_members_by_how_much_they_have():
    before, now = [(1, 2), (2, 4), (3, 6), (4, 8), (5, 10)], [(2, 2), (2, 4), (3, 6), (4, 8), (5, 10)]

    found = clustered_change(before, now, 0.99)

    moved = [(2 - 16 / 30 * 2) / 30, *((half - 16 / 30 * 2 * half) / 30 for half in (2, 3, 4, 5))]
    reach = student(0.99, 4) * math.sqrt(5 / 4 * sum(one**2 for one in moved))
    assert found == pytest.approx((16 / 30 - 15 / 30, 1 / 30 - reach, 1 / 30 + reach))


def test_fewer_than_five_members_with_anything_have_no_range_and_no_change():
    four = [(1, 2), (2, 4), (3, 6), (4, 8)]

    assert clustered_range([*four, (0, 0)]) == (None, None)
    assert clustered_change([*four, (0, 0)], [*four, (1, 2)], 0.99) is None
    assert clustered_change([*four, (1, 2)], [*four, (1, 2)], 0.99) is not None


def months(before, now):
    """Return two months of as many members as there are parts."""
    return ({str(place): part for place, part in enumerate(side)} for side in (before, now))


BAD, GOOD = [(2, 10), (3, 10), (2, 10), (3, 10), (2, 10)], [(8, 10), (9, 10), (8, 10), (9, 10), (8, 10)]


@pytest.mark.parametrize(
    ("before", "now", "better", "verdict"),
    [
        (BAD, GOOD, "more", Verdict.IMPROVED),
        (GOOD, BAD, "more", Verdict.WORSE),
        (BAD, GOOD, "less", Verdict.WORSE),
        (GOOD, BAD, "less", Verdict.IMPROVED),
        (BAD, GOOD, "neither", Verdict.ROSE),
        (GOOD, BAD, "neither", Verdict.FELL),
        (BAD, BAD, "more", Verdict.NO_CLEAR_CHANGE),
        ([(1, 10)] * 3 + [(9, 10)] * 2, [(9, 10)] * 3 + [(1, 10)] * 2, "more", Verdict.NO_CLEAR_CHANGE),
        (BAD[:4], GOOD[:4], "more", Verdict.TOO_FEW),
        ([(1, 5)] * 5, [(5, 5)] * 5, "more", Verdict.TOO_FEW),
    ],
)
def test_a_verdict_is_given_only_where_the_range_leaves_out_zero(before, now, better, verdict):
    assert change_of_share(*months(before, now), better).verdict is verdict


def test_members_who_all_did_alike_give_no_change_that_is_certain():
    before, now = [(1, 6)] * 5, [(2, 6)] * 5

    found = change_of_share(*months(before, now), "more")

    assert found.verdict is Verdict.NO_CLEAR_CHANGE
    assert found.difference.low < 0 < found.difference.high


def test_a_change_too_small_to_matter_is_none_however_sure():
    before = [(500 + place, 1000) for place in range(10)]
    risen = [(met + 25, n) for met, n in before]
    more = [(met + 35, n) for met, n in before]

    assert change_of_share(*months(before, risen), "more").verdict is Verdict.NO_CLEAR_CHANGE
    assert change_of_share(*months(before, more), "more").verdict is Verdict.IMPROVED


def test_a_count_a_day_is_measured_by_what_it_was():
    before = [(10_000 + place, 30) for place in range(10)]
    a_little, more = ([(round(met * by), 31) for met, _ in before] for by in (31 / 30 * 1.04, 31 / 30 * 1.08))

    assert change_of_rate(*months(before, a_little), "more").verdict is Verdict.NO_CLEAR_CHANGE
    assert change_of_rate(*months(before, more), "more").verdict is Verdict.IMPROVED
    same = [(round(met * 31 / 30), 31) for met, _ in before]  # a longer month alone is no change
    assert change_of_rate(*months(before, same), "more").verdict is Verdict.NO_CLEAR_CHANGE


def test_thirty_occasions_are_enough_and_twenty_nine_are_not():
    now = [(FEWEST // 5, FEWEST // 5)] * 5
    fewer = [*now[:4], (0, FEWEST // 5 - 1)]

    assert change_of_share(*months(BAD, now), "more").verdict is Verdict.IMPROVED
    assert change_of_share(*months(BAD, fewer), "more").verdict is Verdict.TOO_FEW


def test_only_members_readable_in_both_months_are_compared():
    before = dict(zip("abcdefgh", BAD * 2, strict=False))
    now = dict(zip("cdefghij", GOOD * 2, strict=False))  # six of ten are in both

    found = change_of_share(before, now, "more")
    assert (found.verdict, found.members, found.members_either) == (Verdict.NOT_COMPARABLE, 6, 10)

    found = change_of_share(before | {"i": (2, 10), "j": (2, 10)}, now, "more")  # eight of ten
    assert (found.verdict, found.before[1], found.now[1]) == (Verdict.IMPROVED, 8 * 10, 8 * 10)


def test_nobody_readable_in_both_months_is_not_comparable():
    assert change_of_share({"a": (1, 2)}, {"b": (1, 2)}, "more").verdict is Verdict.NOT_COMPARABLE
    assert change_of_share({}, {}, "more").verdict is Verdict.TOO_FEW


def test_the_ordinary_band_is_two_and_two_thirds_mean_moving_ranges():
    values = [10.0, 12.0, 11.0, 13.0, 12.0, 14.0]

    middle, reach = 72 / 6, 2.66 * (2 + 1 + 2 + 1 + 2) / 5
    assert ordinary_band(values) == pytest.approx((middle - reach, middle + reach))


def test_a_gap_in_a_series_is_no_range():
    values = [10.0, 12.0, None, 50.0, 52.0, 10.0, 12.0]

    assert ordinary_band(values) == pytest.approx(
        (146 / 6 - 2.66 * (2 + 2 + 42 + 2) / 4, 146 / 6 + 2.66 * (2 + 2 + 42 + 2) / 4)
    )
    assert ordinary_band(values[:5]) is None
    assert ordinary_band([1.0, None] * 6) is None  # never two months in a row


def test_shrunk_shares_are_closer_to_the_truth_and_rest_on_more():
    dice = random.Random(3)
    truths = [dice.betavariate(6, 4) for _ in range(60)]
    counts = [min(int(dice.expovariate(1 / 15)), 80) for _ in truths]
    parts = [
        (sum(dice.random() < truth for _ in range(n)), n) for truth, n in zip(truths, counts, strict=True)
    ]

    found = shrunk(parts)

    seen = [place for place, (_, n) in enumerate(parts) if n]
    error = {
        "raw": fmean((parts[place][0] / parts[place][1] - truths[place]) ** 2 for place in seen) ** 0.5,
        "shrunk": fmean((found[place] - truths[place]) ** 2 for place in seen) ** 0.5,
    }
    assert error["shrunk"] < 0.7 * error["raw"]
    best = sorted(seen, key=lambda place: -found[place])[:6]
    best_raw = sorted(seen, key=lambda place: -parts[place][0] / parts[place][1])[:6]
    assert fmean(counts[place] for place in best) > 2 * fmean(counts[place] for place in best_raw)


def test_members_of_whom_nothing_is_known_are_as_all_are():
    known = [(6, 10)] * 8

    *_, of_nobody = shrunk([*known, (0, 0)])

    assert of_nobody == pytest.approx(0.6, abs=0.02)
    with pytest.raises(ValueError, match="no occasion"):
        shrunk([(0, 0)])


def test_a_council_where_nothing_changed_is_told_so_and_a_great_change_is_found():
    """benchmarks/false_calls.py prints it of more councils."""
    assert called(60, 0.0, councils=400)["ours"] <= 0.03
    assert called(60, 0.2, councils=200)["ours"] >= 0.7
    assert called(20, 0.0, councils=400)["ours"] <= 0.05
