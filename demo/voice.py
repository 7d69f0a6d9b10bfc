"""How a member goes on about a matter: in lines that no other member joins to it, so that all write differently.

The lines of voice.toml are dealt by a prime number. Line `number` of any list of matters is joined, by the member with
place `seat`, to the line `number + seat` before and `number + 2 * seat` after: any two of the three tell the seat. So
two members' posts share one line at most, which is too little to be a copy (definition 74).
"""

from demo.words import told

PRIME = 61  # lines before, and lines after; as many members never say two of the same


def joined(matter: str, number: int, seat: int) -> str:
    """Return a matter, by its number in its list, as a member says it at length."""
    lines = told("voice")
    before, after = lines["before"][(number + seat) % PRIME], lines["after"][(number + 2 * seat) % PRIME]
    order = (number + seat) % 3
    if order == 0:
        return f"{before} {matter} {after}"
    return f"{matter} {before} {after}" if order == 1 else f"{before} {after} {matter}"
