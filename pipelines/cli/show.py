"""What was published, as JSON and as plain text. The command line is the administrator's: it shows everything."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from facts import Outcome, Window, iso
from guidance import Line
from metrics import all_measures
from metrics.measure import Measure
from people.scorecard import Facts
from pipelines.keep.folder import Folder
from pipelines.measure import calendar
from pipelines.publish.shown import everything, scorecard_of
from pipelines.signs import shown
from wording import listing, reasons

Document = dict[str, Any]


class NotThere(ValueError):
    """What was asked for isn't there; the message says what to do."""

    code = "not-there"


class Shown:
    """The published file as the administrator sees it: live accounts only, the members' own file too."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.showing = everything(folder)
        self._open = self.showing.published
        self._meta = self._open.meta()
        self._platforms = self._open.platforms()

    def members(self) -> list[str]:
        """Return the members there are results for, by id."""
        return list(self.showing.people)

    def results(self, member: str, label: str) -> Document:
        """Return one `show` document. Raise NotThere."""
        self._check(member)
        window = self._window(label)
        rows = {row["measure"]: row for row in self.showing.results(label, member)}
        return {
            "member": member,
            "as_of": iso(int(self._meta["as_of_us"])),
            "window": {"from": iso(window.from_us), "to": iso(self._end(window)), "label": label},
            "published": self._open.version,
            "results": [
                self._result(rows[m.id] if m.id in rows else _not_published(m, label)) for m in all_measures()
            ],
        }

    def evidence(self, member: str, measure: str, label: str) -> Document:
        """Return the occasions behind one result, and what was left out of it. Raise NotThere."""
        self._check(member)
        known = {m.id: m for m in all_measures()}
        if measure not in known:
            raise NotThere(f"No measure is called {measure}. There are: {', '.join(known)}.")
        self._window(label)
        rows = self.showing.occasions(member, measure, label)
        messages = self.showing.messages({row["post"] for row in rows if row["post"]})
        urls = {post: row["url"] for post, row in messages.items()}
        told = [(row["left_out"], _occasion(row, urls, known[measure])) for row in rows]
        return {
            "occasions": [one for is_left_out, one in told if not is_left_out],
            "left_out": [one for is_left_out, one in told if is_left_out],
        }

    def scorecard(self, member: str, label: str) -> Facts:
        """Return the facts of a member's scorecard, what is for their own eyes too. Raise NotThere."""
        self._check(member)
        if all(row["label"] != label for row in self._open.windows()):
            raise NotThere(f"Nothing of {label} was published: {', '.join(self._months())} were.")
        return scorecard_of(self._folder, self.showing, member, label)

    def _months(self) -> list[str]:
        return [row["label"] for row in self._open.windows() if row["kind"] == "month"]

    def _result(self, row: Mapping[str, Any]) -> Document:
        names = ("measure", "version", "outcome", "value", "low", "high", "n", "met", "unit")
        why = reasons.why(row["reason"], self._platforms) if row["reason"] else None
        return {
            **{name: row[name] for name in names},
            "why": why,
            "reason": _written(row["reason"]),
            "counts": row["counts"],
        }

    def _check(self, member: str) -> None:
        if member not in self.showing.people:
            raise NotThere(
                f"There are no results for {member}: not on the register, no live consent, or not measured yet."
            )

    def _window(self, label: str) -> Window:
        for row in self._open.windows():
            if row["label"] == label:
                return Window(**row)
        return calendar.month(date.fromisoformat(f"{label}-01"), self._folder.settings.zone)

    def _end(self, window: Window) -> int:
        return int(self._meta["as_of_us"]) if window.label == calendar.LAST_90_DAYS else window.to_us


def _not_published(measure: Measure, label: str) -> dict[str, Any]:
    """Return the result of a month nothing was published for: unknown, never zero."""
    return {
        "measure": measure.id,
        "version": measure.version,
        "outcome": Outcome.UNKNOWN.value,
        **dict.fromkeys(("value", "low", "high", "n", "met")),
        "unit": measure.unit.value,
        "reason": {"code": "not-published", "window": label},
        "counts": {},
    }


def _written(reason: reasons.Reason | None) -> Document | None:
    """Return a reason as JSON holds it: moments as ISO 8601."""
    if reason is None:
        return None
    told: Document = {
        (f"{name.removesuffix('_us')}_at" if name.endswith("_us") else name): (
            iso(value) if name.endswith("_us") else value
        )
        for name, value in reason.items()
    }
    return {**told, "beside": _written(told["beside"])} if "beside" in told else told


def _occasion(row: Mapping[str, Any], urls: Mapping[str, str], measure: Measure) -> Document:
    return {
        "happened_at": iso(row["happened_us"]),
        "url": urls.get(row["post"]) or None,
        "met": row["met"],
        "value": row["value"],
        "post": row["post"],
        "answer": row["answer"],
        "why": reasons.occasion(measure, row["reason"]),
        "reason": row["reason"],
    }


def line_document(line: Line, language: str) -> Document:
    """Return one line of the guidance as `lines --json` gives it."""
    return {
        "id": line.id,
        "words": line.words.in_language(language),
        "do": line.do,
        "measures": list(line.measures),
        "not_seen_because": line.not_seen_because or None,
        "self_check": line.self_check or None,
    }


def as_text(document: Document) -> Iterable[str]:
    """Yield a `show` document as lines for reading."""
    window = document["window"]
    yield listing.head(document["member"], window["label"], document["as_of"])
    for result in document["results"]:
        yield f"  {result['measure']:24} {listing.result(result)}"


def to_json(document: Any) -> str:
    """Return one JSON document, as every `--json` prints it; signs that move a terminal stand in it as escapes."""
    return shown(json.dumps(document, ensure_ascii=False, indent=2), keep="\n")
