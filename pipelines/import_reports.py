"""The reports of imports, beside the data: what was set aside and why. Line numbers and reasons, nobody's words."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipelines.folder import REPORTS, Folder
from pipelines.keeping import Report
from store.writing import write_whole


def write(folder: Folder, report: Report) -> None:
    """Keep a report, whole or not at all. Raise OSError or FolderBusy."""
    set_aside = [{"where": one.where, "what": one.what, "todo": one.todo} for one in report.troubles]
    told = {
        "file": report.file,
        "kept": report.kept,
        "kept_before": report.already_kept,
        "set_aside": set_aside,
    }
    with folder.locked():  # whoever sweeps holds it too, and so never takes what is being written
        (folder.path / REPORTS).mkdir(exist_ok=True)
        path = folder.path / REPORTS / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
        write_whole(path, _in_utf8(json.dumps(told, ensure_ascii=False, indent=2)) + "\n")
    report.written_to = str(path)


def forget(folder: Folder, accounts: Sequence[str]) -> None:
    """Remove the reports that name an erased account, or a file named after one, and any that can't be read.

    One that was cut off may name it too: nobody could tell, and it is of no use to anybody.
    """
    handles = [account.split(":", 1)[1] for account in accounts]
    for path in sorted((folder.path / REPORTS).glob("*.json")):
        if path.is_file() and _may_name(path, accounts, handles):
            path.unlink(missing_ok=True)


def _may_name(path: Path, accounts: Sequence[str], handles: Sequence[str]) -> bool:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        set_aside, file = json.dumps(told["set_aside"], ensure_ascii=False).lower(), told["file"].lower()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        return True
    return any(account in set_aside for account in accounts) or any(handle in file for handle in handles)


def _in_utf8(text: str) -> str:
    """Return a text without halves of characters, which a file's name that isn't UTF-8 brings along."""
    return text.encode("utf-8", "replace").decode()
