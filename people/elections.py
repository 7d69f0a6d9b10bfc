"""The time before an election, in which named pages and examples are held back.

When it begins at the latest is the law's: with the notice of election, so many working days before polling day, and
England, Wales and Scotland have bank holidays of their own. A council may begin earlier.
"""

from datetime import date

from uk_election_timetables.calendars import Country
from uk_election_timetables.election_ids import from_election_id

COUNTRIES = {"england": Country.ENGLAND, "wales": Country.WALES, "scotland": Country.SCOTLAND}
NOTICE = "NOTICE_OF_ELECTION_DEADLINE"


def pre_election_from(polling_on: date, country: str, *, earlier: date | None = None) -> date:
    """Return the first day of the time before a local election; a council's own `earlier` one where it is earlier.

    `country` is as settings have it. Raise KeyError for another.
    """
    timetable = from_election_id(f"local.{polling_on:%Y-%m-%d}", country=COUNTRIES[country]).timetable
    [by_law] = [row["date"] for row in timetable if row["event"] == NOTICE]
    return min(by_law, earlier) if earlier else by_law
