"""Masks what names or reaches a person in a text, by kind: handles, links, e-mail addresses, telephone numbers.

Pure, and linear in the length of the text. What is masked changes no label: a link stays a link, a handle a
handle, and the stops of a sentence stay where they are.
"""

import re
from collections.abc import Callable, Iterable

from connectors.connector import Masks
from connectors.links import cut_link, is_public, stops_of

SOMEONE = "@someone"
NOBODY = "anon"  # where a handle would be no handle; "can someone" asks something, so that word would change labels
ANYWHERE = "somewhere"

THIN = "[\u200b-\u200d\u2060\ufeff\u00ad\ufe0f]"  # shown nowhere; some write it after an @ so that nobody is told
AT = rf"(?:[@＠﹫]|%40|&\#0{{0,5}}64;|&\#x0{{0,5}}40;|&commat;)(?:{THIN}){{0,3}}"
DOT = r"(?:\.|\[\.\]|\(\.\))"
BRACKETED_DOT = r"\s?[\[({]\s?dot\s?[\])}]\s?"
BRACKETED_AT = r"\s?[\[({]\s?(?:at|@)\s?[\])}]\s?"
NO_SITE_BEFORE = r"(?<![\w.@＠-])(?<!://)(?<!\[\.\])(?<!\(\.\))"
# What a handle that is a host (Bluesky's) or a site of somebody's own mostly ends in.
ENDINGS = (
    "app|art|bio|blog|cloud|club|co|com|cymru|dev|earth|eu|gg|ie|info|io|link|live|me|net|news|online|org|page|party"
    "|scot|site|social|space|store|tv|uk|us|wales|world|xyz"
)

# In this order, where several fit at one place.
KINDS = {
    # To the next space or quote, or to a comma or the like before another link: one inside it is part of it.
    "link": (
        r"(?P<scheme>https?://(?:[^\s/@<>\"]{1,200}@)?|(?<![^\W_])(?=www\.\w))(?P<host>[\w.-]+)"
        r"(?P<tail>[^\s<>\"]*?)(?=[\s<>\"]|(?<![,;|)])[,;|)]+(?:https?://|www\.)|$)"
    ),
    # Any other scheme there is, and those without slashes that lead to a person.
    "address": (
        r"(?<![a-z0-9+.-])(?P<way>[a-z][a-z0-9+.-]{1,20}(?<!http)(?<!https)://"
        r"|(?:callto|did|facetime|matrix|nostr|skype|sms|tel):(?=[^\s:]))[^\s<>\"]+"
    ),
    "mail": (
        rf"(?<![\w.+'%@＠-])[\w.+'%-]*[\w+-](?P<to>{AT}|{BRACKETED_AT})"
        rf"(?P<server>[\w-]+(?:(?P<dot>{DOT}|{BRACKETED_DOT})(?P<ending>[\w-]+))*)(?:@[\w.-]*\w)*"
    ),
    "spelt": r"(?<![\w.+-])[\w.+-]+ at [\w-]+(?P<dots>(?: dot [\w-]+)+)",
    "telephone": r"(?<![\w+./:-])(?:\+\d{1,3}|00[1-9]|\(0|0)(?:[ ()-]{0,2}\d){8,12}(?![\w/:-])",
    "page": (
        rf"{NO_SITE_BEFORE}(?P<site>(?:[\w-]+{DOT})+(?:[a-z]{{2,24}}|xn--[\w-]+))"
        r"(?P<rest>(?::\d{1,5})?(?:[/?\#\\]|%2f|%3f|%23)[^\s<>\"]*)"
    ),
    "home": rf"{NO_SITE_BEFORE}(?P<name>(?:[\w-]+\.){{2,}}(?:{ENDINGS}))(?![\w@＠-])(?!\.\w)",
    "user": r"(?<![\w/.])(?P<what>/?u/|r/u_|/(?:users?|profiles?)/)[\w-]{3,40}(?!\w)",
    "query": r"(?<=\w)(?P<key>[?&;][\w.\[\]-]{1,40}=)(?!\d+(?:[\s&;.,]|$))[^\s&;<>\"]+",
    "handle": rf"(?<!\w)(?P<at>{AT})(?P<who>(?:[\w.-]|{THIN})+(?:@[\w.-]+)?)",
}
INSIDE_A_WORD = (
    "link",
    "query",
)  # all others begin where a word does, so most places are passed over at once


