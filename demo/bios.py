"""What the accounts' profiles say of their owners, and when they were read."""

from demo.clock import DAY_S, Calendar, iso
from demo.dice import Dice
from demo.people import Person
from demo.town import scene
from demo.words import told

Row = dict[str, str]
READ_DAYS = (240, 120, 12)  # before the end, when profiles were read
FIRST_READ_LATELY = 0.12  # share of accounts of which only the last reading is there
NEVER_READ = 0.15  # and of which there is none
CHANGED = 0.25  # share that said something else at the last reading
UNREAD = ("posts only", "blog", "collection stopped")  # states whose profiles nobody reads


def profiles(people: list[Person], calendar: Calendar, seed: int) -> list[Row]:
    """Return the rows of a profiles file."""
    rows: list[Row] = []
    for person in people:
        for account in person.accounts:
            dice = Dice(seed, "profile", account.id)
            roll = 1.0 if person.state in ("busy", "quick") else dice.roll()
            if person.state in UNREAD or roll < NEVER_READ:
                continue
            days = READ_DAYS[-1:] if roll < NEVER_READ + FIRST_READ_LATELY else READ_DAYS
            text = _text(person, calendar, dice)
            for number, ago in enumerate(days):
                if number and number == len(days) - 1 and dice.chance(CHANGED):
                    text = _text(person, calendar, dice)
                moment = calendar.until - ago * DAY_S
                if moment >= person.joined:
                    rows.append({"account": account.id, "read_at": iso(moment), "text": text})
    return rows


def _text(person: Person, calendar: Calendar, dice: Dice) -> str:
    """Return what a profile says: mostly who it is, less often how to reach them and when."""
    words = told("bios")
    lines = [dice.pick(words["councillor" if dice.chance(0.78) else "plain"])]
    lines += [
        dice.pick(words[fact])
        for fact, share in (("contact", 0.55), ("hours", 0.35), ("views_own", 0.3))
        if dice.chance(share)
    ]
    more = {
        "first": person.first.lower(),
        "last": person.last.replace("'", ""),
        "year": str(calendar.days[0].on.year - 1 - dice.below(12)),
    }
    return scene(person.ward, dice).told(" ".join(lines), calendar.days[-1], dice, **more)
