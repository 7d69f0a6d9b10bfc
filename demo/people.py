"""The invented people: members with their accounts, and the residents of each ward by platform."""

import re
from dataclasses import dataclass, field, replace

from demo.cast import CAST, Habits, ordinary
from demo.clock import DAY_S, Calendar
from demo.dice import Dice, falling
from demo.town import Ward, wards
from demo.words import told

PLATFORMS = ("bluesky", "facebook", "x", "mastodon")
_LIKED = (30, 60, 82, 100)  # running total: how members spread over the platforms
_RESIDENTS = 26  # of one ward who write on one platform


@dataclass(frozen=True, slots=True)
class Account:
    """A member's public account."""

    platform: str
    handle: str

    @property
    def id(self) -> str:
        """The account as it is written everywhere: `platform:handle`."""
        return f"{self.platform}:{self.handle}"


@dataclass(slots=True)
class Person:
    """A member, their part in the cast and the time in which they could be seen."""

    id: str
    name: str
    first: str
    last: str
    ward: Ward
    habits: Habits
    state: str  # "" for an ordinary member
    accounts: list[Account] = field(default_factory=list)
    joined: int = 0  # the first second they were on
    silent: int = 0  # the first second they said nothing any more
    hushed: int = 0  # the first second after which nobody asked them anything for a while
    seat: int = 0  # their place among the members
    office: tuple[str, str] = ("", "")  # the first and last day in office, where the register says
    left: int = 0  # the first second out of office

    def account(self, dice: Dice) -> Account:
        """Return the first account mostly, the second sometimes."""
        return self.accounts[-1] if dice.chance(0.3) else self.accounts[0]

    def says_at(self, moment: int) -> bool:
        """Say whether the member was on, and not silent, at a moment."""
        return self.joined <= moment < self.silent


def members(count: int, calendar: Calendar, seed: int) -> list[Person]:
    """Return the members: the cast first, then ordinary ones, each busier than the next."""
    dice = Dice(seed, "members")
    town = told("town")["people"]
    firsts, lasts = dice.shuffled(town["first"]), dice.shuffled(town["last"])
    seats = _seats(count, dice)
    states = [*list(CAST)[:count], *[""] * (count - len(CAST))]
    people = []
    for number, (ward, state) in enumerate(zip(seats, states, strict=True)):
        first = firsts[number % len(firsts)]
        last = lasts[(number + number // len(firsts)) % len(lasts)]
        habits = CAST[state] if state else ordinary(number, max(count, len(CAST) + 1), dice)
        slug = re.sub(r"[^a-z]+", "-", f"{first} {last}".lower().replace("'", ""))
        person = Person(slug, f"Cllr {first} {last}", first, last, ward, habits, state, seat=number)
        _place_in_time(person, calendar)
        people.append(person)
    _give_accounts(people, dice)
    return people


def _seats(count: int, dice: Dice) -> list[Ward]:
    """Return a ward for each member: two to four members a ward, in mixed order."""
    seats: list[Ward] = []
    sizes = (3, 2, 4, 3)
    for number, ward in enumerate(_enough_wards(count)):
        seats += [ward] * sizes[number % len(sizes)]
    return dice.shuffled(seats[:count])


def _enough_wards(count: int) -> list[Ward]:
    """Return the town's wards; a council larger than the town has its wards split North, South, East, West."""
    town = wards()
    parts = [
        replace(ward, name=f"{ward.name} {part}")
        for part in ("North", "South", "East", "West")
        for ward in town
    ]
    return (town + parts * (count // 300 + 1))[: count // 2 + 2]


def _place_in_time(person: Person, calendar: Calendar) -> None:
    habits = person.habits
    person.joined = calendar.start
    if habits.joined_days:
        person.joined = max(calendar.start, calendar.until - habits.joined_days * DAY_S)
    person.silent = calendar.until + 1 - int(habits.silent_days * DAY_S)
    person.hushed = person.silent - DAY_S if person.state == "quiet" else calendar.until + 1
    person.left = calendar.until + 1
    if habits.left_days:
        last = calendar.day(calendar.until - habits.left_days * DAY_S)
        person.left = last.midnight + DAY_S
        person.office = ("", last.on.isoformat())
    elif habits.joined_days:
        person.office = (calendar.day(person.joined).on.isoformat(), "")


def _give_accounts(people: list[Person], dice: Dice) -> None:
    taken: set[str] = set()
    for person in people:
        wanted = [person.habits.platform or dice.weighed(PLATFORMS, _LIKED)]
        if person.state == "two accounts" or (not person.state and dice.chance(0.2)):
            wanted.append(PLATFORMS[(PLATFORMS.index(wanted[0]) + 1 + dice.below(3)) % 4])
        for platform in wanted:
            account = Account(platform, _handle(person, platform))
            while account.id in taken:
                account = Account(platform, f"{account.handle}{len(taken)}")
            taken.add(account.id)
            person.accounts.append(account)


def _handle(person: Person, platform: str) -> str:
    last = re.sub(r"[^a-z]", "", person.last.lower())
    match platform:
        case "bluesky":
            return f"cllr-{last}.social.example"
        case "mastodon":
            return f"cllr_{last}@toots.example"
        case "blog":
            return f"https://{last}.example/feed"
        case "x":
            return f"cllr{person.first[0].lower()}{last}"[:15]
    return f"cllr{person.first.lower()}{last}"


class Residents:
    """Who writes in each ward, a few of them most of it. A name here is a handle and nothing more."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed, "residents")
        self._known: dict[tuple[str, str], list[str]] = {}
        self._taken: set[str] = set()
        self._heap = falling(_RESIDENTS, 4)

    def anyone(self, ward: str, platform: str, dice: Dice) -> str:
        """Return one of the residents, those who write most more often."""
        return dice.weighed(self.of(ward, platform), self._heap)

    def of(self, ward: str, platform: str) -> list[str]:
        """Return the residents of a ward on a platform, the one who writes most first."""
        if (ward, platform) not in self._known:
            self._known[ward, platform] = [self._newcomer() for _ in range(_RESIDENTS)]
        return self._known[ward, platform]

    def _newcomer(self) -> str:
        handles = told("town")["handles"]
        name = f"{self._dice.pick(handles['first'])}_{self._dice.pick(handles['last'])}"
        if name in self._taken:
            name = f"{name}{len(self._taken)}"
        self._taken.add(name)
        return name
