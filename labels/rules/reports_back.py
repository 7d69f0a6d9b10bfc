"""Whether a member's message tells residents what they said when they were asked, or what came of it."""

import re

from labels.words import NO, Found, one_of, read

REPORTS_BACK = one_of(
    r"you (?:said|asked|told (?:me|us))\b.{0,120}?\bwe (?:did|have|listened|will|'ve|are)\b",
    r"you said[,:;.]|you told (?:me|us)\b",
    r"(?:the |your )?(?:results?|findings|outcomes?|feedback) (?:of|from) (?:the|our|my|your|this|last)\b",
    r"\d+(?:\.\d+)? ?(?:%|per cent|percent) of (?:you|those|the people who|people who|respondents|replies"
    r"|residents who|answers)\b",
    r"(?:here's|here is|this is) what (?:you|people|residents) (?:said|told|chose|want|thought|voted)\b",
    r"(?:after|following|because of|thanks to|as a result of) your (?:comments|feedback|views|replies|votes|ideas"
    r"|answers|letters|emails)\b",
    r"you (?:voted|chose|picked|preferred|plumped)\b|most of you\b",
    r"(?:nearly|over|more than|almost) (?:half|two thirds|a third) of you\b",
    r"dywedoch|fe ddywedoch|mi ddywedoch|dyma ganlyniadau|canlyniadau'r|canlyniad yr"
    r"|dyma beth (?:ddywedoch|oedd gennych)|% ohonoch|y cant ohonoch|ar ôl eich sylwadau",
)
_REPORTS_BACK = re.compile(rf"(?<!\w){REPORTS_BACK}")


def by_rule(text: str) -> Found:
    """Return whether a member's message reports back, and the words that do."""
    words = read(text)
    found = _REPORTS_BACK.search(words.plain)
    return Found("yes", "reports_back", "reports back with", words.quote(*found.span())) if found else NO
