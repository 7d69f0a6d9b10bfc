"""Cookies at the front door: who signed in, as Streamlit noted it in theirs, and the short ones of ours."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

REFUSED = "two_way_refused"  # ours, for a minute: why signing in didn't work
USER = "_streamlit_user"  # Streamlit's, signed; a big one is cut into pieces
TOKENS = "_streamlit_user_tokens"  # the provider's own, for signing out there
NEEDED = {  # of what a provider says of somebody; the rest isn't kept, not even in their own browser
    "iss", "sub", "aud", "azp", "iat", "nonce", "jti", "email", "email_verified", "xms_edov", "name",
    "origin", "is_logged_in", "provider",
}  # fmt: skip
SECURE = re.compile(rb";\s*secure\s*(;|$)", re.IGNORECASE)
Header = tuple[bytes, bytes]


def cookies_of(scope: Scope) -> Mapping[str, str]:
    """Return the cookies of a request, by name, exactly as Streamlit reads them: others may stand beside, misspelt."""
    return HTTPConnection(scope).cookies


def claims_of(scope: Scope) -> dict[str, Any]:
    """Return what the provider said of whoever signed in, by their cookie; nothing without one that we signed.

    By it alone nobody is anybody: see people/sign_in.py.
    """
    return _read(cookies_of(scope))


def slimmed(headers: Sequence[Header]) -> list[Header]:
    """Return the headers of a sign-in with what is needed of it alone, in one cookie.

    A provider may send some kilobytes (every group somebody is in): more than a websocket's header may hold, and then
    no page would ever be drawn. Tokens as big are taken away: the provider then asks, at signing out.
    """
    set_: dict[str, tuple[str, str]] = {}  # name -> value, and what stands behind it
    for header, line in headers:
        if header == b"set-cookie":
            told, _, behind = line.decode("latin-1").partition(";")
            key, _, held = told.partition("=")
            set_[key] = held.strip('"'), behind
    claims = _read({name: value for name, (value, _) in set_.items()})
    if not claims:
        return list(headers)
    text = json.dumps({name: claim for name, claim in claims.items() if name in NEEDED})
    signed = create_signed_value(get_cookie_secret(), USER, text).decode("ascii")
    kept = {name: pair for name, pair in set_.items() if not name.startswith(USER)}
    kept[USER] = signed, set_[USER][1]
    if TOKENS in set_:
        is_big = f"{TOKENS}_1" in set_
        kept[TOKENS] = (
            ("", f"{set_[TOKENS][1]}; Max-Age=0") if is_big else set_[TOKENS]
        )  # nor anybody else's before
    others = [pair for pair in headers if pair[0] != b"set-cookie"]
    return others + [
        (b"set-cookie", f"{name}={value};{behind}".encode("latin-1"))
        for name, (value, behind) in kept.items()
    ]


def _read(held: Mapping[str, str]) -> dict[str, Any]:
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        return decode_signed_value(secret, name, held[name].encode("latin-1")) if name in held else None

    try:
        told = json.loads(get_cookie_with_chunks(signed, USER) or b"{}")
    except ValueError:  # signed, and yet no JSON: pieces of two sign-ins
        return {}
    return told if isinstance(told, dict) and told.get("is_logged_in") is True else {}


def cookie(name: str, value: str, *, path: str = "/", max_age_s: int) -> Header:
    """Return the header that sets a cookie no script may read; of no age, that takes it away."""
    told = f"{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={max_age_s}"
    return b"set-cookie", told.encode("latin-1")


def over_https_alone(headers: Sequence[Header]) -> list[Header]:
    """Return the headers of an answer with its cookies never to go another way, whoever sets them.

    Streamlit marks its own only where it ends https by itself, and so leaves them open behind a proxy that does.
    """
    return [
        (name, value + b"; Secure")
        if name.lower() == b"set-cookie" and not SECURE.search(value)
        else (name, value)
        for name, value in headers
    ]


def packed(text: str) -> str:
    """Return a text as it may stand in a cookie."""
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def unpacked(told: str) -> str:
    """Return the text that stands in a cookie; nothing where it can't be read."""
    try:
        return base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)).decode()
    except ValueError:
        return ""
