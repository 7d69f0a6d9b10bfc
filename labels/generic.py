"""Sentences that address nobody in particular (definition 74): advice, conditions, motions, calls for applications.

By their form: a "you" or an order without a teller, a name or a past in it, an opening that only such sentences have,
or two of a planning description's nouns.
"""

import re
from collections.abc import Iterator

from labels.words import STRAIGHT, lower, one_of, words_of

Span = tuple[int, int]

SENTENCE = re.compile(r"[.!?…](?=[\"'”’)\]]{0,3}\s)|[\n\r\u2028\u2029]|[:;](?=\s)|\s[–—-]\s")
ORDER = words_of(
    "please always never don't remember avoid check keep stay take leave turn switch close lock shut use wear carry",
    "drink eat wash cook throw make report call dial ring beware look think stop wait walk drive move store put let",
    "get give ask tell speak contact visit see note bring follow respect pick clean remove cover open read apply send",
    "complete return consider ensure protect plan prepare slow treat be",
)
YOU = re.compile(r"(?<![^\W_])(?:you|your|yours|yourself)(?![^\W_])")
RULED = re.compile(
    r"(?<![^\W_])(?:do not|don't|need|must|should|will|can|can't|cannot|may|never|please|have to|if)(?![^\W_])"
)
OPENS = re.compile(
    rf"\W{{0,3}}(?:if [^,]{{1,80}}, )?(?:and |or |do not |so )?{ORDER}(?![^\W_])|\W{{0,3}}do not "
)
TOLD = re.compile(
    r"(?<![^\W_'])(?:i|i'm|i've|my|me|we|we've|we're|our|us|he|she|his|her|they'd|said|says|was|were|had|did|could|"
    r"would|couldn't|wouldn't|year|yesterday|tonight|today|tomorrow|this|last)(?![^\W_])"
)
NAME = re.compile(r"(?<=[\w,] )[A-Z][a-z]+")
PUBLIC = words_of(
    "residents visitors drivers motorists cyclists pedestrians owners householders customers parents voters applicants",
    "candidates persons people anyone anybody everyone passengers bidders contractors tenderers landlords tenants",
)
SET = re.compile(
    one_of(
        rf"(?:any |all |dog |members of the )?(?:{PUBLIC}|person|public)(?: \w+){{0,3}}? (?:are|is|must|should|may|"
        r"wishing|who wish(?:es)?) (?:be |to |therefore |strongly |not )*(?:advised|asked|urged|reminded|warned|"
        r"requested|object|apply|make|inspect|view|submit|contact|bring|have|keep)",
        r"(?:this|the) (?:council|meeting|committee|cabinet|house) (?:further |also |therefore )*(?:notes|believes|"
        r"resolves|recognises|acknowledges|welcomes|calls|affirms|condemns|supports|declares|agrees)",
        r"(?:applications|expressions of interest|tenders|quotations|nominations|bids|proposals) (?:are|is|for|from|"
        r"must|should|will)",
        r"(?:the )?(?:successful|ideal|appointed) (?:candidate|applicant|contractor|tenderer|bidder|person)s?",
    )
)
WORKS = re.compile(
    r"(?<![^\W_])(?:erection|construction|conversion|demolition|installation|alterations?|replacement|formation|"
    r"siting|subdivision|variation|removal|retention|insertion|enlargement|change|reinstatement|repair|provision|"
    r"extensions?|landscaping|widening|relocation)(?![^\W_])"
)
FEWEST_WORKS = 2


def generic(text: str) -> list[Span]:
    """Return the sentences that address nobody in particular, or the parts of them."""
    low = lower(text).translate(STRAIGHT)
    found = []
    for start, end in _sentences(text):
        plain = low[start:end]
        is_order = OPENS.match(plain) or (YOU.search(plain) and RULED.search(plain))
        is_told = TOLD.search(plain) or NAME.search(text, start, end)
        if SET.search(plain) or (is_order and not is_told):
            found.append((start, end))
        works = [one.start() for one in WORKS.finditer(low, start, end)]
        if len(works) >= FEWEST_WORKS:
            found.append((works[0], end))
    return found


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for found in SENTENCE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)
