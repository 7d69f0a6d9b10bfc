"""Whether a member's post invites residents to respond. A bare question mark is not enough.

In real politicians' posts one question mark in ten asks for an answer; the rest campaign. So it takes words
that ask for views, ideas, experiences or a choice, or that point to an open survey.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from labels.language import leans_welsh
from labels.rules.invites_welsh import WELSH
from labels.rules.invites_words import ANSWER, BAIT, BEGGING, INVITES, NOT_INVITES, PUT, TO_YOU, WAYS
from labels.words import DENIED, LINK, NO, Found, read

SHORTEST = 8  # characters of a sentence that can invite anything
BEFORE_SHARING = re.compile(r"\b(?:rt|mt) @?.*", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]{3,400}"')
SURVEY_LINK = re.compile(
    r"survey|consult|haveyoursay|have-your-say|engage|smartsurvey|surveymonkey|forms\.office|forms\.gle"
    r"|citizenspace|commonplace|ymgynghor",
    re.IGNORECASE,
)
WHOLE = re.compile(r"[^.!?]+\?")
SENTENCES = re.compile(r"[^.!?]+[.!?]*")

_INVITES = re.compile(rf"(?<![\w']){INVITES}")
_WAYS = re.compile(rf"(?<![\w']){WAYS}")
_PUT = re.compile(rf"(?<![\w']){PUT}")
_BEGGING = re.compile(rf"^ ?{BEGGING}|(?<=[.!?] ){BEGGING}")
_ANSWER = re.compile(rf"\b{ANSWER}\b")
_TO_YOU = re.compile(rf"(?<![\w']){TO_YOU}")
_BAIT = re.compile(rf"(?<![\w']){BAIT}")
_WELSH = re.compile(rf"(?<![\w']){WELSH}")
_NOT = re.compile(rf"(?<![\w']){NOT_INVITES}")


@lru_cache(maxsize=64)
def by_rule(text: str) -> Found:
    """Return whether a member's post invites residents to respond, and the words that do."""
    words = read(text)
    own = _own_words(words.plain)
    if survey := _survey(words.raw, own):
        return survey
    in_welsh = leans_welsh(own)
    for sentence in SENTENCES.finditer(own):
        start, end = sentence.span()
        if end - start < SHORTEST:
            continue
        # What follows counts too: a question, and then "tell me below".
        found = next((found for found in _tries(own, start, end, in_welsh=in_welsh) if found), None)
        if found and found.start() < end and not _NOT.search(own, start, end):
            return Found("yes", "invitation", "invites with", words.quote(*found.span()))
    return DENIED if _NOT.search(own) else NO


def _tries(own: str, start: int, end: int, *, in_welsh: bool) -> Iterator[re.Match[str] | None]:
    """Yield what each list of words finds in one sentence, the surest first."""
    reach = min(end + 160, len(own))
    yield _INVITES.search(own, start, reach)
    yield _WAYS.search(own, start, reach)
    if in_welsh:
        yield _WELSH.search(own, start, end)
    if "?" in own[start:end]:
        yield _PUT.search(own, start, end)
        if not _BEGGING.search(own, start, end) and _ANSWER.search(own, end, end + 100):
            yield WHOLE.search(own, start, end)
        if not _BAIT.search(own, start, end):
            yield _TO_YOU.search(own, start, end)


def _own_words(plain: str) -> str:
    """Blank what somebody else said: after RT or MT, and between quotation marks."""
    own = BEFORE_SHARING.sub(lambda m: "_" * len(m[0]), plain) if "rt " in plain or "mt " in plain else plain
    return QUOTED.sub(lambda m: "_" * len(m[0]), own) if '"' in own else own


def _survey(raw: str, own: str) -> Found:
    for link in LINK.finditer(raw):
        if SURVEY_LINK.search(link[0]) and not _NOT.search(own):
            return Found("yes", "survey_link", "links to a survey or consultation", link[0])
    return NO
