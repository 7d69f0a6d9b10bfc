"""What residents write to a member: out of the blue, and under the member's posts."""

from demo.answers import Answerer, Asked
from demo.book import Book, Message
from demo.clock import DAY_S, RESIDENT_WEEK, Day, leaning_moment
from demo.delays import wait_s
from demo.dice import Dice, heap
from demo.pen import EXTRAS, Pen
from demo.people import Account, Person, Residents
from demo.seasons import Seasons
from demo.town import Scene, scene

SORTS = ("ask", "reports", "praise", "unclear", "banter")
OUT_OF_THE_BLUE = heap([75, 11, 6, 8, 0])
UNDER_A_POST = heap([30, 5, 7, 5, 53])
BURSTS = (0.2, 0.4, 0.6, 1.0, 2.8)  # most posts meet with silence, a few with a crowd


def asks_views(post: Message) -> bool:
    """Say whether a post asks residents something itself."""
    return post.topic.startswith("views")


class Listener:
    """One member's residents. `asked` is everything they wrote, with what it led to."""

    def __init__(
        self, member: Person, *, book: Book, seasons: Seasons, residents: Residents, dice: Dice
    ) -> None:
        self.member, self.book, self.seasons, self.residents, self.dice = (
            member,
            book,
            seasons,
            residents,
            dice,
        )
        self.pen = Pen(member, seasons, dice)
        self.answerer = Answerer(self.pen, book, residents)
        self.asked: list[Asked] = []

    def day(self, day: Day, posts: list[Message]) -> None:
        """Let residents write out of the blue and under the posts of the day."""
        row = self.seasons.row(day, self.member.ward)
        mean = self.member.habits.asks / 7 * RESIDENT_WEEK[day.on.weekday()] * (row.strength if row else 1)
        for _ in range(self.dice.count(mean)):
            habits = self.member.habits
            self._approach(leaning_moment(day, self.dice, nights=habits.nights, daytime=habits.daytime))
        for post in posts:
            if post.kind == "post":
                self._react(post)

    def _approach(self, moment: int) -> None:
        account = self.member.account(self.dice)
        sort = self.dice.weighed(SORTS, OUT_OF_THE_BLUE)
        if self._reaches(moment):
            self._write(sort, moment, account, scene(self.member.ward, self.dice))

    def _react(self, post: Message) -> None:
        for _ in range(self.dice.count(self.member.habits.talk * self.dice.pick(BURSTS))):
            moment = post.moment + min(4 * DAY_S, wait_s(self.dice.roll(), middle_s=2400))
            sort = self.dice.weighed(SORTS, UNDER_A_POST)
            if asks_views(post) and self.dice.chance(0.7):
                sort = "views"
            elif sort == "banter" and post.format == "photo" and self.dice.chance(0.6):
                sort = "photo_banter"
            if self._reaches(moment):
                self._write(sort, moment, post.account, post.scene, post)

    def _reaches(self, moment: int) -> bool:
        """Say whether anybody writes to them then: people give up on a silent account, mostly."""
        member, until = self.member, self.book.calendar.until
        if (
            not member.joined <= moment < min(until + 1, member.left)
            or member.hushed <= moment < until - 9 * DAY_S
        ):
            return False
        return moment < member.silent or self.dice.chance(0.4)

    def _write(
        self, sort: str, moment: int, account: Account, scenery: Scene, parent: Message | None = None
    ) -> None:
        day = self.book.calendar.day(moment)
        text, answers = self._words(sort, day, parent)
        mention = account if sort == "ask" and not parent else None
        message = self.book.write(
            self.member,
            moment,
            self.pen.spoken(scenery, text, day, mention),
            account=account,
            scene=scenery,
            author=self._author(account.platform),
            kind="reply" if parent else "post",
            parent=parent,
        )
        asked = Asked(sort, message, answers)
        self.asked.append(asked)
        self.answerer.hear(asked)

    def _words(self, sort: str, day: Day, parent: Message | None) -> tuple[str, list[str]]:
        if parent and sort == "views":
            return self.pen.fresh(EXTRAS[parent.topic]), []
        if sort != "ask":
            return self.pen.fresh(EXTRAS[sort]), []
        return self.pen.ask(day, parent.topic if parent and not asks_views(parent) else "")

    def _author(self, platform: str) -> str:
        if self.dice.chance(self.member.habits.one_voice):
            return self.residents.of(self.member.ward.name, platform)[0]
        return self.residents.anyone(self.member.ward.name, platform, self.dice)
