"""What members post of their own accord: news, photographs, questions, shares, press releases."""

from demo.book import Book, Message
from demo.clock import DAY_S, MEMBER_WEEK, Day, member_moment
from demo.dice import Dice
from demo.people import Person
from demo.press import Press, Release, passed_on
from demo.town import Scene, scene
from demo.voice import joined
from demo.words import told

NEW_DAYS = 84  # before the end, since when a format may be new
_MOODS = (0.3, 0.6, 1.0, 1.0, 1.3, 1.8)  # some weeks a member has little to say, some a lot


class Deck:
    """Texts dealt like cards and put back underneath: at least half of the others come before one comes again."""

    def __init__(self, cards: list[dict[str, str]], dice: Dice) -> None:
        self._cards, self._dice = dice.shuffled(cards), dice

    def deal(self, month: int) -> dict[str, str]:
        """Return a next text that fits the month."""
        while True:
            card = self._cards.pop(self._dice.below(len(self._cards) // 2 + 1))
            self._cards.append(card)
            if not card.get("months") or str(month) in card["months"].split():
                return card


def _cards(kind: str) -> list[dict[str, str]]:
    return [
        {
            "text": text,
            "number": str(number),
            "topic": block.get("topic", ""),
            "format": block.get("format", "text"),
            "months": " ".join(str(month) for month in block.get("months", ())),
        }
        for number, (block, text) in enumerate(
            (block, text) for block in told("said")[kind] for text in block["texts"]
        )
    ]


def spoken_at_length(matter: str, number: int, member: Person) -> str:
    """Return a matter with the lines that only this member joins to it."""
    return joined(matter, number, member.seat)


class Speaker:
    """One member at the keyboard."""

    def __init__(self, member: Person, book: Book, press: Press, dice: Dice) -> None:
        self.member, self.book, self.press, self.dice = member, book, press, dice
        self.posts, self.questions = Deck(_cards("post"), dice), Deck(_cards("question"), dice)
        self.passing = {
            which: Deck([{"text": text, "format": "link"} for text in texts], dice)
            for which, texts in told("said")["passing"].items()
        }
        sources = told("town")["sources"]
        self.sources = Deck([{"text": text, "source": who} for who in sources for text in sources[who]], dice)
        self.mood = 1.0
        self.passed: list[Release] = []  # lately

    def day(self, day: Day) -> list[Message]:
        """Say what this member says on a day and return it."""
        if day.on.weekday() == 0:
            self.mood = self.dice.pick(_MOODS)
        weekday = MEMBER_WEEK[day.on.weekday()]
        how_many = self.dice.count(self.member.habits.posts / 7 * weekday * self.mood)
        moments = sorted(member_moment(day, self.dice) for _ in range(how_many))
        return [self._one(day, moment) for moment in moments if self.member.says_at(moment)]

    def _one(self, day: Day, moment: int) -> Message:
        habits, scenery = self.member.habits, scene(self.member.ward, self.dice)
        roll = self.dice.roll()
        if roll < habits.releases and (release := self.press.fresh(moment, self.passed, self.dice)):
            self.passed = [*self.passed[-5:], release] if habits.releases < 1 else []
            return self._write(moment, scenery, passed_on(release, self.dice, credits=habits.credits), "link")
        roll -= habits.releases
        if 0 <= roll < habits.shares:
            return self._pass_on(day, moment, scenery)
        roll -= habits.shares
        if 0 <= roll < habits.invites:
            return self._say(day, moment, scenery, self.questions.deal(day.on.month))
        roll -= habits.invites
        if 0 <= roll < habits.passes:
            which = "credited" if self.dice.chance(habits.credits) else "bare"
            return self._say(day, moment, scenery, self.passing[which].deal(day.on.month))
        post = self._say(day, moment, scenery, self.posts.deal(day.on.month))
        if habits.chats and self.dice.chance(0.25 if self.member.state == "corrects" else 0.06):
            self._go_on(post)
        return post

    def _say(self, day: Day, moment: int, scenery: Scene, card: dict[str, str]) -> Message:
        text = scenery.told(card["text"], day, self.dice)
        if "number" in card and self.dice.chance(self.member.habits.at_length):
            text = spoken_at_length(text, int(card["number"]), self.member)
        return self._write(moment, scenery, text, self._format(card["format"], moment), card.get("topic", ""))

    def _write(self, moment: int, scenery: Scene, text: str, format: str, topic: str = "") -> Message:
        account = self.member.account(self.dice)
        return self.book.write(
            self.member, moment, text, account=account, scene=scenery, topic=topic, format=format
        )

    def _format(self, format: str, moment: int) -> str:
        """Return in which format something is said: by habit, and lately now and then in one that is new."""
        habits = self.member.habits
        is_late = moment > self.book.calendar.until - NEW_DAYS * DAY_S
        if habits.takes_up and format in ("text", "photo") and is_late and self.dice.chance(0.12):
            return habits.takes_up
        is_new = format == habits.takes_up and not is_late
        is_odd = habits.formats and format not in ("poll", *habits.formats, habits.takes_up)
        return "text" if is_new or is_odd else format

    def _pass_on(self, day: Day, moment: int, scenery: Scene) -> Message:
        card = self.sources.deal(day.on.month)
        account = self.member.account(self.dice)
        is_quote = account.platform != "facebook" and self.dice.chance(0.3)
        text = self.dice.pick(told("said")["more"]["quotes"]) if is_quote else card["text"]
        kind = "quote" if is_quote else "share"
        words = scenery.told(text, day, self.dice)
        source = card["source"]
        return self.book.write(
            self.member, moment, words, account=account, scene=scenery, kind=kind, source=source
        )

    def _go_on(self, post: Message) -> None:
        """Add to one's own thread, now and then to put something right."""
        moment = post.moment + 60 + self.dice.below(self.dice.pick((1800, 5 * 3600)))
        if not self.member.says_at(moment):
            return
        corrects = self.dice.chance(0.4 if self.member.state == "corrects" else 0.04)
        texts = told("said")["more"]["corrections" if corrects else "threads"]
        text = post.scene.told(self.dice.pick(texts), self.book.calendar.day(moment), self.dice)
        self.book.write(
            self.member,
            moment,
            text,
            account=post.account,
            scene=post.scene,
            kind="reply",
            parent=post,
            format="thread",
        )
