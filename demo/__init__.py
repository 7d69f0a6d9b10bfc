"""The invented council: sixty members and their residents, none of whom exist.

    council = invent(seed=1, until=datetime.now(UTC))
    for row in council.messages: ...

It fills an empty data folder for a first look, and stands for a real council in tests and pictures. It touches
no database: what it gives goes through the same doors as anybody's register and posts file. The same seed,
members, months and `until` give the same council to the byte, on every machine: all chance is `Dice`, which
builds on the one function Python promises to keep, and nothing depends on the order of a set.

How it is made (one file each):
- `clock`  the council's days, when people write, how a date is said        - `delays` how long answers take
- `words`  sentences from the TOML files, all written for this              - `town`   wards, streets, a scene
- `cast`   who shows which state, and how everybody else behaves            - `people` members and residents
- `seasons` weeks in which everybody writes about one thing    - `said`, `heard`, `answers`, `pen` what is written
- `voice`  lines by which no two members write the same      - `press`  the council's releases, and who copies them
- `loops`  views asked for, and what came of them            - `bios`   what profiles say
- `plays`  fellow members, long exchanges, Welsh visitors, hostile texts    - `marks`  corrections by hand
- `book`   all of it, as rows of a posts file

`council.cast` names the member who shows each state. An account has no rows outside its `covers`; one without
residents' rows can't show replies. `withdrawn` accounts are registered and imported, then to be withdrawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from demo.answers import council_handle
from demo.bios import profiles
from demo.book import Book, Row
from demo.clock import DAY_S, Calendar
from demo.dice import Dice
from demo.heard import Listener
from demo.marks import Mark, marks
from demo.people import PLATFORMS, Person, Residents
from demo.people import members as people_of
from demo.plays import Stage
from demo.press import Press
from demo.said import Speaker
from demo.seasons import Seasons
from demo.words import told

ZONE = "Europe/London"
GAP_DAYS = (47, 19)  # the collection gap: from so many days before the end to so many
STOPPED_DAYS = 21  # the collector that stopped saw nothing for so many days
POSTS_ONLY = ("posts only", "blog")  # states of which no replies are there
HOURS_DAYS = 200  # so many days before the end one member stated their hours
Cover = tuple[str, datetime, datetime]


@dataclass(frozen=True, slots=True)
class Council:
    """Everything an import needs, and who in it shows what."""

    name: str
    settings: dict[str, Any]
    register: list[Row]  # as in register.csv
    rows: list[Row]  # as in a posts file, oldest first
    profiles: list[Row]  # as in a profiles file
    releases: list[Row]  # as in a file of releases
    covers: list[Cover]  # account, first and last moment of a stretch that was seen
    marks: list[Mark]
    withdrawn: list[str]  # accounts
    cast: dict[str, str]  # state -> member

    @property
    def messages(self) -> Iterator[Row]:
        """Give the rows of the posts file, from the first each time it is asked for."""
        return iter(self.rows)


def invent(*, seed: int = 1, members: int = 60, months: int = 18, until: datetime) -> Council:
    """Return the council as it stands at `until` (aware) after so many months. Raise ValueError for bad numbers."""
    if until.tzinfo is None:
        raise ValueError("until needs its offset, such as Z or +01:00")
    if members < 1 or months < 1:
        raise ValueError("an invented council has at least one member and one month")
    calendar = Calendar(until, months, ZONE)
    people = people_of(members, calendar, seed)
    press = Press(calendar, seed)
    book, listeners = _written(calendar, people, press, seed)
    cast = {person.state: person for person in people if person.state}
    sights = {account.id: _sights(person, calendar) for person in people for account in person.accounts}
    only_posts = {a.id for state in POSTS_ONLY if state in cast for a in cast[state].accounts}
    return Council(
        name=told("town")["council"],
        settings=_settings(cast, calendar),
        register=_register(people, calendar),
        rows=list(book.rows(sights, only_posts)),
        profiles=profiles(people, calendar, seed),
        releases=[release.row for release in press.releases],
        covers=[(account, _when(a), _when(b)) for account, stretches in sights.items() for a, b in stretches],
        marks=marks(cast, listeners, calendar.until),
        withdrawn=[account.id for account in (cast["withdrawn"].accounts if "withdrawn" in cast else ())],
        cast={state: person.id for state, person in cast.items()},
    )


def _written(
    calendar: Calendar, people: list[Person], press: Press, seed: int
) -> tuple[Book, dict[str, Listener]]:
    """Return everything said and heard, and each member's listener, who knows what was asked."""
    book, residents = Book(calendar), Residents(seed)
    seasons = Seasons(seed, calendar, list({person.ward.name: person.ward for person in people}.values()))
    listeners: dict[str, Listener] = {}
    for person in people:
        speaker = Speaker(person, book, press, Dice(seed, "said", person.id))
        dice = Dice(seed, "heard", person.id)
        listener = Listener(person, book=book, seasons=seasons, residents=residents, dice=dice)
        listeners[person.id] = listener
        for day in calendar.days:
            listener.day(day, speaker.day(day))
    Stage(book, people, residents, seed).play()
    return book, listeners


def _settings(cast: dict[str, Person], calendar: Calendar) -> dict[str, Any]:
    town = told("town")
    since = calendar.day(calendar.until - HOURS_DAYS * DAY_S).on.isoformat()
    hours: list[dict[str, Any]] = []
    if "nights" in cast:
        hours.append({"member": cast["nights"].id, "weekly": ["Mon-Thu 18:00-21:00", "Sat 10:00-12:00"]})
    if "asks views" in cast:
        hours.append({"member": cast["asks views"].id, "from": since, "weekly": ["Mon-Fri 08:00-20:00"]})
    return {
        "council": town["council"],
        "country": "england",
        "time_zone": ZONE,
        "own_sites": [town["site"]],
        "invented": True,  # the pages say so
        "council_accounts": [f"{platform}:{council_handle(platform)}" for platform in PLATFORMS],
        **({"hours": hours} if hours else {}),
    }


def _register(people: list[Person], calendar: Calendar) -> list[Row]:
    return [
        {
            "member": person.id,
            "name": person.name,
            "ward": person.ward.name,
            "area": person.ward.area,
            "email": f"{person.id}@example.org",
            "platform": account.platform,
            "handle": account.handle,
            "consented_on": calendar.day(person.joined).on.isoformat(),
            "consented_by": person.name,
            "scope": "public posts and replies",
            "in_office_from": person.office[0],
            "in_office_to": person.office[1],
        }
        for person in people
        for account in person.accounts
    ]


def _sights(person: Person, calendar: Calendar) -> list[tuple[int, int]]:
    start, end = person.joined, calendar.until
    if person.state == "collection gap":
        gap_from, gap_to = (max(start, end - days * DAY_S) for days in GAP_DAYS)
        return [(start, gap_from), (gap_to, end)]
    if person.state == "collection stopped":
        return [(start, max(start, end - STOPPED_DAYS * DAY_S))]
    return [(start, end)]


def _when(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
