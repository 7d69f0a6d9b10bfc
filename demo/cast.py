"""The cast: one member for each state the pages must be able to show, and how everybody else behaves."""

from dataclasses import dataclass

from demo.dice import Dice


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a member uses their accounts. Shares are 0 to 1; rates are a week's."""

    posts: float = 2.4  # posts, shares and quotes a week
    asks: float = 1.3  # messages a week that residents write to them out of the blue
    talk: float = 0.5  # messages by residents under each post
    answers: float = 0.8  # share of asks that get an answer
    answers_before: float | None = None  # the same until half a year ago, for one who changed
    place: float = 0.5  # where their waits lie in the shape of delays: 0 quick, 1 slow
    spread: float = 1.0  # how far their waits wander from there
    shares: float = 0.22  # of posts: pass on somebody's words
    invites: float = 0.08  # of posts: ask residents something
    releases: float = 0.03  # of posts: repeat the council's press office
    chats: float = 0.5  # share of messages that ask nothing but get a word back
    forms: bool = False  # answers everybody with the same sentence
    one_voice: float = 0.0  # share of messages that are one resident's
    joined_days: int = 0  # joined so many days before the end; 0 is from the first day
    silent_days: float = 0  # said nothing for so many days before the end
    platform: str = ""  # where, if it matters
    at_length: float = 0.75  # share of posts that are longer than a line
    passes: float = 0.06  # of posts: somebody else's work, by a link
    credits: float = 0.5  # of those: say whose it is
    loops_days: float = 0  # asks for views in a row of their own every so many days
    comes_back: str = "mixed"  # to what was asked: in time, late, never, or now so and now so
    quarrels: tuple[int, ...] = ()  # days before the end on which a long exchange breaks out
    nights: float = 0.0  # share of asks that come at night or on a weekend whatever the day's shape
    daytime: float = 0.0  # share of asks that come in office hours
    takes_up: str = ""  # a format used in the last quarter and not before
    formats: tuple[str, ...] = ()  # those it uses besides words; empty: all
    left_days: int = 0  # left office so many days before the end


LONG_AGO_DAYS = (9, 31, 67, 118, 205, 310, 430)  # before the end, when a long exchange breaks out
CAST: dict[str, Habits] = {
    "busy": Habits(
        posts=12.2,
        asks=4.9,
        talk=1.3,
        answers=0.93,
        place=0.35,
        platform="bluesky",
        nights=0.2,
        quarrels=(24, 140),
    ),
    "quick": Habits(posts=4.1, asks=2.4, answers=1.0, place=0.1, spread=0.5, chats=1.2, daytime=0.45),
    "unattended": Habits(posts=1.7, asks=1.1, answers=0.6, silent_days=76),
    "quiet": Habits(
        posts=2.9, asks=1, answers=1.0, place=0.2, spread=0.4, chats=3, silent_days=23, platform="facebook"
    ),
    "away": Habits(posts=3.5, asks=1.5, answers=0.85, place=0.3, silent_days=12.4),
    "new": Habits(posts=2.5, asks=0.6, talk=0.35, answers=0.9, place=0.3, joined_days=34),
    "withdrawn": Habits(posts=2.3, platform="x"),
    "too few": Habits(posts=1.4, asks=0.15, talk=0.15, answers=0.8),
    "collection gap": Habits(posts=3.5, asks=2.1, platform="mastodon"),
    "posts only": Habits(posts=2.9, asks=1.4, platform="facebook"),
    "broadcasts": Habits(
        posts=6.4, asks=1.5, answers=0.0, shares=0.02, invites=0.0, releases=0.3, chats=0.0, credits=0.0
    ),
    "press releases": Habits(
        posts=1.7, asks=1.1, answers=0.0, shares=0.0, invites=0.0, releases=1.0, chats=0.0, credits=0.1
    ),
    "long exchanges": Habits(
        posts=4.6,
        asks=1.8,
        talk=1.2,
        answers=0.8,
        place=0.25,
        chats=0.8,
        platform="x",
        quarrels=LONG_AGO_DAYS,
    ),
    "form replies": Habits(posts=2.3, asks=2.2, answers=0.92, place=0.3, spread=0.8, chats=0.0, forms=True),
    "one voice": Habits(posts=3.5, asks=2.5, answers=0.7, one_voice=0.68, platform="facebook"),
    "answered elsewhere": Habits(posts=2, asks=1.7, answers=0.55),
    "set aside": Habits(posts=2.3, asks=1.8, answers=0.7),
    "hostile": Habits(posts=3.5, asks=1.8, answers=0.75, platform="bluesky"),
    "welsh": Habits(posts=2.9, asks=1.5, answers=0.8, place=0.3),
    "two accounts": Habits(posts=5.2, asks=2.4, answers=0.8, platform="bluesky"),
    "collection stopped": Habits(posts=2.9, asks=1.4, platform="x"),
    "silent since spring": Habits(posts=0.9, asks=0.56, answers=0.5, silent_days=196),
    "improved": Habits(posts=3.5, asks=2.2, answers=0.95, answers_before=0.3, place=0.25),
    "asks views": Habits(
        posts=4.1,
        asks=1.7,
        answers=0.85,
        invites=0.24,
        talk=1.0,
        chats=0.6,
        loops_days=30,
        comes_back="in time",
    ),
    "corrects": Habits(posts=2.9, asks=1.4, answers=0.85, place=0.4),
    "passes on": Habits(posts=5.2, asks=1, answers=0.65, shares=0.75, credits=0.9),
    "nights": Habits(posts=2.9, asks=2.3, answers=0.8, nights=0.55),
    "left": Habits(posts=3.2, asks=1.6, answers=0.8, left_days=65, silent_days=65.2),
    "blog": Habits(posts=2.6, asks=0.0, talk=0.0, shares=0.0, chats=0.0, platform="blog", loops_days=45),
}


def ordinary(number: int, count: int, dice: Dice) -> Habits:
    """Return the habits of one of many: activity falls off quickly with the number, the rest is chance.

    Where their waits lie is dealt evenly over 0 to 1, so that the council's waits keep the fitted shape.
    """
    rank = (number - len(CAST)) / (count - len(CAST))
    return Habits(
        posts=8.6 / (1 + 10 * rank),
        asks=0.4 + 2.8 / (1 + 6 * rank),
        talk=dice.between(0.25, 0.8),
        answers=0.55 + 0.44 * folded_middle(dice),
        place=(rank * 7.3 + 0.13) % 1,
        spread=dice.between(0.8, 1.4),
        shares=dice.between(0.05, 0.45),
        invites=dice.between(0.0, 0.16),
        releases=dice.pick((0, 0, 0.02, 0.05, 0.12, 0.25)),
        chats=dice.between(0.15, 0.8),
        at_length=dice.between(0.55, 0.95),
        passes=dice.between(0.0, 0.16),
        credits=dice.between(0.1, 0.95),
        loops_days=dice.pick((0, 0, 20, 27, 35, 50)),
        comes_back=dice.pick(("in time", "mixed", "mixed", "late", "never")),
        quarrels=(9 + dice.below(75), 150 + dice.below(200)) if dice.chance(0.3) else (),
        nights=dice.pick((0, 0, 0, 0.15, 0.3)),
        daytime=dice.pick((0, 0, 0.2, 0.4)),
        takes_up=dice.pick(("", "", "", "video", "live")),
        formats=dice.pick(((), (), ("photo",), ("photo", "link", "poll"), ("link", "poll"))),
    )


def folded_middle(dice: Dice) -> float:
    """Return a number from 0 to 1 that is more often in the middle."""
    return (dice.roll() + dice.roll()) / 2
