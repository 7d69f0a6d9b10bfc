"""The council's press office: its releases, and how members pass them on whole, in part or shortened."""

from bisect import bisect_right
from dataclasses import dataclass

from demo.clock import DAY_S, Calendar, iso
from demo.dice import Dice
from demo.town import scene, wards
from demo.words import told

EVERY_DAYS = 6.6  # between two releases: some sixty in thirteen months
FRESH_DAYS = 30  # for so long members pass one on


@dataclass(frozen=True, slots=True)
class Release:
    """One release as it was published."""

    number: int
    moment: int
    title: str
    opening: str
    middle: str
    quote: str

    @property
    def text(self) -> str:
        """All that it says below its title."""
        return f"{self.opening} {self.middle} {self.quote}"

    @property
    def url(self) -> str:
        """Where it can be read."""
        return f"https://example.org/press/{self.number}"

    @property
    def row(self) -> dict[str, str]:
        """The release as a row of a file of releases."""
        return {"published_at": iso(self.moment), "title": self.title, "text": self.text, "url": self.url}


class Press:
    """Every release there is, oldest first."""

    def __init__(self, calendar: Calendar, seed: int) -> None:
        dice, borough, words = Dice(seed, "press"), wards(), told("press")
        leads: list[list[str]] = []
        self.releases: list[Release] = []
        for number in range(max(1, int(len(calendar.days) / EVERY_DAYS))):
            leads = leads or dice.shuffled(words["leads"])
            title, opening = leads.pop()
            day = calendar.days[int(number * EVERY_DAYS)]
            scenery = scene(dice.pick(borough), dice)
            title, opening = scenery.told(title, day, dice), scenery.told(opening, day, dice)
            middle, quote = dice.pick(words["middles"]), dice.pick(words["quotes"])
            moment = day.midnight - 39 * 3600 + dice.below(3600)  # so that the first day has one
            self.releases.append(Release(number + 1, moment, title, opening, middle, quote))
        self._moments = [release.moment for release in self.releases]

    def fresh(self, moment: int, passed: list[Release], dice: Dice) -> Release | None:
        """Return a release of the weeks before a moment that wasn't passed on; None where there is none."""
        first = bisect_right(self._moments, moment - FRESH_DAYS * DAY_S)
        left = [
            one for one in self.releases[first : bisect_right(self._moments, moment)] if one not in passed
        ]
        return dice.pick(left) if left else None


def passed_on(release: Release, dice: Dice, *, credits: float) -> str:
    """Return what a member makes of a release: some say whose words those are."""
    words = told("press")
    before = dice.pick(words["credits"]) if dice.chance(credits) else ""
    roll = dice.roll()
    if roll < 0.4:
        return before + release.text
    if roll < 0.7:
        return f"{before}{release.opening} {dice.pick(words['remarks'])}"
    return f"{before}{_shortened(release.opening)} {release.url}"


def _shortened(opening: str) -> str:
    """Return a beginning without its last words, but never less than sixteen of them."""
    words = opening.split()
    return " ".join(words[: max(16, len(words) * 3 // 4)]).rstrip(",;") + " ..."
