"""Which parts of a text are no evidence that it was copied (definition 74): what any two texts share by their kind.

Imprints, contact lines, postal addresses, lists of streets, places and candidates, dates and venue lines, hashtags and
the set wordings of planning, law and courtesy. Every pattern takes linear time.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from labels.set_wordings import WORDING
from labels.words import STRAIGHT, lower, split

Span = tuple[int, int]

SENTENCE = re.compile(r"[.!?…](?=[\"'”’)\]]{0,3}\s)|[\n\r\u2028\u2029]")
IMPRINT = re.compile(
    r"\b(?:printed|published|promoted|argraffwyd|cyhoeddwyd|hyrwyddwyd|hyrwyddir)\b[^.!?\n]{0,40}?\b(?:by|gan)\b"
)
PHONE = re.compile(r"(?<![\w.])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d{2,5}\)?(?:[ -]?\d{3,6}){1,3}(?!\w)")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
POSTCODE = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2})(?!\w)"  # small ones with a space
)
HASHTAGS = re.compile(r"[#＃]\w+(?:\s+[#＃]\w+)+")
REACH = re.compile(
    r"\b(?:contact|call|ring|phone|telephone|tel|email|e-mail|text|write to|ffoniwch|ffôn|cysylltwch|e-bost|ebost)\b"
)
PIECE = re.compile(r"[^\W_]+(?:['’:.][^\W_]+)*|[,;:()/&-]")
LONG_SENTENCE, BEFORE_CONTACT = 30, 8  # words
FEWEST_NAMES, MOST_GLUE = 5, 3

DATED = frozenset(
    split(
        "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays",
        "saturdays sundays mon tue tues wed weds thu thur thurs fri sat sun daily weekdays weekday weekend",
        "weekends noon midday midnight january february march april may june july august september october",
        "november december jan feb mar apr jun jul aug sep sept oct nov dec llun mawrth mercher fercher iau",
        "gwener wener sadwrn sul ionawr chwefror ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    )
)
GLUE = frozenset(
    split(
        "a an the of on at to in for from by and or then until till between with both am pm bank holiday holidays",
        "first second third last each every month week open closed hours oclock o'clock & - , ; : ( ) / y yr ac i",
        "o ar rhwng tan dydd dyddiau nos bore prynhawn hwyr ar agor gau bob mis yn a neu",
    )
)

CLOCK = frozenset(
    split(
        "am pm yb yh bore prynhawn hwyr",
    )
)


def boilerplate(text: str) -> list[Span]:
    """Return the places of a text that are no evidence, in no order."""
    low = lower(text).translate(STRAIGHT)
    found = [one.span() for one in (*WORDING.finditer(low), *HASHTAGS.finditer(text))]
    has_names = not _is_shouted(text)
    for start, end in _sentences(text):
        sentence, plain = text[start:end], low[start:end]
        if one := _imprint(plain) or _contact(sentence, plain):
            found.append((start + one[0], start + one[1]))
        found += [(start + a, start + b) for a, b in _addresses(sentence)]
        if has_names:
            found += [(start + a, start + b) for a, b in _lists(sentence)]
    return found


def _is_shouted(text: str) -> bool:
    """Say whether capitals tell no names, as nearly every word has them."""
    words: list[str] = re.findall(r"[^\W\d_]{4,}", text)
    return sum(map(str.isupper, words)) * 2 > len(words)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for found in SENTENCE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _imprint(plain: str) -> Span | None:
    found = IMPRINT.search(plain)
    return (found.start(), len(plain)) if found else None


def _contact(sentence: str, plain: str) -> Span | None:
    """Return the contact line in a sentence: all of a short one, of a long one what leads to the number."""
    found = PHONE.search(sentence) or EMAIL.search(sentence)
    if not found:
        return None
    before = list(PIECE.finditer(sentence, 0, found.start()))
    if len(PIECE.findall(sentence)) <= LONG_SENTENCE or not before:
        return 0, len(sentence)
    verbs = [verb.start() for verb in REACH.finditer(plain, 0, found.start())]
    return (verbs[0] if verbs else before[-BEFORE_CONTACT:][0].start()), len(sentence)


def _addresses(sentence: str) -> Iterator[Span]:
    """Yield what stands before a postcode: names, numbers and commas."""
    pieces = list(PIECE.finditer(sentence)) if POSTCODE.search(sentence) else []
    before = 0
    for postcode in POSTCODE.finditer(sentence):
        start = postcode.start()
        until = bisect_left(pieces, start, key=re.Match.start)
        for piece in reversed(pieces[before:until]):
            if not (_is_name(piece[0]) or piece[0].lower() in GLUE):
                break
            start = piece.start()
        before = until
        yield start, postcode.end()


def _lists(sentence: str) -> Iterator[Span]:
    """Yield runs of names, numbers, days and times: of streets, places and people, of dates, hours and venues."""
    pieces = list(PIECE.finditer(sentence))
    strong = [_is_name(piece[0]) for piece in pieces]
    if strong[1:] and not strong[1] and not pieces[0][0][0].isdigit() and pieces[0][0].lower() not in DATED:
        strong[0] = False  # a sentence begins with a capital
    begun, last, count, glue = None, 0, 0, 0
    for place, piece in enumerate(pieces):
        if strong[place]:
            begun = place if begun is None else begun
            last, glue = place, 0
            count += 1
        elif begun is not None:
            glue += piece[0][0].isalpha() and piece[0].lower() not in CLOCK
            if piece[0].lower() not in GLUE or glue > MOST_GLUE:
                if count >= FEWEST_NAMES:
                    yield pieces[begun].start(), pieces[last].end()
                begun, count, glue = None, 0, 0
    if begun is not None and count >= FEWEST_NAMES:
        yield pieces[begun].start(), pieces[last].end()


def _is_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word.lower() in DATED
