"""Facts of a month as the summarise verb makes them, with whichever verdicts a test asks for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from facts import iso
from metrics import all_measures
from metrics.measure import InMonth, Measure, Span
from metrics.statistics.changes import Verdict
from people.redaction import names_of
from pipelines.summarise import documents
from pipelines.summarise.months import after, closes_us
from store.desk import Desk
from store.editions import Edition, keep

Facts = dict[str, Any]
MONTH = "2026-10"
VALUES = {"share": 0.59, "hours": 10.4, "days": 3.0, "count": 12.0, "number": 2.5}


def figure(measure: Measure, verdict: Verdict, month: str) -> Facts:
    """Return a figure's facts. Of a median there is no change."""
    change: Facts | None = None
    if measure.sum_up.is_share and measure.judged_over is not Span.WEEKS:
        change = {"since": after(month, -1), "verdict": verdict.value, "members": 54, "members_either": 57}
        if verdict not in (Verdict.TOO_FEW, Verdict.NOT_COMPARABLE):
            change["difference"] = _difference(verdict)
    series = [_month(measure, after(month, -back)) for back in reversed(range(13))]
    if change:  # the months before were higher where it got worse, and lower where it improved
        for one in series[:-1]:
            one["value"] -= change.get("difference", {"value": 0.0})["value"]
    return {
        "measure": measure.id,
        "version": measure.version,
        "unit": measure.unit.value,
        "better": measure.better,
        "now": series[-1],
        "month_before": series[-2],
        "year_before": series[0],
        "change": change,
        "months": series,
        "ordinary": {"low": series[0]["value"] * 0.8, "high": series[0]["value"] * 1.1},
    }


def _month(measure: Measure, label: str) -> Facts:
    value = VALUES[measure.unit.value]
    met = 286 if measure.sum_up.is_share else None
    ends = {"low": value * 0.9, "high": value * 1.1}
    counts = {"n": 483, "met": met, "members": 53, "members_unknown": 3}
    return {"label": label, "outcome": "measured", "value": value, **ends, **counts}


def _difference(verdict: Verdict) -> Mapping[str, float]:
    if verdict is Verdict.NO_CLEAR_CHANGE:
        return {"value": 0.01, "low": -0.04, "high": 0.06}
    sign = -1 if verdict in (Verdict.WORSE, Verdict.FELL) else 1
    low, high = sorted((sign * 0.03, sign * 0.19))
    return {"value": sign * 0.11, "low": low, "high": high}


def facts(verdicts: Mapping[str, Verdict] | None = None, *, month: str = MONTH, **more: Any) -> Facts:
    """Return the facts of a month; `verdicts` by measure, every other one having improved."""
    told = verdicts or {}
    as_of_us = closes_us(month, ZoneInfo("Europe/London"))

    def those(place: InMonth) -> list[Facts]:
        found = [one for one in all_measures() if one.in_month is place]
        return [figure(one, told.get(one.id, Verdict.IMPROVED), month) for one in found]

    return {
        "schema": 2,
        "kind": "council",
        "council": "Brynmor and Vale Council",
        "country": "wales",
        "time_zone": "Europe/London",
        "is_invented": True,
        "pack": "default",
        "languages": ["en", "cy"],
        "languages_signed": [],
        "month": {"label": month, "from": f"{month}-01T00:00:00Z", "to": f"{after(month)}-01T00:00:00Z"},
        "as_of": iso(as_of_us),
        "figures": those(InMonth.FIGURE),
        "beside": those(InMonth.CHANGE),
        "a_day": [
            {"measure": "answered-within-a-day", "since": after(month, -1), "verdict": Verdict.ROSE.value}
        ],
        "waiting": {"questions": 66, "members": 36, "longest_days": 14.0},
        "silent": {"accounts": 2, "members": 2, "of_accounts": 64},
        "named": {"waiting": [], "silent": [], "examples": [], "redacted": 0},
        "members": {"all": 58, "seen": 55, "not_seen": 2, "not_read": 1},
        "platforms": [{"platform": "x", "name": "X", "accounts": 15, "seen": 14}],
        "definitions": [
            {"measure": one.id, "version": one.version, "since": one.since} for one in all_measures()
        ],
        "revision": 1,
        "changed": [],
    } | more


WHO = {"member": "ada", "name": "Ada Hill", "ward": "Mill Lane", "accounts": ["x:ada"]}


def named(*, waiting: int = 2, silent: int = 2, examples: int = 3, **more: Any) -> Facts:
    """Return who is named in a month's facts: so many of each."""
    line = {"id": "answer", "en": "Answer residents' questions", "cy": ""}
    example = {
        "post": "x:1", "platform": "X", "posted_at": "2026-10-12T09:00:00Z", "url": "https://x.example/ada/1",
        "words": "Bins on Mill Lane come on Friday this week, Ann. I asked the depot.", "line": line,
        "why": "answered within the hour, with where to look next time",
    }  # fmt: skip
    wait = {"longest_days": 6, "is_away": False}
    quiet = {"platform": "Bluesky", "last_at": "2026-09-03T09:00:00Z", "seen_since": "2026-01-01T00:00:00Z"}
    return {
        "waiting": [{**WHO, **wait, **more} for _ in range(waiting)],
        "silent": [{**WHO, **quiet, **more} for _ in range(silent)],
        "examples": [{**WHO, **example, **more} for _ in range(examples)],
        "redacted": 0,
    }


def froze(data: Path, some: Facts, *, names: tuple[str, ...] | None = None) -> Edition:
    """Keep an edition of these facts in a data folder, with what is made of it; `names`: else all that they name."""
    desk, folder = Desk(data / "desk.sqlite"), data / "editions"
    kept = Edition(
        kind="council", month=some["month"]["label"], revision=some["revision"], made_us=1,
        as_of_us=closes_us(some["month"]["label"], ZoneInfo(some["time_zone"])),
        names=names_of(some) if names is None else names,
        facts=keep(folder, documents.written(some), "json"),
        documents={of: keep(folder, one, of[0]) for of, one in documents.built(some).items()},
    )  # fmt: skip
    desk.add_edition(kept)
    desk.close()
    return kept
