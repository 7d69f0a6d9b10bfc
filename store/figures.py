"""Everything that a window's figures say, as may be shown: rows alone, for whoever writes them down elsewhere.

The workbook of the command line and that of the page are made of it, so that they can't differ.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from store.published import Row
from store.showing import Person, Showing

Figures = dict[str, Any]


def figures_of(showing: Showing, label: str, *, taken_out: list[str], put_back: list[str]) -> Figures | None:
    """Return the figures of a window; None where nothing was published for it.

    `taken_out` and `put_back`: posts that people's corrections took off the list of who waits since, or put back.
    """
    published, facts = showing.published, showing.published.meta()
    window = next((row for row in published.windows() if row["label"] == label), None)
    if window is None:
        return None
    waiting = showing.waiting_counts(None, marked=taken_out, put_back=put_back, seen_us=showing.seen_us)
    visits = {row["account"]: row for row in published.visits()}
    return {
        "version": published.version,
        "facts": facts,
        "platforms": published.platforms(),
        "window": window,
        "members": [_member(one, showing, label, visits) for one in showing.people.values()],
        "results": _by_member(showing.results(label)),
        "waiting": {row["member"]: row for row in waiting},
        "council": published.council(label),
        "definitions": published.definitions(),
    }


def _member(person: Person, showing: Showing, label: str, visits: Mapping[str, Row]) -> Row:
    seen = {(row["account"], row["sight"]): row["seen"] for row in showing.coverage(person.id, label)}
    accounts = [
        {
            **account,
            "seen": {sight: share for (of, sight), share in seen.items() if of == account["account"]},
            "visit": visits.get(account["account"]),
        }
        for account in person.accounts
    ]
    about = {"member": person.id, "name": person.name, "ward": person.ward, "area": person.area}
    return {**about, "accounts": accounts}


def _by_member(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["member"], {})[row["measure"]] = row
    return found
