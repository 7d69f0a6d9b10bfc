"""Stated hours: what settings may say of them, and which are in force."""

from datetime import date

import pytest

from facts import HOUR_US
from people.hours import ORDINARY, in_force, stated
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import FOREVER_US, midnight_us
from pipelines.measure.hours import rows_of, stated_from
from store.settings_file import BadSettings

EVENINGS = {"member": "jo", "weekly": ["Mon-Thu 18:00-20:30", "Sat, Sun 10:00-12:00"]}


def weekdays(told):
    [hours] = stated([{"weekly": [told]}])
    return [weekday for weekday, _, _ in hours.weekly]


def test_days_are_one_several_or_a_stretch_that_may_pass_the_weekend():
    assert weekdays("Wed 09:00-10:00") == [2]
    assert weekdays("mon, wed-fri 09:00-10:00") == [0, 2, 3, 4]
    assert weekdays("Sat-Tue 09:00-10:00") == [5, 6, 0, 1]
    assert weekdays("Mon-Sun 00:00-24:00") == [0, 1, 2, 3, 4, 5, 6]


def test_times_are_of_the_local_day():
    [hours] = stated([EVENINGS])

    assert hours.weekly[0] == (0, 18 * HOUR_US, 20 * HOUR_US + HOUR_US // 2)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("Mon-Fri 09:00-17:00", "hours are tables"),
        ([{"weekly": "Mon 09:00-10:00"}], "weekly must be a list"),
        ([{"weekly": ["Mon 9-10"]}], "'Mon 9-10' is no weekly time"),
        ([{"weekly": ["Mon 10:00-09:00"]}], "one that goes past midnight is two"),
        ([{"weekly": ["Mun 09:00-10:00"]}], "no weekly time"),
        ([{"weekly": ["Mon 09:00-24:30"]}], "no weekly time"),
        ([{"weekly": [], "from": "2026-09-01"}], "from must be a day"),
        ([{"weekly": [], "member": 3}], "member must be the register's id"),
        ([{"weekly": [], "until": 3}], "hours have no until"),
        ([EVENINGS, EVENINGS], "hours of 'jo' stand twice"),
        ([{"weekly": []}, {"weekly": []}], "hours of everybody stand twice"),
    ],
)
def test_what_is_no_hours_is_said_in_one_line(told, says):
    with pytest.raises(BadSettings) as raised:
        stated(told)

    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_without_any_the_ordinary_hours_hold():
    assert in_force((), "jo") == [ORDINARY]
    assert stated_from(Settings(), "jo") == []


def test_ones_own_hold_from_their_day_and_before_them_everybodys():
    hours = stated(
        [
            {"weekly": ["Mon-Fri 08:00-18:00"], "from": date(2026, 4, 1)},
            {**EVENINGS, "from": date(2026, 9, 1)},
        ]
    )
    zone = Settings().zone
    spring, autumn = midnight_us(date(2026, 4, 1), zone), midnight_us(date(2026, 9, 1), zone)

    assert in_force(hours, "jo") == [ORDINARY, *hours]
    assert in_force(hours, "ann") == [ORDINARY, hours[0]]
    spans = {row[:2] for row in rows_of(Settings(hours=hours), "jo")}
    assert spans == {(-FOREVER_US, spring), (spring, autumn), (autumn, FOREVER_US)}
    assert stated_from(Settings(hours=hours), "jo") == [autumn]


def test_ones_own_without_a_day_hold_always():
    hours = stated([EVENINGS, {"weekly": ["Mon-Fri 08:00-18:00"]}])

    assert in_force(hours, "jo") == [hours[0]]
    assert stated_from(Settings(hours=hours), "jo") == [-FOREVER_US]


def test_a_week_is_told_from_thursday_on_as_1970_began():
    hours = stated([{"weekly": ["Thu 00:00-01:00", "Wed 23:00-24:00"]}])

    opens = sorted(row[2] // HOUR_US for row in rows_of(Settings(hours=hours), "jo"))

    assert opens == [0, 6 * 24 + 23]
