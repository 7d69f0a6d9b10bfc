"""Masks what names or reaches a person in a text, by kind: handles, links, e-mail addresses, telephone numbers.

Pure, and linear in the length of the text. What is masked changes no label: a link stays a link, a handle a
handle, and the stops of a sentence stay where they are.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from connectors.connector import Masks
from connectors.folding import Folded, fold
from connectors.kinds import DOT, DOTS, ENDINGS, GAP, LAST_PART, pattern_for
from connectors.links import CUT, cut_link, is_public, stops_of

SOMEONE = "@someone"
NOBODY = "anon"  # where a handle would be no handle; "can someone" asks something, so that word would change labels
ANYWHERE = "somewhere"


@dataclass(frozen=True, slots=True)
class Found:
    """What names somebody, as the eye reads it, and as it was written."""

    match: re.Match[str]
    folded: Folded

    def __getitem__(self, part: str | int) -> Any:
        return self.match[part]

    def written(self, part: str | int = 0) -> str:
        """Return a part as the text has it."""
        return self.folded.written(*self.match.span(part))

    def up_to(self, part: str, since: int | None = None) -> str:
        """Return what the text has from a place (or where this begins) to a part, marks that nobody sees too."""
        start = self.folded.start(self.match.start()) if since is None else self.folded.end(since)
        return self.folded.text[start : self.folded.start(self.match.start(part))]

    def first_of(self, part: str) -> str:
        """Return the first sign of a part as the text has it."""
        start = self.match.start(part)
        return self.folded.written(start, start + 1)

    @property
    def is_odd(self) -> bool:
        """Say whether it was written otherwise than it is read."""
        return self.written() != self.match[0]


def mask_handles(text: str, platform: str, masks: Masks) -> str:
    """Return the text with all that names or reaches a person masked, but the members' and the council's handles."""
    folded = fold(text)
    return mask_found(pattern_for(folded.plain), folded, platform, masks)


def mask_others(text: str, platform: str, masks: Masks) -> str:
    """Return a text in which its author says how to be reached, with all masked that names or reaches others.

    An e-mail address or a telephone number in it is the author's, as far as anybody can tell; a handle or a page isn't.
    """
    folded = fold(text)
    return mask_found(pattern_for(folded.plain), folded, platform, masks, spares=_reaches_author)


def mask_found(
    names: re.Pattern[str],
    folded: Folded,
    platform: str,
    masks: Masks,
    *,
    spares: Callable[[re.Match[str]], bool] = lambda _: False,
) -> str:
    """Return a text with what a pattern of kinds finds in it masked, but for what it `spares`."""
    shown: list[str] = []
    done = 0
    for match in names.finditer(folded.plain):
        if spares(match):
            continue
        masked = MASKED[str(match.lastgroup)](Found(match, folded), platform, masks)
        if masked != match[0]:
            shown += (folded.text[done : folded.start(match.start())], masked)
            done = folded.end(match.end())
    return "".join([*shown, folded.text[done:]]) if done else folded.text


def _reaches_author(match: re.Match[str]) -> bool:
    is_address = match.lastgroup == "address_" and match["way"].lower() in ("mailto:", "tel:", "sms:")
    return is_address or match.lastgroup in ("mail_", "apart_", "spelt_", "telephone_")


def _link(found: Found, _: str, masks: Masks) -> str:
    scheme = found.written("scheme") if found["scheme"] else ""
    is_link = not scheme or scheme.lower() in ("http://", "https://")  # any other spelling is words to a rule
    cut = CUT if is_link else NOBODY + _asked(found["tail"].removesuffix(stops_of(found["tail"])))
    return scheme + cut_link(_host(found["host"]), found["tail"], masks, cut=cut, is_odd=found.is_odd)


def _host(site: str) -> str:
    return re.sub(DOT, ".", site, flags=re.IGNORECASE)


def _address(found: Found, _: str, __: Masks) -> str:
    stops = stops_of(found[0])
    return f"{found.written('way')}{NOBODY}{_asked(found[0].removesuffix(stops))}{stops}"


def _asked(tail: str) -> str:
    """Return the question mark inside an address, where there is one: a rule may see it."""
    return f"?{NOBODY}" if "?" in tail else ""


def _mail(found: Found, platform: str, masks: Masks) -> Any:
    """Return an e-mail address without its name; it may be a handle that somebody wrote without the first @."""
    if masks.is_known(platform, found[0].lower()):
        return found[0]
    elsewhere = ANYWHERE + (f"{found['dot']}{_ending(found['ending'])}" if found["dot"] else "")
    server = found.written("server") if is_public(_host(found["server"])) else elsewhere
    return f"{NOBODY}{found.up_to('server', found.match.start('to'))}{server}"


def _apart(found: Found, _: str, __: Masks) -> str:
    return _without_name(found, "host_apart")


def _spelt(found: Found, _: str, __: Masks) -> str:
    if found["host_spelt"]:
        return _without_name(found, "host_spelt")
    sign, ending = (" ", found["dots"]) if found["dots"] else ("-", found["dashes"])
    return sign.join((NOBODY, "at", ANYWHERE, "dot", _ending(ending.split(sign)[-1])))


def _without_name(found: Found, part: str) -> str:
    """Return an e-mail address whose name stands apart from its host, without the name."""
    start, host = found.match.start(), found[part]
    gap = next(GAP.finditer(found[0][: found.match.start(part) - start]))
    before = found.up_to(part, start + gap.start())
    if is_public(re.sub(DOTS, ".", host, flags=re.IGNORECASE)):
        return f"{NOBODY}{before}{found.written(part)}"
    if gap[0] == " @":  # to a rule it's a handle
        return f"{NOBODY}{before}{SOMEONE[1:] if before[-1] in '@＠' else NOBODY}"
    dot, ending = next(LAST_PART.finditer(host)).groups()
    return f"{NOBODY}{before}{ANYWHERE}{dot}{_ending(ending)}"


def _ending(told: str) -> str:
    return told if re.fullmatch(ENDINGS, told, re.IGNORECASE) else "example"


def _telephone(found: Found, _: str, __: Masks) -> str:
    """Return a number with noughts after its beginning, so that it stays a number to every rule."""
    start, end = found.match.span()
    written = (found.folded.written(at, at + 1) for at in range(start, end))
    return "".join("0" if at > 2 and found[0][at].isdigit() else sign for at, sign in enumerate(written))


def _page(found: Found, _: str, masks: Masks) -> str:
    """Return a page without http:// as it would be with it, in words: a rule may read it as words."""
    host = _host(found["site"])
    rest = found["rest"]
    named = SOMEONE if re.match(r"\W+@", rest) else NOBODY
    asked = _asked(rest[1:].removesuffix(stops_of(rest)))
    shown = cut_link(host, rest, masks, cut=named + asked, is_odd=found.is_odd)
    after = shown.removeprefix(host)
    if shown in (found[0], after):
        return shown
    return found.written("site") + (found.first_of("rest") if after[0] == rest[0] else after[0]) + after[1:]


