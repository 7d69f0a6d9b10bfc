"""Cuts a link down to what can't name anybody. Pure, and linear in its length.

What stays is on a list, so a site nobody thought of is cut too: a public body's page, the words that say what sort
of page it is, the number of a post where a site opens it without its author, and whoever is on the register.
"""

import re
from functools import lru_cache

from connectors import all_platforms
from connectors.connector import Masks

CUT = "…"
LONGEST_HOST = 253
OWN_SITE = "site"  # what own sites are known under, as accounts are under their platform

# Their pages are about services, not about people.
PUBLIC_BODY = re.compile(
    r"(?:[\w-]+\.)*(?:(?:gov|nhs|police|parliament)\.uk|(?:gov|nhs|senedd)\.wales|(?:gov|nhs|parliament)\.scot"
    r"|(?:llyw|senedd)\.cymru)",
    re.IGNORECASE,
)
PLAIN = re.compile(r"[^@~:%?#＠]*(?:\?[\w-]+=\d+(?:&[\w-]+=\d+)*)?(?:#\d+)?")
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "ltd", "me", "net", "nhs", "org", "plc", "sch"})
FRONTS = frozenset({"forms", "m", "mobile", "old", "www"})  # what may stand before a site's own name
THINGS = frozenset({"event", "events", "news", "status", "statuses"})  # a number after these is no person's
PEOPLE = frozenset({"c", "channel", "in", "people", "profile", "profiles", "u", "user", "users"})
PAGES = THINGS | PEOPLE | {"groups", "hashtag", "i", "post", "posts", "r", "search", "watch", "web"}
# Chosen by a machine, so nobody's name.
NUMBERED = re.compile(
    r"t\.co/\w{1,12}|youtu\.be/[\w-]{11}|(?:www\.|m\.)?youtube\.com/watch\?v=[\w-]{11}",
    re.ASCII | re.IGNORECASE,
)
# By these words of a link a rule knows a survey (labels/invites): they stay, and name nobody.
SURVEY = re.compile(
    r"survey|consult|haveyoursay|have-your-say|engage|smartsurvey|surveymonkey|forms\.office|forms\.gle"
    r"|citizenspace|commonplace|ymgynghor",
    re.IGNORECASE,
)
STATUS = re.compile(r"/@?\w{1,30}/status(?:es)?/(\d{1,19})(?!\w)", re.ASCII | re.IGNORECASE)
PARTS = re.compile(r"[/\\]|%2f", re.IGNORECASE)
STOPS = re.compile(r"[.,;:!?)\]}'’”…*_]+\Z")
PORT = re.compile(r":\d{1,5}(?!\w)")

# A post's address with its author's name, and how the same site opens it without.
PLACE = r"(?P<site>https?://(?:[^\s/@]+@)?(?P<host>[\w.-]+(?::\d{1,5})?))"
POST_PAGES = tuple(
    (re.compile(PLACE + page + r"(?:[/?#]\S*)?", re.ASCII | re.IGNORECASE), how)
    for page, how in (
        (r"/(?:ap/)?users/(?P<name>[^/\s]+)/statuses/(?P<id>\d{1,20})", "/statuses/{}"),  # Mastodon
        (r"/@(?P<name>[^/\s]+)/(?P<id>\d{6,20})", "/statuses/{}"),
        (
            r"/@?(?P<name>\w{1,30})/status(?:es)?/(?P<id>\d{1,19})",
            "/i/status/{}",
        ),  # X, and who shows its posts
    )
)


def cut_link(host: str, tail: str, masks: Masks, *, cut: str = CUT, is_odd: bool = False) -> str:
    """Return a host and what follows it without what may name a person; `cut` stands where something was taken.

    Stops at its end belong to the sentence around it, and stay. What is written oddly may hide a name anywhere.
    """
    stops = stops_of(tail)
    tail = tail.removesuffix(stops) if stops else tail
    if tail in ("", "/"):
        return f"{shown_host(host)}{tail}{stops}"
    is_service = not is_odd and _is_plain(tail) and (is_public(host) or _is_own(host, masks))
    if is_service or NUMBERED.fullmatch(f"{host}{tail}"):
        return f"{host}{tail}{stops}"
    shown = _known(host, tail, masks)
    return f"{shown_host(host)}{_cut(tail, cut) if shown is None else shown}{stops}"


