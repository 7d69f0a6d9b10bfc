"""Figures as words: definition 64, to the letter."""

import pytest

from facts import Unit
from wording import nouns, numbers


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "0%"),
        (29 / 200, "15%"),  # 14.5: halves away from zero, although 0.145 * 100 is 14.499999999999998
        (1 / 8, "13%"),  # 12.5
        (0.005, "1%"),
        (0.9949, "99%"),
        (0.995, "100%"),
        (1.0, "100%"),
        (41 / 52, "79%"),
    ],
)
def test_a_share_is_a_whole_per_cent(value, told):
    assert numbers.per_cent(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.04, "0.0 hours"),
        (0.05, "0.1 hours"),
        (3.65, "3.7 hours"),
        (47.94, "47.9 hours"),
        (47.999, "48.0 hours"),  # under 48, so still told in hours
        (48.0, "2 days"),
        (24 * 2.5, "3 days"),
        (24 * 34.4, "34 days"),
    ],
)
def test_hours_have_one_decimal_until_48_then_they_are_whole_days(value, told):
    assert numbers.hours(value) == told


def test_one_day_is_not_one_days():
    assert numbers.days(1.2) == "1 day"
    assert numbers.days(0.4) == "0 days"
    assert nouns.questions(1) == "1 question"
    assert nouns.questions(12_345) == "12,345 questions"


def test_a_range_says_its_unit_once_when_both_ends_share_it():
    assert numbers.span(0.652, 0.884, Unit.SHARE) == "65% to 88%"
    assert numbers.span(8.2, 14.1, Unit.HOURS) == "8.2 to 14.1 hours"
    assert numbers.span(40.0, 80.0, Unit.HOURS) == "40.0 hours to 3 days"
    assert numbers.span(3.0, 6.0, Unit.DAYS) == "3 to 6 days"


def test_a_range_without_an_end_says_so():
    assert numbers.span(8.2, None, Unit.HOURS) == "at least 8.2 hours"
    assert numbers.span(None, 8.2, Unit.HOURS) == "at most 8.2 hours"
    assert numbers.span(None, None, Unit.HOURS) == ""


def test_a_count_has_no_decimals():
    assert numbers.figure(7.0, Unit.COUNT) == ("7", "")
