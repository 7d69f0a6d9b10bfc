"""Which language a message is in: Welsh, English, or too short to say. And whether it is in both.

Little words decide where only one language has them; py3langid decides the rest.
"""

import re
from functools import cache, lru_cache
from typing import Any

from labels.words import read

FEWEST = 3  # words; under that a name or an "Ok" decides
CLEAR = 3  # little words of one language and none of the other
PARTS = re.compile(r"[.!?/|]+")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
TOKEN = re.compile(r"[\w']+")
JOINED = ("'r", "'n", "'i", "'u", "'w", "'ch")  # the article and such, leaning on the word before


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


LITTLE_WELSH = _set(
    "mae mae'r mae'n maen yn yr i'r o'r a'r y'r sy'n sydd efo gyda wedi ddim chi ni eich ein eu bod fod",
    "oes oedd bydd fydd byddai fyddai ydy ydi yw ydw dwi rwy rwy'n dw dach dych wyt nhw hefyd ond neu",
    "dros heb hyd wrth ger pryd beth ble lle sut pwy pa oni os allwch gallwch allech gallech fedrwch",
    "fedrech wnewch alla allai gawn gaf ga modd diolch hoffwn hoffem hoffen licwn liciwn isio eisiau moyn",
    "gwybod tybed unrhyw dal nawr rwan rŵan eto hyn hwn hon yna 'na plis rhowch bore iawn fory heddiw",
    "ddoe neithiwr wythnos roedd fel dyna i'w o'i a'i a'u nad nid nac y cael gwneud mynd ydyn ydych ydach",
    "ers pob pawb fasa fase bysa bydden cyngor ffordd stryd biniau gwaith",
)
LITTLE_ENGLISH = _set(
    "the is are was were of to and it for with this that have has you your my our we they from on at in",
    "be will can not but if when what who how there an as by or so do does did just been would could all",
    "about out up get got no me us she he her his its",
)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["en", "cy"])
    return identifier


def language(text: str) -> str:
    """Return `cy`, `en`, or `und` where there are fewer than three words."""
    return _of(read(text).plain, FEWEST)


def is_bilingual(text: str) -> bool:
    """Say whether one part of four words or more is Welsh and another English."""
    plain = read(text).plain
    if not all(_little(plain)):
        return False  # hardly four words in a row without one little word
    parts = [part for part in PARTS.split(plain) if part.count(" ") >= FEWEST]
    return len(parts) > 1 and {"cy", "en"} <= {_of(part, FEWEST + 1) for part in parts}


def leans_welsh(plain: str) -> bool:
    """Say whether plain text has more Welsh little words than English ones."""
    welsh, english = _little(plain)
    return welsh > english


@lru_cache(maxsize=64)
def _little(plain: str) -> tuple[int, int]:
    """Return how many different little words of Welsh and of English a plain text has."""
    words = set(TOKEN.findall(plain))
    leaning = sum(word.endswith(JOINED) for word in words) if "'" in plain else 0
    return len(words & LITTLE_WELSH) + leaning, len(words & LITTLE_ENGLISH)


def _of(plain: str, fewest: int) -> str:
    words = WORD.findall(plain)
    if len(words) < fewest:
        return "und"
    welsh, english = _little(plain)
    if max(welsh, english) >= CLEAR and not min(welsh, english):
        return "cy" if welsh else "en"
    return str(_identifier().classify(" ".join(words))[0])
