"""The words of two texts as they are compared (definitions 72 and 74): one way of writing for each.

A number is its numeral, `&` is and, an abbreviation is written out, a plural and a doubled letter don't matter. Every
word keeps its place in the text, so that a shared passage can be shown as it was written.
"""

import re
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from labels.model import model
from labels.short_forms import SHORT
from labels.words import LINK, STRAIGHT, lower, split

# An @ that follows no letter or digit (72); strangers' are kept as @someone.
HANDLE = re.compile(r"(?<![^\W_])[@＠][\w.:-]*\w(?:@[\w.-]*\w)?")
WORD = re.compile(r"[#＃]\w+|[^\W_]+(?:'[^\W_]+)*")
TOKEN = re.compile(
    r"[#＃]\w+|\d{1,3}(?:,\d{3})+(?!\d)|w/[co](?!\w)|[^\W_]+(?:'[^\W_]+)*|[&%]|(?<!\w)[@＠](?= ?\d)"
)
AMOUNT = re.compile(r"([0-9]{1,9})(k|m|bn)")
WITH_LETTERS = re.compile(r"([0-9]{1,9})(st|nd|rd|th|am|pm|yb|yh)")
VOWELS = re.compile("[aeiou]")
LONG = 5  # letters of a word that can be told by its consonants
DOUBLED = re.compile(r"([^\W\d_])\1")

UNITS = {
    word: number
    for number, word in enumerate(
        split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
            "sixteen seventeen eighteen nineteen",
        )
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(split("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
NUMBERS = UNITS | TENS
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
LARGER = SCALES.keys() | TENS.keys()
MOST_DIGITS = 15
FACTORS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        split("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), start=1
    )
}
AFTER_A_NUMBER = {"am": ("am",), "pm": ("pm",), "yb": ("y", "bore"), "yh": ("yr", "hwyr")}

# What a copier drops or adds without saying anything else. Not among them: not, no and never.
SMALL = frozenset(
    split(
        "a an the this that these those of to in on at for by with and or but so as from than then is are was",
        "were be been being am will would shall has have had having do does did i you he she it we they me him",
        "her us them my your his its our their who which there here also just i'm i've i'll i'd you're you've",
        "you'll he's she's it's it'll we're we've we'll we'd they're they've they'll that's there's here's who's",
        "yr r u y yr a ac ag i o ar am yn wedi yw mae sydd sy a'r i'r o'r mae'r sy'n ei eu eich ein ein'r hefyd",
    )
)


class Word(NamedTuple):
    """A word as it is compared."""

    said: str
    hash: int
    is_number: bool
    is_small: bool


class Placed(NamedTuple):
    """The words of a text, and where each stands in it."""

    words: list[Word]
    spans: list[tuple[int, int]]


def count_words(text: str) -> int:
    """Return how many words a text has, as definition 72 counts them."""
    return sum(1 for _ in WORD.finditer(_without_names(text)))


def words_of(text: str) -> Placed:
    """Return the words of a text as they are compared; links and @handles are left out."""
    words: list[Word] = []
    spans: list[tuple[int, int]] = []
    number: _Number | None = None  # the last word, where it is a number that may go on
    for found in TOKEN.finditer(_level(text)):
        token, (start, end) = found[0], found.span()
        if number and (value := _larger(number, token, start)):
            number = _Number(value, number.start, end, is_ten=False)
            words[-1], spans[-1] = _word(str(value)), (number.start, end)
            continue
        written = _written_out(token)
        words += written
        spans += [(start, end)] * len(written)
        number = None
        if written[0].is_number and len(written) == 1:
            number = _Number(int(written[0].said), start, end, is_ten=token in TENS)
    return Placed(words, spans)


def only_words_of(text: str) -> list[Word]:
    """Return the same words without their places, which is quicker."""
    tokens = TOKEN.findall(_level(text))
    if not LARGER.isdisjoint(tokens):
        return words_of(text).words
    return [word for token in tokens for word in _written_out(token)]


def _level(text: str) -> str:
    """Return what is read of a text: of the same length, in lower case."""
    return lower(_without_names(text))


class _Number(NamedTuple):
    value: int
    start: int
    end: int
    is_ten: bool  # twenty, which one may follow


def _without_names(text: str) -> str:
    """Return a text of the same length without links and @handles, which are nobody's words, its quotes straight."""
    level = LINK.sub(_blank, text) if "http" in text.lower() or "www." in text.lower() else text
    level = HANDLE.sub(_blank, level) if "@" in level or "＠" in level else level
    return level.translate(STRAIGHT)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _larger(number: _Number, token: str, start: int) -> int | None:
    """Return a number with one more word of it: 30 thousand, thirty-four; None where the word doesn't belong to it."""
    if start - number.end > 1:
        return None
    if token in SCALES and number.value < SCALES[token]:
        return number.value * SCALES[token]
    if number.is_ten and 0 < UNITS.get(token, 0) < 10:
        return number.value + UNITS[token]
    return None


@lru_cache(maxsize=100_000)
def _written_out(token: str) -> tuple[Word, ...]:
    """Return the words that one token stands for; a hashtag is one word."""
    if token[0] in "#＃":
        return (_word(token[1:]),)
    if token[0].isdigit() and (plain := token.replace(",", "")).isdecimal():
        return (_word(str(int(plain[:MOST_DIGITS]))),)
    if token in NUMBERS:
        return (_word(str(NUMBERS[token])),)
    if amount := AMOUNT.fullmatch(token):
        return (_word(str(int(amount[1]) * FACTORS[amount[2]])),)
    if lettered := WITH_LETTERS.fullmatch(token):
        return tuple(map(_word, (str(int(lettered[1])), *AFTER_A_NUMBER.get(lettered[2], ()))))
    return tuple(map(_word, (ORDINALS[token],) if token in ORDINALS else SHORT.get(token, (token,))))


@lru_cache(maxsize=200_000)
def _word(written: str) -> Word:
    is_number = written.isdecimal()
    said = written if is_number or written in SMALL else _stem(written.replace("'", ""))
    digest = blake2b(said.encode("utf-8", "replace"), digest_size=8).digest()
    return Word(said, int.from_bytes(digest, "little"), is_number, written in SMALL)


def _meant(word: str) -> str:
    """Return the word that was meant: of one that nobody knows the only known one with the same consonants.

    Slips of the finger are mostly vowels, and so is what is dropped.
    """
    if len(word) < LONG or not word.isalpha() or word in model("members").lexicon.known:
        return word
    return _by_consonants().get(_consonants(word)) or word


def _consonants(word: str) -> str:
    return DOUBLED.sub(r"\1", word[0] + VOWELS.sub("", word[1:]))


@cache
def _by_consonants() -> dict[str, str]:
    """Return the known words by their consonants; nothing for those of several words."""
    found: dict[str, str] = {}
    for word in model("members").lexicon.known:
        if len(word) >= LONG and word.isalpha():
            consonants = _consonants(word)
            found[consonants] = "" if consonants in found else word
    return found


def _stem(word: str) -> str:
    """Return a word without a plural's ending and without doubled letters, as hurried people write it."""
    word = _meant(word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("xes", "ches", "shes", "sses", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "suia":
        word = word[:-1]
    return DOUBLED.sub(r"\1", word)
