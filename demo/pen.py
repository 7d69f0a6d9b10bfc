"""Finding the words round one member: what a resident asks, what answers it, nothing said twice on a page."""

from collections import deque

from demo.clock import Day
from demo.dice import Dice
from demo.people import Account, Person
from demo.seasons import Seasons
from demo.town import Scene
from demo.words import told

EXTRAS: dict[str, list[str]] = told("asks")["extras"]
_BACK = {
    "reports": "asked_back",
    "praise": "thanked_back",
    "unclear": "unclear_back",
    "views": "views_back",
    "banter": "small_talk",
    "photo_banter": "small_talk",
}


class Pen:
    """What is written to and by one member, in templates and spoken."""

    def __init__(self, member: Person, seasons: Seasons, dice: Dice) -> None:
        self.member, self.seasons, self.dice = member, seasons, dice
        self._lately: deque[str] = deque(maxlen=40)

    def fresh(self, texts: list[str]) -> str:
        """Return one of the texts, one that wasn't used lately if chance finds it."""
        text = self.dice.pick(texts)
        for _ in range(3):
            text = self.dice.pick(texts) if text in self._lately else text
        self._lately.append(text)
        return text

    def ask(self, day: Day, topic: str) -> tuple[str, list[str]]:
        """Return an ask, about a topic if one is named, with the answers that answer it."""
        question = self.seasons.question(day, self.member.ward, self.dice, topic)
        if all(ask in self._lately for ask in question["asks"]):
            question = self.seasons.question(day, self.member.ward, self.dice)
        ask = self.fresh(question["asks"])
        answers = question["answers"]
        if question.get("paired"):
            answers = [answers[question["asks"].index(ask)]]
        return self._dressed(ask, question["topic"]), answers

    def _dressed(self, ask: str, topic: str) -> str:
        """Return an ask with what people put before and after it."""
        opener, closer = self.dice.pick(EXTRAS["openers"]), self.dice.pick(EXTRAS["closers"])
        if ask[-1] not in ".?!]":  # people who don't end their sentences don't add any
            return opener + _run_on(ask) if opener.endswith(", ") else opener + ask
        details = EXTRAS["trouble_details" if topic in EXTRAS["troubles"] else "details"]
        if opener.endswith(", "):
            ask = _run_on(ask)
        return opener + ask + self.dice.pick(details) + closer

    def answer(self, sort: str, answers: list[str]) -> str:
        """Return what the member writes back to a message of a sort."""
        if self.member.habits.forms:
            return self.dice.pick(EXTRAS["form_replies"])
        if sort == "ask":
            return self.dice.pick(EXTRAS["leads"]) + self.fresh(answers)
        return self.fresh(EXTRAS[_BACK[sort]])

    def spoken(self, scenery: Scene, text: str, day: Day, mention: Account | None = None) -> str:
        """Return a template spoken on a day, to an account named at the front now and then."""
        title = self.dice.pick(("Cllr", "Councillor"))
        first, last = self.member.first, self.member.last
        words = scenery.told(text, day, self.dice, first=first, last=last, title=title)
        if mention and mention.platform != "facebook" and self.dice.chance(0.5):
            return f"@{mention.handle} {words}"
        return words


def _run_on(ask: str) -> str:
    """Return an ask that goes on after a comma: its first letter small, whichever choice is made."""
    if ask.startswith("["):
        choices, rest = ask[1:].split("]", 1)
        return f"[{'|'.join(choice[:1].lower() + choice[1:] for choice in choices.split('|'))}]{rest}"
    return ask if ask.startswith(("I'", "I ")) else ask[:1].lower() + ask[1:]
