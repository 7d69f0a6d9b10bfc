"""Views that members ask for in a row of their own, and what they say of it: in time, late or never."""

from demo.book import Book, Message
from demo.clock import DAY_S, member_moment
from demo.dice import Dice
from demo.people import Person
from demo.said import spoken_at_length
from demo.town import Scene, scene
from demo.words import told

WAYS = ("by_tag", "by_tag", "by_link", "by_thread")  # what ties the report to the question
FIRST_DAYS = 7  # before the end, at most, when the last one was asked


def play(book: Book, member: Person, dice: Dice) -> None:
    """Let a member ask for views again and again, and come back to them as is their habit."""
    every = member.habits.loops_days
    if not every:
        return
    days = book.calendar.days
    themes = dice.shuffled(told("said")["loops"]["themes"])
    ask_on = len(days) - 1 - FIRST_DAYS - dice.below(max(1, int(every)))
    number = 0
    while ask_on > 0:
        _loop(book, member, ask_on, themes[number % len(themes)], dice)
        number += 1
        ask_on -= int(every * dice.between(0.8, 1.2))


def _loop(book: Book, member: Person, ask_on: int, theme: list[str], dice: Dice) -> None:
    loops, days = told("said")["loops"], book.calendar.days
    way = "by_tag" if member.state == "asks views" else dice.pick(WAYS)
    scenery, account = scene(member.ward, dice), member.accounts[0]
    words = {"theme": theme[0], "tag": theme[1] + member.ward.name.replace(" ", "")}
    moment = member_moment(days[ask_on], dice)
    if not member.says_at(moment):
        return
    number = dice.below(len(loops[way]))
    text = _told(book, member, scenery, loops[way][number], number, moment, dice, words)
    question = book.write(
        member, moment, text, account=account, scene=scenery, topic="views_any",
        format="link" if way == "by_link" else "text",
    )  # fmt: skip
    after = _back_after(member, dice)
    later = moment + after * DAY_S + dice.below(7200)
    if not after or later >= book.calendar.until or not member.says_at(later):
        return
    number = dice.below(len(loops["closed"]))
    text = _told(book, member, scenery, loops["closed"][number], 7 + number, later, dice, words)
    ties = {"by_tag": f" #{words['tag']}", "by_link": f" https://example.org/survey/{words['tag']}"}
    _report(book, question, later, text + ties.get(way, ""))


def _told(
    book: Book, member: Person, scenery: Scene, text: str, number: int, moment: int, dice: Dice, words: dict[str, str]
) -> str:
    line = scenery.told(text, book.calendar.day(moment), dice, **words)
    return spoken_at_length(line, number, member) if dice.chance(0.6) else line


def _back_after(member: Person, dice: Dice) -> int:
    """Return after how many days a member comes back to it; 0 for never."""
    habit = member.habits.comes_back
    if habit == "mixed":
        habit = dice.pick(("in time", "in time", "late", "never"))
    if habit == "never":
        return 0
    return 18 + dice.below(60) if habit == "in time" else 94 + dice.below(40)


def _report(book: Book, question: Message, moment: int, text: str) -> None:
    in_thread = "#" not in text and "https:" not in text
    book.write(
        question.member, moment, text, account=question.account, scene=question.scene,
        kind="reply" if in_thread else "post", parent=question if in_thread else None,
    )  # fmt: skip
