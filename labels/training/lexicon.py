"""Learns from messages which words are names, which are common, and which are known at all.

Names are told by their capitals in the messages for training, and by lists; when a message is read its capitals count
for nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from labels.features import DIGITS, Lexicon

NAMES = Path(__file__).with_name("names")  # of people, by first and last name
BODIES = Path(__file__).with_name("bodies.txt")  # what names a body, or somebody by what they do
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.?!:;\n]")
COMMON_FROM = 12  # messages a word stands in
KNOWN_FROM = 2  # a word of one message alone is as unknown as one that stands in none
MOST_CAPITALS = 0.3  # of a message's letters: beyond, capitals tell nothing


def learnt(texts: Iterable[str]) -> Lexicon:
    """Return the lexicon of some messages."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    messages: Counter[str] = Counter()
    for text in texts:
        messages.update(_read(text, capital, small))
    known = {word for word, number in messages.items() if number >= KNOWN_FROM}
    names = {word for word in known if capital[word] > 2 * small[word]}
    names |= {word for word in listed() if small[word] <= capital[word]}
    common = {word for word, number in messages.items() if number >= COMMON_FROM}
    return Lexicon(
        names=frozenset(names),
        bodies=frozenset(BODIES.read_text(encoding="utf-8").split()),
        common=frozenset(common - {word for word in names if capital[word] > 4 * small[word]}),
        known=frozenset(known),
    )


def listed() -> set[str]:
    """Return the names of the lists."""
    return {word for path in sorted(NAMES.glob("*.txt")) for word in path.read_text(encoding="utf-8").split()}


def _read(text: str, capital: Counter[str], small: Counter[str]) -> set[str]:
    """Count a message's words by how they begin inside a sentence; return which words it has."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    tells = 0 < capitals < MOST_CAPITALS * len(letters)
    begins, words = True, set()
    for found in WORD.finditer(text):
        if not found[0][0].isalnum():
            begins = True
            continue
        word = found[0].lower().replace("’", "'")
        words.add(DIGITS.sub("0", word))
        if tells and not begins:
            (capital if found[0][0].isupper() else small)[word] += 1
        begins = False
    return words