def _either(kinds: Iterable[str]) -> str:
    return "|".join(f"(?P<{kind}_>{KINDS[kind]})" for kind in kinds)


NAMED = re.compile(
    rf"{_either(INSIDE_A_WORD)}|(?<!\w)(?:{_either(kind for kind in KINDS if kind not in INSIDE_A_WORD)})",
    re.IGNORECASE,
)

# Without one of these a text can hold handles at most, and most messages are looked through in a fifth of the time.
SIGNS = re.compile(r"[/\\\[({%&﹫]|\w[.@＠:;?]\w|\d{3}| dot ", re.IGNORECASE)
HANDLE = re.compile(rf"(?P<handle_>{KINDS['handle']})", re.IGNORECASE)


def mask_handles(text: str, platform: str, masks: Masks) -> str:
    """Return the text with all that names or reaches a person masked, but the members' and the council's handles."""

    def masked(found: re.Match[str]) -> str:
        return MASKED[str(found.lastgroup)](found, platform, masks)

    return (NAMED if SIGNS.search(text) else HANDLE).sub(masked, text)


def _link(found: re.Match[str], _: str, masks: Masks) -> str:
    scheme = found["scheme"].partition("//")[0]
    return (f"{scheme}//" if scheme else "") + cut_link(found["host"], found["tail"], masks)


def _address(found: re.Match[str], _: str, __: Masks) -> str:
    stops = stops_of(found[0])
    return f"{found['way']}{NOBODY}{_asked(found[0].removesuffix(stops))}{stops}"


def _asked(tail: str) -> str:
    """Return the question mark inside an address, where there is one: a rule may see it."""
    return f"?{NOBODY}" if "?" in tail else ""


def _mail(found: re.Match[str], platform: str, masks: Masks) -> str:
    """Return an e-mail address without its name; it may be a handle that somebody wrote without the first @."""
    if masks.is_known(platform, found[0].lower()):
        return found[0]
    elsewhere = ANYWHERE + (f"{found['dot']}{_ending(found['ending'])}" if found["dot"] else "")
    return f"{NOBODY}{found['to']}{found['server'] if is_public(found['server']) else elsewhere}"


def _spelt(found: re.Match[str], _: str, __: Masks) -> str:
    return f"{NOBODY} at {ANYWHERE} dot {_ending(found['dots'].split()[-1])}"


def _ending(told: str) -> str:
    return told if re.fullmatch(ENDINGS, told, re.IGNORECASE) else "example"


def _telephone(found: re.Match[str], _: str, __: Masks) -> str:
    """Return a number with noughts after its beginning, so that it stays a number to every rule."""
    return found[0][:3] + re.sub(r"\d", "0", found[0][3:])


def _page(found: re.Match[str], _: str, masks: Masks) -> str:
    """Return a page without http:// as it would be with it, in words: a rule may read it as words."""
    host = re.sub(DOT, ".", found["site"])
    rest = found["rest"]
    named = SOMEONE if re.match(rf"\W+{AT}", rest, re.IGNORECASE) else NOBODY
    asked = _asked(rest[1:].removesuffix(stops_of(rest)))
    return cut_link(host, rest, masks, cut=named + asked).replace(host, found["site"], 1)


def _home(found: re.Match[str], platform: str, masks: Masks) -> str:
    """Return a host without the part that is somebody's own."""
    name = found["name"]
    if is_public(name) or masks.is_known(platform, name.lower()):
        return name
    return f"{NOBODY}.{name.split('.', 1)[1]}"


def _user(found: re.Match[str], _: str, __: Masks) -> str:
    return f"{found['what']}{NOBODY}"


def _query(found: re.Match[str], _: str, __: Masks) -> str:
    return f"{found['key']}{NOBODY}{stops_of(found[0])}"


def _handle(found: re.Match[str], platform: str, masks: Masks) -> str:
    handle = found["who"].rstrip(".-")
    if not handle or masks.is_known(platform, re.sub(THIN, "", handle).lower()):
        return found[0]
    said = SOMEONE if found["at"] in ("@", "＠") else f"{found['at']}{NOBODY}"
    return said + found["who"][len(handle) :]


MASKED: dict[str, Callable[[re.Match[str], str, Masks], str]] = {
    "link_": _link,
    "address_": _address,
    "mail_": _mail,
    "spelt_": _spelt,
    "telephone_": _telephone,
    "page_": _page,
    "home_": _home,
    "user_": _user,
    "query_": _query,
    "handle_": _handle,
}
