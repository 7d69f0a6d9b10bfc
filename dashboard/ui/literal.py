"""Text as it is, where Streamlit would read it as Markdown: in titles, labels, help, notes.

Streamlit makes links, pictures, formulas, colours, icons, emoji and arrows of what it is given there. Names, wards,
a council's own words and all else that somebody typed goes through `literal` on its way into such a place; what we
draw ourselves goes through markup.el, which escapes it as HTML.
"""

import re

JOINER = "\u2060"  # not seen and not read aloud: it keeps two characters from being taken for a sign
# Signs that are looked for once backslashes are gone: :emoji:, :material/icon:, web and mail addresses, ...
SIGNS = re.compile(r"(?<=[:@])|(?<=www)(?=\.)", re.IGNORECASE)
ARROWS = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")  # ... and what is drawn as one of → ← ↔ — ≥ ≤ ≈
PUNCTUATION = re.compile(r"[!-&(-+\--/:-@\[-`{-~]")  # all of ASCII's but ' and , which never mean anything


def literal(text: str) -> str:
    """Return a text so that Streamlit's Markdown shows it letter by letter, in one line."""
    line = " ".join(text.split())
    line = ARROWS.sub(lambda found: found[1][0] + JOINER + found[1][1:], SIGNS.sub(JOINER, line))
    return PUNCTUATION.sub(r"\\\g<0>", line)
