"""The time before an election, in which named pages and examples are held back.

When it begins at the latest is the law's: with the notice of election, so many working days before polling day, and
England, Wales and Scotland have bank holidays of their own. A council may begin earlier.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from uk_election_timetables.calendars import Country
from uk_election_timetables.election_ids import from_election_id

from store.settings_file import BadSettings, as_table, only_known, written

COUNTRIES = {"england": Country.ENGLAND, "wales": Country.WALES, "scotland": Country.SCOTLAND}
NOTICE = "NOTICE_OF_ELECTION_DEADLINE"
MAY, THURSDAY = 5, 3
# Councils of Wales and Scotland are elected every fifth year, 2022 among them. In England it is some council's turn
# each year, and whose is theirs to say: a council that isn't elected in a year lists its own polling days.
EVERY_YEARS = {"england": 1, "wales": 5, "scotland": 5}
A_TURN = 2022
LONGEST_DAYS = 183  # before polling day: whatever is earlier was set for another election


@dataclass(frozen=True, slots=True, kw_only=True)
class PreElection:
    """What a council says of its elections; nothing where the ordinary days and the law are enough."""

    polling_on: tuple[date, ...] | None = None  # these and no others
    from_on: date | None = None  # earlier than the law has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A time in which nobody is named, both days included."""

    from_on: date
    polling_on: date


def of(told: Any) -> PreElection:
    """Return what settings say. Raise BadSettings."""
    table = as_table("pre_election", told)
    only_known("pre_election", table, {one.name for one in fields(PreElection)})
    days, from_on = table.get("polling_on"), table.get("from_on")
    if days is not None and (not isinstance(days, list) or not all(_is_day(one) for one in days)):
        raise BadSettings(
            "settings.toml: pre_election.polling_on is a list of days, such as polling_on = [2027-05-06]; "
            "[] where there is no election."
        )
    if from_on is not None and not _is_day(from_on):
        raise BadSettings("settings.toml: pre_election.from_on is a day, such as from_on = 2027-03-24.")
    return PreElection(polling_on=None if days is None else tuple(sorted(days)), from_on=from_on)


def _is_day(told: Any) -> bool:
    return type(told) is date  # a moment is a date too, to Python


def read_hold(folder: Path, today: date) -> Hold | None:
    """Return the time before an election that a day lies in, by a data folder's settings. Raise BadSettings."""
    told = written(folder)
    country = told.get("country", "england")
    return hold(country, of(told.get("pre_election", {})), today) if country in COUNTRIES else None


def hold(country: str, settings: PreElection, today: date) -> Hold | None:
    """Return the time before an election that a day lies in; None outside of any. Polling day is within it."""
    days = settings.polling_on
    if days is None:
        years = (today.year - 1, today.year, today.year + 1)
        days = tuple(day for year in years for day in ordinary_days(country, year))
    for polling_on in days:
        if today > polling_on:
            continue
        earlier = settings.from_on if _is_meant(settings.from_on, polling_on, days) else None
        from_on = pre_election_from(polling_on, country, earlier=earlier)
        return Hold(from_on=from_on, polling_on=polling_on) if today >= from_on else None
    return None


def _is_meant(from_on: date | None, polling_on: date, days: tuple[date, ...]) -> bool:
    """Say whether an earlier beginning is that of this election: the next polling day after it, within a year."""
    if from_on is None or polling_on - from_on > timedelta(days=LONGEST_DAYS):
        return False
    return polling_on == next((day for day in days if day >= from_on), None)


def ordinary_days(country: str, year: int) -> list[date]:
    """Return the ordinary day of local elections, the first Thursday in May, of a year if it is a turn's."""
    if (year - A_TURN) % EVERY_YEARS[country]:
        return []
    first = date(year, MAY, 1)
    return [first + timedelta(days=(THURSDAY - first.weekday()) % 7)]


def pre_election_from(polling_on: date, country: str, *, earlier: date | None = None) -> date:
    """Return the first day of the time before a local election; a council's own `earlier` one where it is earlier.

    `country` is as settings have it. Raise KeyError for another.
    """
    timetable = from_election_id(f"local.{polling_on:%Y-%m-%d}", country=COUNTRIES[country]).timetable
    by_law: date = next(row["date"] for row in timetable if row["event"] == NOTICE)
    return min(by_law, earlier) if earlier else by_law
