"""Facts of a member's scorecard as people/scorecard.py makes them: usual, short, and as long as they plausibly get."""

from copy import deepcopy
from dataclasses import asdict
from typing import Any

import guidance
from facts import DAY_US, HOUR_US, iso
from metrics import all_measures
from metrics.measure import Measure

Facts = dict[str, Any]
AS_OF_US = 1_795_824_000_000_000  # 28 November 2026, 00:00 UTC
ACCOUNT = "bluesky:anwen.example"
VALUES = {"share": 0.76, "hours": 2.6, "days": 9.0, "count": 9.0, "number": 2.9}
PARTLY = {
    "code": "partly-seen",
    "sights": ["posts", "replies"],
    "share": 0.68,
    "account": "facebook:anwen",
    "until_us": AS_OF_US - 40 * DAY_US,
    "because": "limit",
}


def row(measure: Measure, *, times: int = 1, **more: Any) -> Facts:
    """Return a result that was measured."""
    value = VALUES[measure.unit.value] * (times if measure.unit.value == "count" else 1)
    is_share = measure.sum_up.is_share
    return {
        "measure": measure.id,
        "version": measure.version,
        "outcome": "measured",
        "value": value,
        "low": value * 0.8 if measure.unit.value in ("share", "hours") else None,
        "high": min(value * 1.1, 1.0) if is_share else value * 1.5 if measure.unit.value == "hours" else None,
        "n": 37 * times,
        "met": 28 * times if is_share else None,
        "unit": measure.unit.value,
        "reason": None,
        "counts": {"asks": 37 * times, "closed": 3 * times, **_also(measure, times)},
    } | more


def _also(measure: Measure, times: int) -> Facts:
    kinds = list(measure.reasons)[: 1 + 2 * times]
    return {
        name: kinds[:2] if also.is_list else dict.fromkeys(kinds, 12 * times) if also.is_of else 4 * times
        for name, also in measure.also.items()
    }


def _history(measure: Measure) -> list[Facts]:
    value = VALUES[measure.unit.value]
    return [
        {
            "label": f"{2025 + month // 12}-{month % 12 + 1:02}",
            "from_us": AS_OF_US - (397 - 30 * place) * DAY_US,
            "to_us": AS_OF_US - (367 - 30 * place) * DAY_US,
            "outcome": "measured",
            "value": value * (0.9 + 0.01 * place),
            "n": 12,
            "met": 9,
        }
        for place, month in enumerate(range(10, 23))
    ]


def account(id_: str = ACCOUNT, **more: Any) -> Facts:
    """Return what was seen of an account."""
    return {
        "account": id_,
        "platform": id_.partition(":")[0],
        "state": "active",
        "last_act_us": AS_OF_US - DAY_US,
        "last_seen_us": AS_OF_US,
        "reason": None,
    } | more


def waits(*days: int, new: int = 0, lost: int = 0) -> Facts:
    """Return what is known of now: who has waited for so many days."""
    still = next(one for one in all_measures() if one.id == "still-waiting")
    counts = {"waiting": len(days), "new": new, "lost": lost, "closed": 2, "marked": 0}
    since = AS_OF_US - 3 * DAY_US if lost else None
    return {
        "waiting": [{"member": "anwen-bowen", **counts, "lost_since_us": since}],
        "longest": [
            {"account": ACCOUNT, "asked_us": AS_OF_US - one * DAY_US - HOUR_US, "seen_until_us": AS_OF_US}
            for one in days[:3]
        ],
        "waits": row(still, value=float(len(days))),
        "away_until_us": None,
    }


def facts(**more: Any) -> Facts:
    """Return the facts of a usual member, for their own eyes."""
    pack = guidance.read()
    measures = all_measures()
    return {
        "schema": 1,
        "kind": "scorecard",
        "council": "Brynmor and Vale Council",
        "time_zone": "Europe/London",
        "is_invented": True,
        "languages_signed": [],
        "member": {"id": "anwen-bowen", "name": "Cllr Anwen Bowen", "ward": "Harbour"},
        "is_own": True,
        "window": {"label": "90 days", "from": iso(AS_OF_US - 90 * DAY_US), "to": iso(AS_OF_US)},
        "is_past": False,
        "as_of": iso(AS_OF_US),
        "read_at": iso(AS_OF_US + HOUR_US),
        "published": "20261128T000000000000-2f8629",
        "platforms": {"bluesky": "Bluesky", "facebook": "Facebook", "mastodon": "Mastodon", "x": "X"},
        "accounts": [account()],
        "guidance": {
            "title": pack.title,
            "lines": [{**asdict(line), "measures": list(line.measures)} for line in pack.lines],
        },
        "results": {one.id: row(one) for one in measures},
        "history": {one.id: _history(one) for one in measures},
        "coverage": [{"account": ACCOUNT, "sight": one, "seen": 1.0} for one in ("posts", "replies")],
        "definitions": [{"measure": one.id, "version": one.version, "since": one.since} for one in measures],
        "now": waits(14, 9),
    } | more


def month(**more: Any) -> Facts:
    """Return the facts of a month that is over."""
    about = {"label": "2026-10", "from": "2026-10-01T00:00:00Z", "to": "2026-11-01T00:00:00Z"}
    return facts(window=about, is_past=True, now=None, **more)


def shortest() -> Facts:
    """Return a member of whom too little was seen for any figure, with no months before."""
    few = {"outcome": "too few", "value": None, "low": None, "high": None, "n": 0, "met": None, "counts": {}}
    results = {one.id: row(one, **few) for one in all_measures() if one.id != "bio"}
    return facts(
        member={"id": "x", "name": "Bo", "ward": ""}, results=results, history={}, now=waits(), is_own=False
    )


def longest() -> Facts:
    """Return the fullest plausible card: long names, thousands, three platforms, all that can stand beside."""
    some = deepcopy(facts())
    some["council"] = "Bath and North East Somerset, Bristol and South Gloucestershire Authority"
    some["member"] |= {
        "name": "Councillor Dr Llywelyn-Rhys ap Gruffydd-Featherstonehaugh OBE",
        "ward": "Llanfairpwllgwyngyll and Upper Featherstone with Nether Wallop",
    }
    ids = (ACCOUNT, "facebook:anwen", "x:anwen")
    some["accounts"] = [account(one) for one in ids]
    some["coverage"] = [
        {"account": id_, "sight": sight, "seen": 0.97 if sight == "posts" else 0.9}
        for id_ in ids
        for sight in ("posts", "replies", "mentions")
    ]
    for one in all_measures():
        full = row(one, times=120)
        if one.is_about_asks:
            full["counts"] |= {"answered_elsewhere": 41}
            full["reason"] = {"code": "left-out", "sights": ["mentions"], "accounts": list(ids)}
        some["results"][one.id] = full
    some["now"] = waits(14, 13, 12, 9, 8, new=1204, lost=812)
    for one in some["now"]["longest"]:
        one["seen_until_us"] = AS_OF_US - 5 * DAY_US
    return some


def unseen() -> Facts:
    """Return a member whose accounts were seen for part of the time: every figure says why there is none."""
    none = {
        "outcome": "unknown",
        "value": None,
        "low": None,
        "high": None,
        "n": None,
        "met": None,
        "counts": {},
    }
    some = facts()
    some["results"] = {
        one.id: row(one, **none, reason={**PARTLY, "share": 0.5 + place / 100})
        for place, one in enumerate(all_measures())
    }
    some["accounts"] = [
        account(state="unknown", reason={"code": "limit"}, last_seen_us=AS_OF_US - 20 * DAY_US)
    ]
    return some
