"""own-words-share: which originals copy an earlier text of somebody else. Plain copies only: words as they stand."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from tests.measures.twin.clock import Window, moment
from tests.measures.twin.figure import Figure, Occasion, share
from tests.measures.twin.history import History
from tests.measures.twin.marks import last_word
from tests.measures.twin.reading import LINK, Message, messages
from tests.measures.twin.said import said_in

HANDLE = re.compile(r"(?<![^\W_])@[\w.:-]*\w")  # 72
WORD = re.compile(r"#\w+|[^\W_]+(?:['’][^\W_]+)*")
TAGS = re.compile(r"#\w+(?:\s+#\w+)+")
FIVE, FOUR, QUARTER = 5, 4, 4  # 74
LONG, PLAIN = 10, 8
TWELVE = 12  # 73
MANY, SOME, TWENTIETH = 200, 3, 20

Gram = tuple[str, ...]
Words = list[str | None]  # None where something was left out
World = tuple[History, ...]
_BESIDE: dict[History, World] = {}


@dataclass(eq=False, kw_only=True)
class Text:
    """A text that may have been copied, and whose it is."""

    at: int
    source: tuple[str, ...]  # ("release",), ("council",) or ("member", id)
    words: Words
    id: str = ""  # empty: a release

    @cached_property
    def grams(self) -> set[Gram]:
        """Return every five words in a row."""
        return grams_of(self.words)


def stand_beside(histories: list[History]) -> None:
    """Say which histories are told in one run: whoever copies may copy from any of them."""
    for history in histories:
        _BESIDE[history] = tuple(histories)


def world_of(history: History) -> World:
    """Return the histories that are told in one run with this one."""
    return _BESIDE.get(history, (history,))


def own_words_share(history: History, member: str, window: Window) -> Figure:
    """73: return the originals of at least twelve words that copy nobody's earlier text."""
    as_of, world = moment(history.as_of), world_of(history)
    if not something_to_compare(history, member, window):
        return Figure(unit="share", outcome="not visible")
    occasions = [
        Occasion(happened=message.at, post=message.id, met=not copies_somebody(message, history))
        for message in said_in(history, member, window)
        if message.kind == "post" and len(words_of(message.text)) >= TWELVE
    ]
    known = {
        (row["title"], row["text"]) for row in all_releases(world) if moment(row["published_at"]) <= as_of
    }
    return share(occasions, {"releases_known": len(known)})


def something_to_compare(history: History, member: str, window: Window) -> bool:
    """73: say whether there was a text of somebody else's, or a release to come."""
    end, world = min(window.stop, moment(history.as_of)), world_of(history)
    return bool(all_releases(world)) or any(
        text.at < end and text.source != ("member", member) for text in texts_of(world)
    )


def copies_somebody(message: Message, history: History) -> bool:
    """73, 82: whether an original of at least twelve words copies; a mark beats the rule."""
    if len(words_of(message.text)) < TWELVE:
        return False
    return last_word(history, message, ("copy", "not-a-copy"), _copies(message, world_of(history)))


@cache
def _copies(message: Message, world: World) -> bool:
    mine = Text(at=message.at, source=message.writer, words=words_to_compare(message.text), id=message.id)
    candidates = {text for gram in mine.grams for text in holding(world).get(gram, ())}
    return any(
        _is_copy(mine, text, world) for text in candidates if text.at < mine.at and text.source != mine.source
    )


def _is_copy(mine: Text, other: Text, world: World) -> bool:
    """74: at least 4 shared 5-grams, a quarter of the shorter's; or a run of 10 words, of which 8 are no digits."""
    own = said_before(world, mine.source, other.at)
    out = {gram for gram in mine.grams | other.grams if gram in own or is_boilerplate(gram, mine, world)}
    said, source = without(mine.words, out), without(other.words, out)
    shared = grams_of(said) & grams_of(source)
    shorter = min(len(grams_of(said)), len(grams_of(source)))
    if len(shared) >= FOUR and len(shared) * QUARTER >= shorter:
        return True
    return any(
        len(run) >= LONG and sum(not word.isdigit() for word in run) >= PLAIN for run in runs(said, source)
    )


