"""How a member goes on about a matter: in lines that no other member joins to it, so that all write differently.

The lines of voice.toml are dealt by a prime number. Matter `number` of a list is joined, by the member with place
`seat`, to the lines `number + seat` before, `number + 2 * seat` between and `number + 3 * seat` after: any two of the
four tell the seat. So two members' posts share one line at most, which is too little to be a copy (definition 74).
"""

from demo.words import told

PRIME = 61  # lines of each list; as many members never say two of the same


def joined(matter: str, number: int, seat: int) -> str:
    """Return a matter, by its number in its list, as a member says it at length."""
    lists = told("voice")
    before, between, after = (
        lists[name][(number + times * seat) % PRIME]
        for times, name in enumerate(("before", "between", "after"), start=1)
    )
    order = (number + seat) % 3
    if order == 0:
        return f"{before} {matter} {between} {after}"
    return f"{matter} {before} {between} {after}" if order == 1 else f"{before} {between} {after} {matter}"
