"""Views that members ask for in a row of their own, and what they say of it: in time, late or never."""

from demo.book import Book, Message
from demo.clock import DAY_S, member_moment
from demo.dice import Dice
from demo.people import Person
from demo.said import spoken_at_length
from demo.town import Scene, scene
from demo.words import told

WAYS = ("by_tag", "by_tag", "by_link", "by_thread")  # what ties the report to the question
BELOW = 0.5  # share of all other questions that a member may come back to
LAST_DAYS = 7  # before the end, at least, when the last one was asked
AT_LENGTH = 0.6  # share of what is said here that is longer than a line


class Loops:
    """One member who asks, and comes back to it as is their habit."""

    def __init__(self, book: Book, member: Person, dice: Dice) -> None:
        self.book, self.member, self.dice = book, member, dice
        self.days, self.words = book.calendar.days, told("said")["loops"]

    def play(self) -> None:
        """Come back to questions asked in passing, and ask in rows of their own."""
        for question in self._asked():
            if self.dice.chance(BELOW) and (later := self._later(question)):
                line = self.dice.pick(self.words["below"])
                self._report(question, later, self._told(line, question.scene, later, {}), in_thread=True)
        every = self.member.habits.loops_days
        ask_on = len(self.days) - 1 - LAST_DAYS - self.dice.below(max(1, int(every)))
        for theme in self.dice.shuffled(self.words["themes"]) * len(self.days) if every else ():
            if ask_on <= 0:
                return
            self._loop(ask_on, theme)
            ask_on -= int(every * self.dice.between(0.8, 1.2))

    def _asked(self) -> list[Message]:
        return [
            one
            for one in self.book.messages
            if one.by_member and one.member is self.member and one.topic.startswith("views")
        ]

    def _loop(self, ask_on: int, theme: list[str]) -> None:
        moment = member_moment(self.days[ask_on], self.dice)
        if not self.member.says_at(moment):
            return
        way = "by_tag" if self.member.state == "asks views" else self.dice.pick(WAYS)
        words = {"theme": theme[0], "tag": theme[1] + self.member.ward.name.replace(" ", "")}
        scenery = scene(self.member.ward, self.dice)
        number = self.dice.below(len(self.words[way]))
        text = self._at_length(self._told(self.words[way][number], scenery, moment, words), number)
        question = self.book.write(
            self.member, moment, text, account=self.member.accounts[0], scene=scenery, topic="views_any",
            format="link" if way == "by_link" else "text",
        )  # fmt: skip
        if later := self._later(question):
            number = self.dice.below(len(self.words["closed"]))
            text = self._told(self.words["closed"][number], scenery, later, words)
            ties = {"by_tag": f" #{words['tag']}", "by_link": f" https://example.org/survey/{words['tag']}"}
            line = self._at_length(text, 7 + number) + ties.get(way, "")
            self._report(question, later, line, in_thread=way == "by_thread")

    def _told(self, text: str, scenery: Scene, moment: int, words: dict[str, str]) -> str:
        return scenery.told(text, self.book.calendar.day(moment), self.dice, **words)

    def _at_length(self, line: str, number: int) -> str:
        return spoken_at_length(line, number, self.member) if self.dice.chance(AT_LENGTH) else line

    def _later(self, question: Message) -> int:
        """Return when the member comes back to a question; 0 for never, or not yet."""
        habit = self.member.habits.comes_back
        if habit == "mixed":
            habit = self.dice.pick(("in time", "in time", "late", "never"))
        if habit == "never":
            return 0
        after = 8 + self.dice.below(50) if habit == "in time" else 94 + self.dice.below(40)
        moment = question.moment + after * DAY_S + self.dice.below(7200)
        return moment if moment < self.book.calendar.until and self.member.says_at(moment) else 0

    def _report(self, question: Message, moment: int, text: str, *, in_thread: bool) -> None:
        self.book.write(
            self.member, moment, text, account=question.account, scene=question.scene,
            kind="reply" if in_thread else "post", parent=question if in_thread else None,
        )  # fmt: skip
