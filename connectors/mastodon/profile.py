"""Reads what a Mastodon account says of itself: its note, and the rows of names and values below it. Pure."""

from connectors.about import in_lines
from connectors.items import inside, listed
from connectors.mastodon.plain import plain_text
from connectors.mastodon.shapes import Profile

MOST_ROWS = 20  # Mastodon shows four


def profile_text(profile: Profile) -> str | None:
    """Return what an account says of itself as plain text; None where its server doesn't say.

    Who is mentioned in it the server doesn't tell by name: each is @someone.
    """
    if not isinstance(profile.note, str):
        return None
    rows = (_row(one) for one in listed(profile.fields)[:MOST_ROWS])
    return in_lines(plain_text(profile.note, {}), *rows)


def _row(field: object) -> str | None:
    name, value = inside(field, "name"), inside(field, "value")
    if not isinstance(name, str) or not isinstance(value, str):
        return None
    return f"{plain_text(name, {})}: {plain_text(value, {})}"
