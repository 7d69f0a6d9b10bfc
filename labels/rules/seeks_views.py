"""Whether an invitation seeks views: views, ideas, a survey, a consultation, a poll.

Not a quiz, a contest or a request for reports of trouble: those invite too, and their value says which they are. A
person's mark can make a message an invitation, but no quiz a question of views (definition 82).
"""

import re

from labels.rules.invites import by_rule as invites
from labels.words import NO, Found, one_of, read

QUIZ = one_of(
    r"quiz\w*|trivia|guess(?:es)?\b|can you (?:name|guess|spot|tell)\b|(?:who|what|where|which) (?:is|was|are) "
    r"(?:this|it|the \w+ in (?:this|the) (?:picture|photo))\b|name (?:this|that|the) (?:place|street|building|tune)"
    r"|dyfalwch|cwis"
)
CONTEST = one_of(
    r"caption|competition|contest|cystadleuaeth|raffle|prize|winner|nominat\w+|enwebu|best dressed|win a\b"
    r"|enter (?:by|before)"
)
REPORTS = one_of(
    r"report (?:it|them|any|a)\b|(?:seen|spotted|found|noticed|lost|missing) (?:a|an|any|this|the|our|my)\b"
    r"|(?:tell|show|send|let) (?:me|us) (?:know )?(?:where|which (?:street|road|lamp)|if (?:you (?:see|spot)|your))\b"
    r"|witness\w*|any sightings|photos? of (?:any|the|your)|(?:your )?memories|old photos|atgofion|pothole|broken"
    r"|volunteer\w*|lend a hand|can anyone (?:lend|spare|help)"
)
VIEWS = one_of(
    r"views?|ideas?|opinions?|thoughts?|think|feel about|feedback|survey|consultation|comments?|poll|vote"
    r"|prefer\w*|rather"
    r"|priorit\w+|should (?:we|i|the)|say on|have your say|suggestions?|barn|farn|syniadau|sylwadau|ymgynghoriad"
    r"|arolwg|holiadur"
)

_KINDS = {
    name: re.compile(rf"(?<!\w){pattern}")
    for name, pattern in (("quiz", QUIZ), ("contest", CONTEST), ("reports", REPORTS))
}
_VIEWS = re.compile(rf"(?<!\w){VIEWS}(?!\w)")


def by_rule(text: str) -> Found:
    """Return `yes` where a post asks residents for their views; `quiz`, `contest` or `reports` where for those."""
    words = read(text)
    other = next(
        ((name, found) for name, pattern in _KINDS.items() if (found := pattern.search(words.plain))), None
    )
    views = _VIEWS.search(words.plain)
    if other and not (views and other[0] == "reports"):
        return Found(other[0], other[0], "asks no views but", words.quote(*other[1].span()))
    if not invites(text):
        return NO
    said = words.quote(*views.span()) if views else ""
    return Found("yes", "views", "seeks views", said)
