"""The reports of imports, beside the data: what counts as seen, what was set aside and why. Nobody's words.

A report is kept, and what is said on the screen is not: so it names the accounts on the register, whose erasure takes
it along, and of any other only the lines.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from facts import Seen, from_us, iso
from pipelines.import_.keep import Report
from pipelines.keep.folder import REPORTS, Folder
from pipelines.report import count
from store.writing import write_whole

MOST_LINES = 20  # of one account that is named by its lines


def write(folder: Folder, report: Report) -> None:
    """Keep a report, whole or not at all. Raise OSError or FolderBusy."""
    with folder.locked():  # whoever sweeps holds it too, and so never takes what is being written
        nameless = {*report.refused, *report.ended} - set(folder.desk.registered())
        told = {
            "file": _file(report.file, nameless),
            "kept": report.kept,
            "kept_before": report.already_kept,
            "renewed": report.renewed,
            "seen": [
                {"account": account, "from": iso(start_us), "to": iso(end_us), "sights": sights}
                for account, start_us, end_us, sights in _stretches(report.seen)
                if account not in nameless
            ],
            "notes": [note for note in report.notes if not any(account in note for account in nameless)],
            "set_aside": [
                {
                    "where": _where(one.where, report, nameless),
                    "what": one.what,
                    "todo": one.todo,
                    "code": one.why or one.kind,
                }
                for one in report.troubles
            ],
        }
        (folder.path / REPORTS).mkdir(exist_ok=True)
        path = folder.path / REPORTS / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
        write_whole(path, _in_utf8(json.dumps(told, ensure_ascii=False, indent=2)) + "\n")
    report.written_to = str(path)


def _where(told: str, report: Report, nameless: Collection[str]) -> str:
    """Return where something was set aside, without the name of an account that isn't on the register."""
    if told not in nameless:
        return told
    lines = report.refused.get(told, [])
    if len(lines) < 2:
        return f"line {lines[0]}" if lines else "the file"
    more = f" and {len(lines) - MOST_LINES:,} more" if len(lines) > MOST_LINES else ""
    return f"lines {', '.join(map(str, lines[:MOST_LINES]))}{more}"


def _file(name: str, nameless: Collection[str]) -> str:
    """Return a file's name, unless it may be named after such an account."""
    is_named = any(account.split(":", 1)[1] in name.lower() for account in nameless)
    return f"(its name may name an account){Path(name).suffix}" if is_named else name


def said(report: Report, zone: ZoneInfo) -> Iterator[str]:
    """Yield what is said of an import, in lines; times are the council's."""
    aside = f" {count(report.of_others, 'row')} of other accounts left aside." if report.of_others else ""
    yield f"{report.file}: {count(report.kept, report.what)} kept, {report.already_kept:,} kept before.{aside}"
    if report.renewed:
        yield f"Of these {report.renewed} had come along elsewhere, and now stand in their author's own account."
    for account, start_us, end_us, sights in _stretches(report.seen):
        start, end = (f"{from_us(us).astimezone(zone):%Y-%m-%d %H:%M}" for us in (start_us, end_us))
        yield f"{account} counts as seen from {start} to {end}: {', '.join(sights)}."
    yield from report.notes


def _stretches(seen: Sequence[Seen]) -> Iterator[tuple[str, int, int, list[str]]]:
    """Yield (account, from, to, its sights) of what counts as seen by an import."""
    found: dict[tuple[str, int, int], list[str]] = {}
    for one in seen:
        found.setdefault((one.account, one.from_us, one.to_us), []).append(one.sight.value)
    for (account, start_us, end_us), sights in found.items():
        yield account, start_us, end_us, sights


def forget(folder: Folder, accounts: Sequence[str]) -> int:
    """Remove the reports that name an erased account, or a file named after one, and any that can't be read.

    One that was cut off may name it too: nobody could tell, and it is of no use to anybody. `platform:` stands for
    every account of a platform. Return how many went.
    """
    handles = [handle for account in accounts if (handle := account.split(":", 1)[1])]
    gone = 0
    for path in sorted((folder.path / REPORTS).glob("*.json")):
        if path.is_file() and _may_name(path, accounts, handles):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _may_name(path: Path, accounts: Sequence[str], handles: Sequence[str]) -> bool:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        parts = [told["set_aside"], told.get("seen"), told.get("notes")]
        names, file = json.dumps(parts, ensure_ascii=False).lower(), told["file"].lower()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        return True
    return any(account in names for account in accounts) or any(handle in file for handle in handles)


def _in_utf8(text: str) -> str:
    """Return a text without halves of characters, which a file's name that isn't UTF-8 brings along."""
    return text.encode("utf-8", "replace").decode()
