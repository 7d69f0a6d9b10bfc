"""Makes copies for random histories: releases, texts of the council and of members, whole, in part, just too little.

Every history has words of its own, so that it copies from no other; none of them is a number, a small word or a plural.
"""

from collections.abc import Callable, Sequence
from random import Random

from tests.measures.twin.clock import DAY, HOUR, iso
from tests.measures.twin.history import Row

Write = Callable[[str, str, str, int, str], Row]  # account, author, kind, when, text
LENGTHS = (6, 8, 9, 10, 11, 12, 13, 16, 20, 21, 24, 25, 30, 40)
PARTS = (5, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 20)  # words in a row: 7 are three 5-grams, 8 are four


class Copying:
    """Writes passages, and posts that hold more or less of one."""

    def __init__(self, random: Random, token: str, write: Write) -> None:
        self.random, self.token, self.write = random, token, write
        self.words = 0
        self.passages = [self._new(random.choice(LENGTHS)) for _ in range(random.choice([1, 3, 8, 20]))]

    def play(self, accounts: Sequence[str], when: Callable[[], int]) -> list[Row]:
        """Write rows for some accounts, and return the releases beside them."""
        releases = []
        for _ in range(self.random.choice([0, 10, 40, 90])):
            dice, at = self.random.random(), when()
            if dice < 0.1:
                releases.append(self._release(at))
                continue
            account = self.random.choice(accounts)
            author = "member"
            if dice < 0.2:
                author = "anytown" if account.startswith("x:") else "anytown.example"
            kind = self.random.choice(["post"] * 8 + ["quote", "share"])
            self.write(account, author, kind, at, self._text())
        return releases

    def _release(self, at: int) -> Row:
        at += self.random.choice([0, 0, 0, -30 * DAY, HOUR])
        title = " ".join(self._new(self.random.choice([4, 12])))
        return {"published_at": iso(at), "title": title, "text": self._text()}

    def _text(self) -> str:
        """Return some words of a passage, or all, with others before and behind; sometimes of two, or of none."""
        words = self._part()
        if self.random.random() < 0.15:
            words += self._part()
        before, behind = self.random.choice([(0, 0), (0, 1), (2, 0), (3, 4), (4, 8), (12, 12), (0, 30)])
        if self.random.random() < 0.2:
            words = []
        wanted = self.random.choice([0, 0, 11, 12, 13])
        words = [*self._new(before), *words, *self._new(behind)]
        return " ".join([*words, *self._new(max(0, wanted - len(words)))])

    def _part(self) -> list[str]:
        passage = self.random.choice(self.passages)
        if self.random.random() < 0.4:
            return list(passage)
        length = self.random.choice(PARTS)
        start = self.random.randint(0, max(0, len(passage) - length))
        return passage[start : start + length]

    def _new(self, number: int) -> list[str]:
        """Return words that nobody wrote yet, now and then a numeral."""
        some = []
        for _ in range(number):
            self.words += 1
            letters = "x".join("abcdefghij"[int(digit)] for digit in str(self.words))
            numeral = str(self.random.randint(13, 99))
            is_numeral = self.random.random() < 0.1 and not (some and some[-1].isdigit())
            some.append(numeral if is_numeral else f"{self.token}{letters}")
        return some
