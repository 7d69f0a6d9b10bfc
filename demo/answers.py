"""What comes of a resident's message: an answer after a while, thanks, a reminder, or nothing."""

from dataclasses import dataclass

from demo.book import Book, Message
from demo.clock import DAY_S
from demo.delays import folded, wait_s
from demo.pen import EXTRAS, Pen
from demo.people import Residents

# How likely a message that asks nothing gets a word back, times `chats`.
WORTH_A_WORD = {
    "reports": 1.2,
    "unclear": 0.9,
    "praise": 0.8,
    "views": 0.6,
    "banter": 0.35,
    "photo_banter": 0.35,
}
CHANGED_DAYS = 183  # before the end, when the member who improved did
_COUNCIL = {"bluesky": "council.social.example", "mastodon": "council@toots.example"}


def council_handle(platform: str) -> str:
    """Return the handle of the council's own account on a platform."""
    return _COUNCIL.get(platform, "anytowncouncil")


@dataclass(slots=True)
class Asked:
    """What a resident wrote and the member's answer to it, if there was one."""

    sort: str
    message: Message
    answers: list[str]  # texts that would answer it
    answer: Message | None = None


class Answerer:
    """One member answering, and what people write while they wait and after."""

    def __init__(self, pen: Pen, book: Book, residents: Residents) -> None:
        self.pen, self.book, self.residents = pen, book, residents
        self.member, self.dice, self.calendar = pen.member, pen.dice, book.calendar

    def hear(self, asked: Asked) -> None:
        """Let the member answer, after a while, or not at all."""
        moment = asked.message.moment + self._wait(asked.message.moment)
        if self.dice.chance(self._share(asked)) and self.member.says_at(moment):
            self._meanwhile(asked, moment)
            words = self.pen.answer(asked.sort, asked.answers)
            asked.answer = self._reply(asked.message, moment, words)
            if asked.sort in ("ask", "reports"):
                self._after(asked.answer, asked.message.author)
        else:
            self._meanwhile(asked, self.calendar.until)

    def _share(self, asked: Asked) -> float:
        """Return how likely the member is to answer."""
        habits = self.member.habits
        if asked.sort != "ask":
            return habits.chats * WORTH_A_WORD[asked.sort]
        has_changed = asked.message.moment > self.calendar.until - CHANGED_DAYS * DAY_S
        return habits.answers if habits.answers_before is None or has_changed else habits.answers_before

    def _wait(self, moment: int) -> int:
        """Return seconds until the answer; one that would come in the night is thought over again."""
        habits = self.member.habits
        wait = 0
        for _ in range(4):
            wait = wait_s(folded(habits.place + (self.dice.roll() - 0.5) * habits.spread))
            if not self.calendar.is_night(moment + wait):
                break
        return wait

    def _reply(self, parent: Message, moment: int, text: str) -> Message:
        reply = self._line(parent, "member", moment, text)
        if parent.account.platform == "x" and not self.member.habits.forms:
            reply.text = f"@{parent.author} {reply.text}"
        return reply

    def _line(self, parent: Message, author: str, moment: int, text: str) -> Message:
        return self.book.write(
            self.member,
            moment,
            self.pen.spoken(parent.scene, text, self.calendar.day(moment)),
            account=parent.account,
            scene=parent.scene,
            author=author,
            kind="reply",
            parent=parent,
        )

    def _meanwhile(self, asked: Asked, before: int) -> None:
        """Let the resident ask again, a neighbour chime in or the council's own account step in."""
        message = asked.message
        moment = message.moment + int(self.dice.between(0.8, 6) * DAY_S)
        roll = self.dice.roll()
        if asked.sort != "ask" or moment >= before:
            return
        platform = message.account.platform
        if roll < 0.25:
            self._line(message, message.author, moment, self.pen.fresh(EXTRAS["reminders"]))
        elif roll < 0.33:
            neighbour = self.residents.anyone(self.member.ward.name, platform, self.dice)
            self._line(message, neighbour, moment, self.pen.fresh(EXTRAS["neighbours"]))
        elif roll < 0.38:
            self._line(message, council_handle(platform), moment, self.pen.fresh(EXTRAS["council"]))

    def _after(self, answer: Message, author: str) -> None:
        """Let the resident say thanks, grumble, or ask a little more."""
        roll = self.dice.roll()
        moment = answer.moment + wait_s(self.dice.roll() * 0.9, middle_s=2000)
        if roll < 0.32:
            self._line(answer, author, moment, self.pen.fresh(EXTRAS["thanks"]))
        elif roll < 0.39:
            self._line(answer, author, moment, self.pen.fresh(EXTRAS["unhappy"]))
        elif roll < 0.47:
            more = self._line(answer, author, moment, self.pen.fresh(EXTRAS["follow_ups"]))
            later = moment + self._wait(moment)
            if self.dice.chance(self.member.habits.answers) and self.member.says_at(later):
                self._reply(more, later, self.pen.fresh(EXTRAS["follow_answers"]))
