"""Local rows: for a week or two everybody writes about one thing, in some wards or in all of them."""

from dataclasses import dataclass
from typing import Any

from demo.clock import Calendar, Day
from demo.dice import Dice
from demo.town import Ward
from demo.words import told

# What, in which month it breaks out, how many days it lasts, how many wards it takes, how much more is written.
_YEAR = (
    ("flood", 1, 9, 7, 3.5),
    ("potholes", 3, 16, 12, 1.8),
    ("planning", 5, 12, 3, 3.0),
    ("crossing", 6, 14, 4, 2.8),
    ("buses", 9, 15, 9, 2.2),
    ("library", 10, 24, 6, 2.2),
    ("bins", 11, 14, 20, 2.4),
)


Question = dict[str, Any]  # a block of asks.toml


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A thing that upsets some wards for some days."""

    about: str
    from_day: int
    to_day: int
    wards: frozenset[str]  # only ever asked whether it holds a name, so its order plays no part
    strength: float


class Seasons:
    """What is asked about on a day in a ward, and how much more than usual."""

    def __init__(self, seed: int, calendar: Calendar, wards: list[Ward]) -> None:
        dice = Dice(seed, "local rows")
        questions: list[Question] = told("asks")["question"]
        self._by_row = {q["row"]: q for q in questions if "row" in q}
        self._by_topic = {q["topic"]: [p for p in questions if p["topic"] == q["topic"]] for q in questions}
        self._by_month = [[q for q in questions if month in q.get("months", [month])] for month in range(13)]
        self.rows = [row for start in _firsts(calendar) for row in _breaking_out(start, wards, dice)]

    def row(self, day: Day, ward: Ward) -> LocalRow | None:
        """Return what upsets a ward on a day, if anything does."""
        for row in self.rows:
            if row.from_day <= day.number < row.to_day and ward.name in row.wards:
                return row
        return None

    def question(self, day: Day, ward: Ward, dice: Dice, topic: str = "") -> Question:
        """Return what a resident asks: about a topic if given, else the row of the day, else whatever."""
        if topic:
            return dice.pick(self._by_topic[topic])
        row = self.row(day, ward)
        if row and dice.chance(0.6):
            return self._by_row[row.about]
        return dice.pick(self._by_month[day.on.month])


def _firsts(calendar: Calendar) -> list[Day]:
    return [day for day in calendar.days if day.on.day == 1]


def _breaking_out(first: Day, wards: list[Ward], dice: Dice) -> list[LocalRow]:
    rows = []
    for about, month, days, how_many, strength in _YEAR:
        if month == first.on.month:
            start = first.number + dice.below(12)
            names = frozenset(ward.name for ward in dice.shuffled(wards)[:how_many])
            rows.append(LocalRow(about, start, start + days, names, strength))
    return rows
