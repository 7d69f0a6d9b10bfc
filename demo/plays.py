"""Scenes that don't happen by chance: fellow members, long exchanges, views asked for, what strangers try."""

from demo.book import Book, Message
from demo.clock import DAY_S
from demo.delays import wait_s
from demo.dice import Dice
from demo.loops import Loops
from demo.people import Account, Person, Residents
from demo.town import scene
from demo.words import told


class Stage:
    """Where the planned scenes are played, each with dice of its own."""

    def __init__(self, book: Book, people: list[Person], residents: Residents, seed: int) -> None:
        self.book, self.people, self.residents, self.seed = book, people, residents, seed
        self.calendar = book.calendar
        self.cast = {person.state: person for person in people if person.state}

    def play(self) -> None:
        """Play every scene whose member is on."""
        self._fellows()
        for person in self.people:
            Loops(self.book, person, Dice(self.seed, "loops", person.id)).play()
            if person.habits.quarrels:
                self._exchanges(person, Dice(self.seed, "long exchanges", person.id))
            if person.habits.silent_days and not person.habits.left_days:
                self._fall_silent(person, Dice(self.seed, "silent", person.id))
        for state, play in (
            ("hostile", self._hostile),
            ("welsh", self._welsh),
        ):
            if state in self.cast:
                play(self.cast[state], Dice(self.seed, state))

    def _fellows(self) -> None:
        """Let members talk to each other under each other's posts, neighbours in the ward more than others."""
        dice = Dice(self.seed, "fellows")
        on: dict[str, list[tuple[Person, Account]]] = {}
        for person in self.people:
            for account in person.accounts:
                if person.habits.chats:
                    on.setdefault(account.platform, []).append((person, account))
        for post in [
            message for message in self.book.messages if message.by_member and message.kind == "post"
        ]:
            if dice.chance(0.075) and post.account.platform in on:
                near = [one for one in on[post.account.platform] if one[0].ward is post.member.ward]
                self._fellow(post, *dice.pick(near if len(near) > 1 else on[post.account.platform]), dice)

    def _fellow(self, post: Message, fellow: Person, account: Account, dice: Dice) -> None:
        moment = post.moment + wait_s(dice.roll(), middle_s=7200)
        if fellow is post.member or not fellow.says_at(moment):
            return
        texts = told("asks")["extras"]
        text = dice.pick(texts["fellow"])
        reply = self._say(post, fellow, account, moment=moment, text=text, dice=dice)
        back = moment + wait_s(dice.roll(), middle_s=5400)
        if post.member.habits.chats and dice.chance(0.5) and post.member.says_at(back):
            text = dice.pick(texts["fellow_back"])
            self._say(reply, post.member, post.account, moment=back, text=text, dice=dice)

    def _say(
        self, parent: Message, who: Person, account: Account, *, moment: int, text: str, dice: Dice
    ) -> Message:
        """Let a member reply to a message, calling its member by name."""
        day, first = self.calendar.day(moment), parent.member.first
        words = parent.scene.told(text, day, dice, first=first)
        return self.book.write(
            who, moment, words, account=account, scene=parent.scene, kind="reply", parent=parent
        )

    def _fall_silent(self, member: Person, dice: Dice) -> None:
        """Let a member post a last time before the silence, and somebody wait for them if it is long."""
        last, scenery = member.silent - 3 * 3600, scene(member.ward, dice)
        if last < self.calendar.start:
            return
        text = "Lovely turnout at {hall} today. Thank you, {group}."
        words = scenery.told(text, self.calendar.day(last), dice)
        self.book.write(member, last, words, account=member.accounts[0], scene=scenery, format="photo")
        if member.habits.silent_days > 30:
            words = "Are you still there? The light on {street} is out and I don't know who else to ask."
            moment = self.calendar.until - 20 * DAY_S - dice.below(DAY_S)
            self._stranger(member, moment, words, author="still_waiting", dice=dice)

    def _exchanges(self, member: Person, dice: Dice) -> None:
        """Play exchanges in which a member writes well over six times to one person in an evening."""
        scripts = told("asks")["exchange"]
        posts = [
            message for message in self.book.messages if message.member is member and message.kind == "post"
        ]
        posts = sorted((post for post in posts if post.by_member), key=lambda post: (post.moment, post.id))
        for number, days in enumerate(member.habits.quarrels):
            from_then = self.calendar.until - days * DAY_S
            later = [post for post in posts if from_then <= post.moment < from_then + 8 * DAY_S]
            if later:
                self._exchange(later[0], scripts[number % len(scripts)], dice)

    def _exchange(self, post: Message, script: dict[str, list[str]], dice: Dice) -> None:
        midnight = self.calendar.day(post.moment).midnight
        moment = max(midnight + 19 * 3600, post.moment) + dice.below(3600)
        author = self.residents.of(post.member.ward.name, post.account.platform)[dice.below(6)]
        last = post
        for turn in range(len(script["resident"]) + len(script["member"])):
            who = "member" if turn % 2 else author
            lines = script["member" if turn % 2 else "resident"]
            if turn // 2 < len(lines):
                text = post.scene.told(lines[turn // 2], self.calendar.day(moment), dice)
                last = self._line(last, who, moment, text)
                moment += 180 + dice.below(900)

    def _line(self, parent: Message, author: str, moment: int, text: str) -> Message:
        return self.book.write(
            parent.member,
            moment,
            text,
            account=parent.account,
            scene=parent.scene,
            author=author,
            kind="reply",
            parent=parent,
        )

    def _hostile(self, member: Person, dice: Dice) -> None:
        """Let strangers try to break the page in the last eight weeks; about half get a polite answer."""
        hostile = told("hostile")
        texts = [*hostile["texts"], hostile["long"] * 40]
        for number, text in enumerate(texts):
            moment = self.calendar.until - int((4 + 52 * number / len(texts)) * DAY_S) - dice.below(7200)
            author = hostile["authors"][number % len(hostile["authors"])] + (
                str(number) if number > 2 else ""
            )
            message = self._stranger(member, moment, text, author=author, dice=dice)
            if number % 2:
                answer = "I read this twice. If it's about {street}: it's on the list for {weekday}."
                self._say(message, member, message.account, moment=moment + 9000, text=answer, dice=dice)

    def _welsh(self, member: Person, dice: Dice) -> None:
        """Let two visitors ask in Welsh."""
        extras = told("asks")["extras"]
        for number, (text, answer) in enumerate(zip(extras["welsh"], extras["welsh_answers"], strict=True)):
            moment = self.calendar.until - (12 + 31 * number) * DAY_S
            message = self._stranger(
                member, moment, text, author=f"ymwelydd{number + 1}", dice=dice, language="cy"
            )
            if number == 0:
                self._say(message, member, message.account, moment=moment + 7000, text=answer, dice=dice)

    def _stranger(
        self, member: Person, moment: int, text: str, *, author: str, dice: Dice, language: str = "en"
    ) -> Message:
        scenery = scene(member.ward, dice)
        return self.book.write(
            member,
            moment,
            text.replace("{street}", scenery.words["street"]),
            account=member.accounts[0],
            scene=scenery,
            author=author,
            language=language,
        )