def is_boilerplate(gram: Gram, judged: Text, world: World) -> bool:
    """74: it stands in many texts, or in too many of one source; the post that is judged doesn't count."""
    others = [text for text in holding(world)[gram] if not text.id or text.id != judged.id]
    counts = Counter(text.source for text in others)
    return len(others) > MANY or any(
        count >= SOME and count * TWENTIETH > sizes(world)[source] - (source == judged.source)
        for source, count in counts.items()
    )


@lru_cache(maxsize=8)
def sizes(world: World) -> Counter[tuple[str, ...]]:
    """Return how many texts each source has."""
    return Counter(text.source for text in texts_of(world))


def said_before(world: World, writer: tuple[str, ...], at: int) -> set[Gram]:
    """73: what the member's own earlier message held is the member's own."""
    return {gram for said_at, grams in own_messages(world).get(writer, ()) if said_at < at for gram in grams}


@lru_cache(maxsize=8)
def own_messages(world: World) -> dict[tuple[str, ...], list[tuple[int, set[Gram]]]]:
    """Return each member's messages that are no shares: when, and their grams."""
    found: dict[tuple[str, ...], list[tuple[int, set[Gram]]]] = {}
    for history in world:
        for message in messages(history):
            if message.writer[0] == "member" and is_no_share(message) and message.removed_at is None:
                words = words_to_compare(message.text)
                found.setdefault(message.writer, []).append((message.at, grams_of(words)))
    return found


@lru_cache(maxsize=8)
def texts_of(world: World) -> list[Text]:
    """73: releases (75: a title and a text), the council's messages but shares, and members' originals."""
    found = []
    first: dict[tuple[str, str], int] = {}
    for row in all_releases(world):
        at, key = moment(row["published_at"]), (row["title"], row["text"])
        if at <= moment(world[0].as_of):
            first[key] = min(at, first.get(key, at))
    for texts, at in first.items():
        found += [Text(at=at, source=("release",), words=words_to_compare(text)) for text in texts]
    for history in world:
        for message in messages(history):
            is_councils = message.writer == ("council",) and is_no_share(message) and words_of(message.text)
            is_original = message.writer[0] == "member" and message.kind == "post"
            if (is_councils or is_original) and message.removed_at is None:
                words = words_to_compare(message.text)
                found.append(Text(at=message.at, source=message.writer, words=words, id=message.id))
    return found


@lru_cache(maxsize=8)
def holding(world: World) -> dict[Gram, list[Text]]:
    """Return which texts hold each gram."""
    found: dict[Gram, list[Text]] = {}
    for text in texts_of(world):
        for gram in text.grams:
            found.setdefault(gram, []).append(text)
    return found


def all_releases(world: World) -> list[dict[str, str]]:
    """Return the releases of all histories of a run."""
    return [row for history in world for row in history.releases]


def is_no_share(message: Message) -> bool:
    """41: a quote without own words is a share."""
    return message.kind in ("post", "reply") or (message.kind == "quote" and message.has_own_words)


def words_of(text: str) -> list[str]:
    """72: runs of letters or digits, after links and @handles are removed; a hashtag is one word."""
    return WORD.findall(HANDLE.sub(" ", LINK.sub(" ", text)).lower())


def words_to_compare(text: str) -> Words:
    """74: in lower case; hashtags in a row are boilerplate."""
    found: Words = []
    for place, part in enumerate(TAGS.split(HANDLE.sub(" ", LINK.sub(" ", text)))):
        found += [None] * bool(place)
        found += [word.removeprefix("#") for word in WORD.findall(part.lower())]
    return found


def grams_of(words: Words) -> set[Gram]:
    """Return every five words in a row, none of them left out."""
    rows = [words[place : place + FIVE] for place in range(len(words) - FIVE + 1)]
    return {tuple(word for word in row if word is not None) for row in rows if None not in row}


def without(words: Words, out: set[Gram]) -> Words:
    """Return the words without those of some grams: there the text falls apart into pieces."""
    left: Words = list(words)
    for place in range(len(words) - FIVE + 1):
        if tuple(words[place : place + FIVE]) in out:
            left[place : place + FIVE] = [None] * FIVE
    return left


def runs(said: Words, source: Words) -> list[list[str]]:
    """Return the longest runs of words that both have."""
    found = []
    for start in range(len(said)):
        for begins in range(len(source)):
            run: list[str] = []
            for one, other in zip(said[start:], source[begins:], strict=False):
                if one is None or one != other:
                    break
                run.append(one)
            found.append(run)
    return found
