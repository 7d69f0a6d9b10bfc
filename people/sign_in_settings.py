"""How people sign in, as settings.toml says it: the provider, the address the pages have, and for how long."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from store.settings_file import BadSettings, as_table, only_known, written

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LONGEST_HOURS = 168  # a week: who has left, or lost a telephone, isn't let in for longer
KEPT_DAYS, LONGEST_KEPT_DAYS = 365, 3650
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSettings:
    """What is configured. No secret is among it."""

    public_address: str  # where people open the pages: scheme and host, as an origin is written
    metadata_url: str  # of the OpenID provider
    client_id: str
    ask: str  # whom to ask, shown to whoever may not come in
    hours: int = 12  # a sign-in is asked for again after so long
    looks_kept_days: int = KEPT_DAYS  # for how long it is kept by which role a scorecard was looked at
    prompt: str = "select_account"
    verified_domains: tuple[
        str, ...
    ] = ()  # whose addresses the provider vouches for, though it doesn't say so


OWN = frozenset(one.name for one in fields(SignInSettings)) - {"public_address"}


def read(folder: Path) -> SignInSettings | None:
    """Return how people sign in; None where nothing is configured. Raise BadSettings."""
    return of(written(folder))


def of(told: dict[str, Any]) -> SignInSettings | None:
    """Return what settings say of it. Raise BadSettings."""
    address = told.get("public_address")
    origin = _origin(address) if address is not None else ""
    if "sign_in" not in told:
        return None
    table = as_table("sign_in", told["sign_in"])
    only_known("sign_in", table, OWN)
    if not origin:
        raise BadSettings(
            'settings.toml: sign-in needs public_address, such as public_address = "https://two-way.example".'
        )
    return SignInSettings(
        public_address=origin,
        metadata_url=_address("metadata_url", _text(table, "metadata_url")),
        client_id=_text(table, "client_id"),
        ask=_text(table, "ask"),
        hours=_number(table, "hours", 12, least=1, most=LONGEST_HOURS),
        looks_kept_days=_number(table, "looks_kept_days", KEPT_DAYS, least=0, most=LONGEST_KEPT_DAYS),
        prompt=_text(table, "prompt", "select_account"),
        verified_domains=_domains(table.get("verified_domains", [])),
    )


def _origin(told: Any) -> str:
    """Return an address as browsers write its origin."""
    parts = _parts(told)
    if parts is None or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise BadSettings(
            "settings.toml: public_address must be an address without a path, such as https://two-way.example."
        )
    _only_secure("public_address", parts)
    usual = {"https": 443, "http": 80}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")


def _address(name: str, told: str) -> str:
    parts = _parts(told)
    if parts is None:
        raise BadSettings(f"settings.toml: sign_in.{name} must be an address that begins with https://.")
    _only_secure(f"sign_in.{name}", parts)
    return told


def _parts(told: Any) -> SplitResult | None:
    try:
        parts = urlsplit(told) if isinstance(told, str) and told.isprintable() else None
        return parts if parts and parts.hostname and (parts.port is None or parts.port) else None
    except ValueError:  # half an IPv6 address, or no port there is
        return None


def _only_secure(name: str, parts: SplitResult) -> None:
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise BadSettings(f"settings.toml: {name} must begin with https:// (http only for this machine).")


def _text(table: dict[str, Any], name: str, default: str = "") -> str:
    told = table.get(name, default)
    if not isinstance(told, str) or not told.strip() or not told.isprintable():
        raise BadSettings(f'settings.toml: sign_in.{name} must be text, such as {name} = "...".')
    return told.strip()


def _number(table: dict[str, Any], name: str, default: int, *, least: int, most: int) -> int:
    told = table.get(name, default)
    if isinstance(told, bool) or not isinstance(told, int) or not least <= told <= most:
        raise BadSettings(f"settings.toml: sign_in.{name} must be a whole number from {least} to {most}.")
    return told


def _domains(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(
        isinstance(one, str) and DOMAIN.fullmatch(one.lower()) for one in told
    ):
        raise BadSettings(
            'settings.toml: sign_in.verified_domains must be a list of domains, such as ["anytown.example"].'
        )
    return tuple(one.lower() for one in told)
