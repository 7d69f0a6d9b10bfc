"""A member's scorecard as one document of facts: numbers, codes, moments, and the words of the council's guidance.

Made in one place for the page's downloads, the command line and the post, of the published rows that the page shows,
less everything whose consent isn't live now. docs/scorecard.md says what each name means.
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from facts import iso
from guidance import Line, Pack
from people import corrections, waiting
from store.desk import Desk
from store.opened import Row
from store.showing import Showing

SCHEMA = 1
LAST_90_DAYS = "90 days"
LONGEST_WAITS = 3  # of those who wait: the rest is counted
MONTHS = 13
Facts = dict[str, Any]


def scorecard(
    showing: Showing,
    desk: Desk,
    pack: Pack,
    member: str,
    label: str,
    *,
    now_us: int,
    own: bool,
    signed: Collection[str] = (),
) -> Facts:
    """Return the facts of a member who may be shown, for a window there are results for.

    `own`: it is for the member's own eyes, and `showing` holds what is for those too; `signed`: languages whose
    translation somebody has signed.
    """
    meta, person = showing.published.meta(), showing.people[member]
    windows = {row["label"]: row for row in showing.published.windows()}
    read_us, window = max(now_us, int(meta["as_of_us"])), windows[label]
    is_past = label != LAST_90_DAYS and window["to_us"] <= read_us
    return {
        "schema": SCHEMA,
        "kind": "scorecard",
        "council": meta["council"],
        "time_zone": meta["time_zone"],
        "is_invented": meta["invented"] == "yes",
        "languages_signed": sorted(signed),
        "member": {"id": person.id, "name": person.name, "ward": person.ward},
        "is_own": own,
        "window": {"label": label, "from": iso(window["from_us"]), "to": iso(window["to_us"])},
        "is_past": is_past,
        "as_of": iso(int(meta["as_of_us"])),
        "read_at": iso(read_us),
        "published": showing.published.version,
        "platforms": showing.published.platforms(),
        "accounts": [_account(row) for row in person.accounts],
        "guidance": {"title": pack.title, "lines": [_line(line, own=own) for line in pack.lines]},
        "results": {
            row["measure"]: _without(row, "member", "label") for row in showing.results(label, member)
        },
        "history": _history(showing, member, window["to_us"], windows),
        "coverage": showing.coverage(member, label),
        "definitions": showing.published.definitions(),
        "now": None if is_past else _now(showing, desk, member, now_us),
    }


def _now(showing: Showing, desk: Desk, member: str, now_us: int) -> Facts:
    """Return what is of now and of no past month: who waits, and until when the member is away."""
    longest = waiting.page(showing, desk, member, group="waiting", limit=LONGEST_WAITS)
    last_90_days = {row["measure"]: row for row in showing.results(LAST_90_DAYS, member)}
    return {
        "waiting": waiting.counts(showing, desk, member),
        "longest": [
            {name: row[name] for name in ("account", "asked_us", "seen_until_us")} for row in longest
        ],
        "waits": last_90_days.get("still-waiting"),
        "away_until_us": corrections.away_until(desk, now_us).get(member),
    }


def _account(row: Row) -> Facts:
    """Return what was seen of an account; its handle is not needed."""
    return {
        name: row[name] for name in ("account", "platform", "state", "last_act_us", "last_seen_us", "reason")
    }


def _line(line: Line, *, own: bool) -> Facts:
    """Return a line of the guidance; the question to oneself is for nobody else to read."""
    return {**asdict(line), "measures": list(line.measures), "self_check": line.self_check if own else ""}


def _history(showing: Showing, member: str, to_us: int, windows: dict[str, Row]) -> dict[str, list[Facts]]:
    """Return the months up to a window's end, by measure, oldest first."""
    found: dict[str, list[Facts]] = {}
    for row in showing.series(member, None):
        if row["kind"] == "month" and row["from_us"] < to_us:
            month = {**_without(row, "measure", "kind"), "to_us": windows[row["label"]]["to_us"]}
            found.setdefault(row["measure"], []).append(month)
    return {measure: months[-MONTHS:] for measure, months in found.items()}


def _without(row: Row, *names: str) -> Facts:
    return {name: one for name, one in row.items() if name not in names}
