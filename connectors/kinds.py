"""Knows the kinds of what names or reaches a person in a text: how each is written, and what none is without.

They are read in the copy that `connectors.folding` makes, and every pattern is linear in the length of the text.
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind: what has to be in a text that holds one, and the whole of it."""

    first: str  # the characters a sign begins with: most texts have none of them
    sign: str  # what is after one of these, and again before
    pattern: str


DOT = r"(?:[.。]|\[\.\]|\(\.\)|\[dot\]|\(dot\)|\{dot\})"
DOT_SIGN = r"\[\.\]|\(\.\)"
BRACKETED_DOT = r"\s?[\[({]\s?dot\s?[\])}]\s?"
BRACKETED_AT = r"\s?[\[({<]\s?(?:at|@)\s?[\])}>]\s?"
NO_SITE_BEFORE = r"(?<![\w.。@-])(?<!://)(?<!\[\.\])(?<!\(\.\))(?<!\[dot\])(?<!\(dot\))(?<!\{dot\})"
TOP = r"(?:[a-z]{2,24}|xn--[\w-]+)"
# What a handle that is a host (Bluesky's) or a site of somebody's own mostly ends in.
ENDINGS = (
    "app|art|bio|blog|cloud|club|co|com|cymru|dev|earth|eth|eu|gg|gy|ie|info|io|link|live|me|net|news"
    "|online|org|page|party|scot|site|social|space|store|team|tv|uk|us|wales|world|xyz"
)

# "at" and "@" between spaces also say where something is: a name before them is one at a provider of e-mail, and one
# written as only names in addresses are. The site alone is never a person.
PROVIDERS = (
    r"(?:(?:g|google|hot|proton|fast|y|rocket|e|hush|zoho|in)?mail|outlook|icloud|yahoo|aol|msn|btinternet|btopenworld"
    r"|talktalk|virginmedia|ntlworld|blueyonder|tiscali|tutanota|proton|gmx)\.(?:co\.uk|com|net|org|me|uk|de|ie)(?!\w)"
)
NO_NAMES = (
    "a|account|accounts|address|and|are|available|contact|e-?mail|found|here|in|is|it|log|look|looked|looking|mail"
    "|me|more|news|now|only|or|out|page|sign|signed|site|story|support|team|the|them|this|up|us|was|you"
)
DOT_WORD = rf"(?:{BRACKETED_DOT}|{DOT_SIGN}| dot )"
DOTS = rf"(?:\.|{DOT_WORD})"
DOT_WORDS = rf"(?:[\w+'-]{{1,64}}{DOT_WORD})"
HOST = rf"(?:[\w-]{{1,63}}\.)+(?:{ENDINGS}|(?-i:[a-z]{{2}}))(?![\w-])"
# Two words with a dot are also the end of a sentence and the beginning of the next.
DOTTED = rf"[^\W\d_]+(?:_|\.(?-i:(?![A-Z])))(?!(?:{NO_NAMES}|{ENDINGS}|pdf)(?!\w))[^\W\d_]{{2}}[\w.+-]*"

DASH = "[-‒–—−]"
# Between a name and a host that are apart, and between the last parts of a host.
GAP = re.compile(rf"(?:{BRACKETED_AT}| ?@ ?| at |_at_|[\[({{]a[\])}}])\Z", re.IGNORECASE)
LAST_PART = re.compile(rf"({DOTS})([\w-]+)\Z", re.IGNORECASE)
BETWEEN = rf"(?: {DASH} |[ ()‒–—−-]{{0,2}})"  # digits of a number
# Days, opening hours, ages and counting begin with a nought too.
NO_NUMBER = (
    rf"(?!0[1-9] ?[./-] ?(?:0[1-9]|[12]\d|3[01]) ?[./-] ?(?:(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|0[1-9] (?:0[1-9]|[12]\d|3[01]) (?:19|20)\d\d(?!\d)"
    rf"|0\d[0-5]\d ?{DASH} ?[0-2]\d[0-5]\d(?!\d)"
    rf"|0 ?{DASH} ?\d{{1,2}}(?![\d-])|0 1 2|0\d 0\d 0\d)"
)
NUMBER = "|".join(
    (
        rf"0[1-35789](?:{BETWEEN}\d){{8,9}}(?!\d|[^\W\dxe]|[:-]\d)",  # of this country: what follows hardly matters
        # With dots and strokes too; a year between strokes makes it a number of a file.
        r"(?=0(?:[./]?\d){9,10}(?![./]?\d))0\d{2,4}[./](?!(?:19|20)\d\d[./])\d{3,4}[./]?\d{3,4}(?!\w|[:-]\d)",
        r"\+\d{1,3}(?:[ ()./‒–—−-]{0,3}\d){8,12}(?![\w/:-])",
        rf"(?:00[1-9]|\(0|0)(?:{BETWEEN}\d){{8,12}}(?![\w/:-])",
    )
)

