"""The borough that doesn't exist: wards, what stands in them, and the scene in which something is said."""

import re
from dataclasses import dataclass

from demo.clock import Day, spoken_date
from demo.dice import Dice
from demo.words import spoken, told

_SENTENCE = re.compile(r"^\w|(?<=[.!?] )the ")  # a place such as "the old chapel hall" may begin a sentence
NUMBERS = {"small": (4, 10), "n": (11, 40), "n0": (41, 400), "n1": (51, 80)}


@dataclass(frozen=True, slots=True)
class Ward:
    """An area of the council that elects two to four members."""

    name: str
    area: str  # of several wards
    streets: tuple[str, ...]
    places: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Scene:
    """Where one conversation plays. The street asked about is the street answered about."""

    words: dict[str, str]

    def told(self, text: str, day: Day, dice: Dice, **more: str) -> str:
        """Return a template spoken in this scene on a day; a first letter is made a capital."""
        words = self.words

        def say(slot: str) -> str:
            if slot in more:
                return more[slot]
            if slot in words:
                return words[slot]
            if slot in NUMBERS:
                low, high = NUMBERS[slot]
                return str(low + dice.below(high - low))
            said = spoken_date(slot, day.on, dice)
            if said is None:
                raise ValueError(f"no words for {{{slot}}} in: {text}")
            return said

        line = spoken(text, dice, say).strip()
        return _SENTENCE.sub(lambda start: start[0].capitalize(), line)


def wards() -> list[Ward]:
    """Return the wards in the order of the file."""
    town = told("town")
    area = {ward: name for name, those in town["areas"].items() for ward in those}
    return [Ward(name, area[name], tuple(streets), _places(name)) for name, streets in town["wards"].items()]


def _places(ward: str) -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(name.replace("{ward}", ward) for name in names)
        for kind, names in told("town")["places"].items()
    }


def scene(ward: Ward, dice: Dice) -> Scene:
    """Return a new scene somewhere in a ward."""
    first = dice.below(len(ward.streets))
    second = (first + 1 + dice.below(len(ward.streets) - 1)) % len(ward.streets)
    words = {kind: dice.pick(names) for kind, names in ward.places.items()}
    words |= {"ward": ward.name, "street": ward.streets[first], "street2": ward.streets[second]}
    words |= {
        "initial": dice.pick("ABCDEFGHJKLMNPRSTW"),
        "level": dice.pick(("high", "falling", "rising", "normal")),
    }
    return Scene(words)
