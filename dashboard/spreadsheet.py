"""The evidence as a CSV file in which no cell can be a formula."""

from dashboard import services
from dashboard.nouns import Evidence, Run
from dashboard.snapshot import one_snapshot
from dashboard.ui.occasions import is_counted
from dashboard.viewer import Viewer
from facts import Unit, iso
from metrics import measure_of
from store.published import Row
from summaries import file_names
from summaries.csvs import for_people
from wording import numbers, reasons, times

COLUMNS = (
    "happened_at_local",
    "happened_at_utc",
    "counts",
    "met",
    "value",
    "value_unit",
    "why",
    "who",
    "platform",
    "post",
    "answered_at_local",
    "answered_at_utc",
    "answer",
    "words",
    "answer_words",
    "member",
    "member_name",
    "measure",
    "definition_version",
    "definition_since",
    "outcome",
    "unit",
    "window",
    "window_from_utc",
    "window_to_utc",
    "time_zone",
    "coverage",
    "as_of_utc",
    "newest_message_utc",
    "published_run",
    "reason",
)


def file_name(member: str, measure: str, label: str) -> str:
    """Return what the file is called: of a register's id, which may hold anything, letters, digits and a few signs."""
    return file_names.file_name(member, measure, label, form="csv")


def evidence(viewer: Viewer, member: str, measure: str, label: str) -> str:
    """Return the occasions behind a result as CSV, for a viewer who may see them. Raise NotForYou.

    Each row says what it is part of, so that a cut or a copy of the sheet still does.
    """
    with one_snapshot():  # the file is made after the page: all of it is of one run
        behind, run = services.evidence(viewer, member, measure, label), services.run(viewer)
        [window] = [row for row in services.windows(viewer) if row["label"] == label]
    about = _about(behind, run, measure, window)
    return for_people(
        COLUMNS, [{**_occasion(row, behind, run, measure), **about} for row in behind.occasions]
    )


def _occasion(row: Row, behind: Evidence, run: Run, measure: str) -> dict[str, str]:
    """Return the cells of one occasion."""
    post, answer = behind.messages.get(row["post"], {}), behind.messages.get(row["answer"], {})
    met = row["met"] if is_counted(row, behind) else None
    return {
        **_times("happened_at", row["happened_us"], run),
        "counts": "yes" if is_counted(row, behind) else "no",
        "met": {True: "yes", False: "no", None: ""}[met],
        "value": "" if row["value"] is None else repr(row["value"]),
        "value_unit": "" if row["value"] is None else _value_unit(behind),
        "why": reasons.occasion(measure_of(measure), row["reason"]),
        "reason": row["reason"]["code"],
        "who": post.get("who", ""),
        "platform": post.get("platform", "") or row["reason"].get("account", "").partition(":")[0],
        "post": post.get("url", ""),
        **_times("answered_at", answer.get("posted_us"), run),
        "answer": answer.get("url", ""),
        "words": post.get("text", ""),
        "answer_words": answer.get("text", ""),
    }


def _about(behind: Evidence, run: Run, measure: str, window: Row) -> dict[str, str]:
    """Return the cells that are the same in each row: what figure this is the evidence of, and what it rests on."""
    result, definition = behind.result, run.definitions.get(measure)
    seen = [f"{row['account']} {row['sight']} {numbers.per_cent(row['seen'])}" for row in behind.coverage]
    return {
        "member": behind.person.id,
        "member_name": behind.person.name,
        "measure": measure,
        "definition_version": str(result["version"]) if result else "",
        "definition_since": definition.since.isoformat() if definition else "",
        "outcome": result["outcome"] if result else "",
        "unit": result["unit"] if result else "",
        "window": window["label"],
        "window_from_utc": iso(window["from_us"]),
        "window_to_utc": iso(window["to_us"]),
        "time_zone": run.zone,
        "coverage": "; ".join(seen),
        "as_of_utc": iso(run.as_of_us),
        "newest_message_utc": iso(run.cut_off_us),
        "published_run": run.version,
    }


def _value_unit(behind: Evidence) -> str:
    """Return what the value of one occasion is counted in: of a share's too, it is how long something took."""
    is_silence = behind.result is not None and behind.result["unit"] == Unit.DAYS
    return Unit.DAYS.value if is_silence else Unit.HOURS.value


def _times(name: str, us: int | None, run: Run) -> dict[str, str]:
    """Return a moment twice: on the council's clock, as the pages show it, and in UTC."""
    local = times.local(us, run.zone).isoformat() if us is not None else ""
    return {f"{name}_local": local, f"{name}_utc": iso(us) if us is not None else ""}
