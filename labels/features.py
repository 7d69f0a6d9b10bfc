"""What a small linear model reads in a message: runs of words, of kinds of words and of letters, and what rules say.

A message is read as the rules read it (labels/words.py): in lower case, without links and @handles, so none of these
can change a label. Which words are names is known from lists and from the messages for training, never from capitals.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from labels.hashtags import hashtags
from labels.words import Words

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]")
DIGITS = re.compile(r"\d+")
# What stands between two spaces and is an address or a name that the rules' patterns leave (jo@mail, did:plc:jo): a
# label is the same whoever it names.
CHUNK = re.compile(r"\S{4,}")
ADDRESS = re.compile(
    r"[^\W\d][@:=?{\\]/{0,3}[^\W\d]|:[/\\]|@\w{0,60}@|[@﹫]\w|&#\w{1,9};|[／=]\w|\w\[\w"
    r"|[^\W\d]\.[^\W\d]{1,60}/|[^\W\d]{3}\.[^\W\d]{3,60}\.[^\W\d]{3}"
)
STOPS = frozenset(".?!")
START, END = "^", "$"
NAME, BODY, TAG, UNKNOWN = "N", "B", "H", "U"  # in place of a word; words themselves are lower case
ENDINGS = (("ing", "~ing"), ("ed", "~ed"), ("ly", "~ly"), ("s", "~s"))
LETTERS = (3, 4, 5)
MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which words are people's names, which name a body or a role, which are common, and which are known at all.

    A common word stands for itself, whatever else it is.
    """

    names: frozenset[str]
    bodies: frozenset[str]
    common: frozenset[str]
    known: frozenset[str]

    def kind(self, token: str) -> str:
        """Return a word itself, or what kind of word it is."""
        if token[0] == "#" and len(token) > 1:
            return TAG
        if not token[0].isalnum() or token in self.common:
            return token
        if token in self.names:
            return NAME
        if token in self.bodies:
            return BODY
        if token not in self.known:
            return UNKNOWN
        return next((kind for ending, kind in ENDINGS if token.endswith(ending) and len(token) > 3), "~")


class Token(NamedTuple):
    """A word or a sign of the plain text, and where it stands there."""

    text: str
    start: int
    end: int


def tokens(words: Words) -> list[Token]:
    """Return the words and signs of a message; of every number only that it is one, and a hashtag with its sign."""
    tags = set(hashtags(words.raw)) if "#" in words.raw or "＃" in words.raw else ()
    found = []
    plain = CHUNK.sub(_no_address, words.plain)
    for match in islice(TOKEN.finditer(plain), MOST_TOKENS):
        text = DIGITS.sub("0", match[0])
        found.append(Token(f"#{text}" if match[0] in tags else text, *match.span()))
    return found


def _no_address(chunk: re.Match[str]) -> str:
    return " " * len(chunk[0]) if ADDRESS.search(chunk[0]) else chunk[0]


class Line(NamedTuple):
    """The words of a message with a mark where each sentence begins and where all ends; and which word each is."""

    words: list[str]
    places: list[int]


def line_of(some: Sequence[Token]) -> Line:
    """Return the line that runs of words are read from."""
    words, places = [START], [0]
    for place, token in enumerate(some):
        words.append(token.text)
        places.append(place)
        if token.text in STOPS:
            words.append(START)
            places.append(min(place + 1, len(some) - 1))
    return Line([*words, END], [*places, max(0, len(some) - 1)])


def runs(line: Sequence[str], kind: Callable[[str], str]) -> Iterator[tuple[str, int, list[str]]]:
    """Yield runs as (group, how many words each has, what each is): the run at place 2 begins at the third word.

    Of words one to three in a row (w), of kinds of words two to four (k), and three with the middle left out (s).
    """
    kinds = [one if one in (START, END) else kind(one) for one in line]
    words = [NAME if its_kind == NAME else word for word, its_kind in zip(line, kinds, strict=True)]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    yield "w", 1, words
    yield "w", 2, pairs
    yield "w", 3, [f"{pair} {one}" for pair, one in zip(pairs, words[2:], strict=False)]
    pairs = [f"{one} {other}" for one, other in pairwise(kinds)]
    threes = [f"{pair} {one}" for pair, one in zip(pairs, kinds[2:], strict=False)]
    yield "k", 2, pairs
    yield "k", 3, threes
    yield "k", 4, [f"{three} {one}" for three, one in zip(threes, kinds[3:], strict=False)]
    yield "s", 3, [f"{one} _ {other}" for one, other in zip(kinds, kinds[2:], strict=False)]


def letters_of(word: str, kind: Callable[[str], str]) -> Sequence[str]:
    """Return the runs of three to five letters in a word, its ends marked.

    None of a sign, and none of a name or an unknown word, which may be one: a label is the same whoever is named.
    """
    return _letters(word) if word[0].isalpha() and kind(word) not in (NAME, UNKNOWN) else ()


@lru_cache(maxsize=50_000)
def _letters(word: str) -> tuple[str, ...]:
    marked = f"<{word}>"
    return tuple(marked[at : at + size] for size in LETTERS for at in range(len(marked) - size + 1))


def length_of(some: Sequence[Token]) -> str:
    """Return about how long a message is."""
    return f"{min(len(some) // 4, 8)}"


def read_all(words: Words, lexicon: Lexicon, said: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield every feature of a message as (group, name), what the rules say of it among them."""
    some = tokens(words)
    for group, _, names in runs(line_of(some).words, lexicon.kind):
        yield from ((group, name) for name in names)
    yield from (("c", run) for token in some for run in letters_of(token.text, lexicon.kind))
    yield "l", length_of(some)
    yield from (("r", one) for one in said)
