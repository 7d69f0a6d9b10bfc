"""What members post of their own accord: news, photographs, questions, shares, press releases."""

from demo.book import Book, Message
from demo.clock import MEMBER_WEEK, Day, member_moment
from demo.dice import Dice
from demo.people import Person
from demo.town import Scene, scene
from demo.words import told

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
            "topic": block.get("topic", ""),
            "format": block.get("format", "text"),
            "months": " ".join(str(month) for month in block.get("months", ())),
        }
        for block in told("said")[kind]
        for text in block["texts"]
    ]


class Speaker:
    """One member at the keyboard."""

    def __init__(self, member: Person, book: Book, dice: Dice) -> None:
        self.member, self.book, self.dice = member, book, dice
        self.posts, self.questions = Deck(_cards("post"), dice), Deck(_cards("question"), dice)
        releases = [{"text": text, "format": "link"} for text in told("said")["releases"]["texts"]]
        self.releases = Deck(releases, dice)
        sources = told("town")["sources"]
        self.sources = Deck([{"text": text, "source": who} for who in sources for text in sources[who]], dice)
        self.mood = 1.0

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
        if roll < habits.releases:
            return self._say(day, moment, scenery, self.releases.deal(day.on.month))
        if roll < habits.releases + habits.shares:
            return self._pass_on(day, moment, scenery)
        if roll < habits.releases + habits.shares + habits.invites:
            return self._say(day, moment, scenery, self.questions.deal(day.on.month))
        post = self._say(day, moment, scenery, self.posts.deal(day.on.month))
        if habits.chats and self.dice.chance(0.25 if self.member.state == "corrects" else 0.06):
            self._go_on(post)
        return post

    def _say(self, day: Day, moment: int, scenery: Scene, card: dict[str, str]) -> Message:
        return self.book.write(
            self.member,
            moment,
            scenery.told(card["text"], day, self.dice),
            account=self.member.account(self.dice),
            scene=scenery,
            topic=card.get("topic", ""),
            format=card["format"],
        )

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
        moment = post.moment + 60 + self.dice.below(5 * 3600)
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
