"""In which order people stand in a list: by surname."""

import unicodedata


def surname(name: str) -> str:
    """Return what a name is sorted by: the last word, accents and case aside, then the whole name."""
    signs = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return f"{plain.split()[-1]} {plain}" if plain.split() else ""


def by_surname(name: str, ward: str, id_: str) -> tuple[str, str, str]:
    """Return what a member's place in a list is found by."""
    return surname(name), ward.casefold(), id_