def _home(found: Found, platform: str, masks: Masks) -> Any:
    """Return a host without the part that is somebody's own."""
    name = found["name"]
    if is_public(name) or masks.is_known(platform, name.lower()):
        return name
    return f"{NOBODY}.{name.split('.', 1)[1]}"


def _user(found: Found, _: str, __: Masks) -> str:
    return f"{found.written('what')}{NOBODY}"


def _query(found: Found, _: str, __: Masks) -> str:
    return f"{found.written('key')}{NOBODY}{stops_of(found[0])}"


def _handle(found: Found, platform: str, masks: Masks) -> Any:
    handle = found["who"].rstrip(".-")
    if not handle or masks.is_known(platform, handle.lower()):
        return found[0]
    at = found.up_to("who")
    first = found.first_of("who")
    if first != handle[0] and not handle[0].isalnum():  # to a rule it's no handle, and stays none
        at += first
    said = SOMEONE if at in ("@", "＠") else f"{at}{NOBODY}"
    return said + found["who"][len(handle) :]


MASKED: dict[str, Callable[[Found, str, Masks], str]] = {
    "link_": _link,
    "address_": _address,
    "mail_": _mail,
    "apart_": _apart,
    "spelt_": _spelt,
    "telephone_": _telephone,
    "page_": _page,
    "home_": _home,
    "user_": _user,
    "query_": _query,
    "handle_": _handle,
}