# In this order, where several fit at one place.
KINDS = {
    # To the next space or quote, or to a comma or the like before another link: one inside it is part of it.
    "link": Kind(
        ":.",
        r"(?<=:)//|(?<=www\.)\w",
        r"(?:(?P<scheme>https?://)(?:[^\s/@<>\"]{1,200}@)?|(?<![^\W_])(?=www\.\w))(?P<host>[\w.。-]+)"
        r"(?P<tail>[^\s<>\"]*?)(?=[\s<>\"]|(?<![,;|)])[,;|)]+(?:https?://|www\.)|$)",
    ),
    # Any other scheme there is, and those without slashes that lead to a person.
    "address": Kind(
        ":",
        r"(?<=[a-z\d+.-]:)[^\s:]",
        r"(?<![a-z0-9+.-])(?P<way>[a-z][a-z0-9+.-]{1,20}(?<!http)(?<!https)://"
        r"|(?:callto|did|facetime|matrix|nostr|skype|sms|tel):(?=[^\s:])"
        r"|(?:acct|mailto|sips?|xmpp):(?=[^\s:@]+(?:\s|$)))[^\s<>\"]+",
    ),
    "mail": Kind(
        "@[({<",
        r"(?<=[\w+-]@)|(?<=[\[({<])\s?(?:at|@)",
        rf"(?<![\w.+'%@-])[\w.+'%-]*[\w+-](?P<to>@|{BRACKETED_AT})"
        rf"(?P<server>[\w-]+(?:(?P<dot>[.。]|{DOT_SIGN}|{BRACKETED_DOT})(?P<ending>[\w-]+))*)(?:@[\w.-]*\w)*",
    ),
    "apart": Kind(
        "@ _[({",
        rf"(?<=@)(?: [\w-]+\.\w|{PROVIDERS})|(?<= )at [\w-]+\.\w|(?<=_)at_\w|(?<=[\[({{])a[\])}}]\w",
        rf"(?<![\w.+'%@-])(?:(?!(?:{NO_NAMES})(?!\w))[\w.+'-]*[\w+-](?:(?: ?@ ?| at )(?={PROVIDERS})"
        rf"|(?:_at_|[\[({{]a[\])}}])(?={HOST}))"
        rf"|{DOTTED}(?: ?@ | at )(?={HOST}))(?P<host_apart>[\w-]+(?:\.[\w-]+)+)",
    ),
    "spelt": Kind(
        " [({-",
        r"(?<=[ -])dot[ -]|(?<=[\[({])\s?(?:dot|\.)",
        rf"(?<![\w.+-])(?:{DOT_WORDS}{{0,4}}[\w.+-]+ at [\w-]+(?P<dots>(?: dot [\w-]+)+)"
        rf"|{DOT_WORDS}{{1,4}}[\w+'-]+(?:{BRACKETED_AT}| ?@ ?| at )(?P<host_spelt>[\w-]+(?:{DOTS}[\w-]+)+)"
        r"|[\w.+-]+-at-\w+(?P<dashes>(?:-dot-\w+)+))",
    ),
    # Two with a stroke between them are two.
    "telephone": Kind(
        "0123456789",
        r"(?<=\d)(?:[^\w\n]{0,3}\d){8}",
        rf"(?<![\w+-])(?<!\d[./:])(?<![^\W\d]/){NO_NUMBER}(?:{NUMBER})(?: ?/ ?(?:{NUMBER}))?",
    ),
    "page": Kind(
        ".。])}",
        rf"(?<=[.。\])}}]){TOP}(?::\d|[/?\#\\])",
        rf"{NO_SITE_BEFORE}(?P<site>(?:[\w-]+{DOT})+{TOP})(?P<rest>(?::\d{{1,5}})?[/?\#\\][^\s<>\"]*)",
    ),
    "home": Kind(
        ".",
        r"(?<=\.)[\w-]+\.\w",
        rf"{NO_SITE_BEFORE}(?P<name>(?:[\w-]+\.){{2,}}(?:{ENDINGS}))(?![\w@-])(?!\.\w)",
    ),
    # Road users/cyclists are nobody in particular.
    "user": Kind(
        "/_",
        "(?<=u/)|(?<=u_)|(?<=user/)|(?<=users/)|(?<=profile/)|(?<=profiles/)",
        r"(?<![\w/.])(?P<what>/?u/|r/u_|/(?:users?|profiles?)/"
        r"|users/(?!(?:[\w-]*s|day|hour|month|people|public|staff|time|week|year)(?![\w-])))[\w-]{3,40}(?!\w)",
    ),
    "query": Kind(
        "?&;",
        r"(?<=[?&;])[\w.\[\]-]{1,40}=",
        r"(?<=\w)(?P<key>[?&;][\w.\[\]-]{1,40}=)(?!\d+(?:[\s&;.,]|$))[^\s&;<>\"]+",
    ),
    "handle": Kind("@", "", r"(?<!\w)@(?P<who>[\w.-]+(?:@[\w.-]+)?)"),
}
INSIDE_A_WORD = {
    "link",
    "query",
}  # all others begin where a word does, so most places are passed over at once
RARE = {"apart", "spelt"}  # and dear to look for


def _pattern(kinds: Iterable[str]) -> re.Pattern[str]:
    told = {kind: f"(?P<{kind}_>{KINDS[kind].pattern})" for kind in kinds}
    anywhere = [told.pop(kind) for kind in KINDS if kind in INSIDE_A_WORD & told.keys()]
    return re.compile("|".join([*anywhere, rf"(?<!\w)(?:{'|'.join(told.values())})"]), re.IGNORECASE)


def _signs(kinds: Collection[str]) -> re.Pattern[str]:
    first = re.escape("".join(KINDS[kind].first for kind in kinds))
    return re.compile(f"[{first}](?:{'|'.join(KINDS[kind].sign for kind in kinds)})", re.IGNORECASE)


NAMED = _pattern(KINDS)
USUAL = _pattern(kind for kind in KINDS if kind not in RARE)
HANDLE = _pattern(["handle"])
SIGNS = _signs([kind for kind in KINDS if kind != "handle"])
RARE_SIGNS = _signs(RARE)


def pattern_for(plain: str) -> re.Pattern[str]:
    """Return a pattern that finds in a text what `NAMED` would, and is quicker where it can be: mostly."""
    if not SIGNS.search(plain):
        return HANDLE
    return NAMED if RARE_SIGNS.search(plain) else USUAL