def nameless_page(url: str, masks: Masks) -> str:
    """Return the address of a post without its author's name, where its site opens it so; else as it is."""
    for pattern, how in POST_PAGES:
        found = pattern.fullmatch(url)
        if found and not _is_known(found["host"], found["name"], masks):
            scheme = found["site"].partition("//")[0]
            return f"{scheme}//{found['host']}{how.format(found['id'])}"
    return url


def stops_of(tail: str) -> str:
    """Return the stops at the end of an address."""
    found = STOPS.search(tail)
    return found[0] if found else ""


@lru_cache(maxsize=10_000)
def is_public(host: str) -> bool:
    """Say whether a host is a public body's."""
    return PUBLIC_BODY.fullmatch(host) is not None


@lru_cache(maxsize=10_000)
def shown_host(host: str) -> str:
    """Return a host without what may be somebody's own part of it: `jane.example.org` is `example.org`."""
    labels = host.strip(".").split(".")
    if is_public(host) or labels[-1].isdigit():  # numbers are a machine's
        return host
    is_deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2].lower() in SECOND_LEVEL
    fronts, own = (labels[:-3], labels[-3:]) if is_deep else (labels[:-2], labels[-2:])
    return ".".join([*(shown for label in fronts if (shown := _front(label))), *own])


def _front(label: str) -> str:
    """Return what is shown of a part before a site's own name."""
    found = SURVEY.search(label)
    return label if label.lower() in FRONTS else found[0] if found else ""


def _is_own(host: str, masks: Masks) -> bool:
    """Say whether a host is, or is under, a site of the council's or a member's own: settings are known names too."""
    if len(host) > LONGEST_HOST:
        return False
    labels = host.lower().removeprefix("www.").split(".")
    return any(masks.is_known(OWN_SITE, ".".join(labels[at:])) for at in range(len(labels) - 1))


def _is_plain(tail: str) -> bool:
    return PLAIN.fullmatch(tail) is not None and PEOPLE.isdisjoint(PARTS.split(tail.lower()))


def _is_known(host: str, name: str, masks: Masks) -> bool:
    labels = (label for label in shown_host(host).lower().split(".") if label not in FRONTS)
    site, name = next(labels, ""), name.lower().removeprefix("@")
    if not name:
        return False
    platforms = all_platforms()
    of_site = next((one.id for one in platforms if site in one.sites), site)
    on_server = f"{name}@{host.lower()}"
    return masks.is_known(of_site, name) or any(
        masks.is_known(one.id, on_server) for one in platforms if one.has_many_servers
    )


def _known(host: str, tail: str, masks: Masks) -> str | None:
    """Return a tail that names somebody on the register, or a post on X, as it is shown; None for any other."""
    heads = re.match(rf"(?:/(?:{'|'.join(PEOPLE)})(?=/))*/@?([^/?#\s]+)", tail, re.IGNORECASE)
    is_known = heads is not None and _is_known(host, heads[1], masks)
    is_x = shown_host(host).lower().removeprefix("www.").removeprefix("mobile.") in ("x.com", "twitter.com")
    status = STATUS.match(tail) if is_x else None
    if status:
        return f"/{heads[1] if heads and is_known else 'i'}/status/{status[1]}"
    if heads is None or not is_known:
        return None
    rest = [part for part in PARTS.split(tail[heads.end() :]) if part]
    is_whole = all(part.isdigit() or part.lower() in PAGES for part in rest)
    return tail if is_whole else f"{heads[0]}/{CUT}"


def _cut(tail: str, cut: str) -> str:
    """Return what a tail says of the sort of page it leads to, up to the first part that may name somebody."""
    port = PORT.match(tail)
    start = port[0] if port else ""
    path = tail[len(start) :]
    parts = [part for part in PARTS.split(path) if part]
    kept: list[str] = []
    for part in parts:
        is_thing = part.isdigit() and bool(kept) and kept[-1].lower() in THINGS
        if part.lower() not in PAGES and not is_thing:
            break
        kept.append(part)
    if len(kept) == len(parts):
        return tail
    mark = path[0] if path[0] in "?#" else "/"
    words = (found[0] for found in SURVEY.finditer(path))
    return "".join([start, *(f"/{part}" for part in kept), mark, cut, *words])
