"""What the reports of imports say of a member's accounts: what counts as seen by each, and what was set aside."""

import json
from collections.abc import Iterator
from typing import Any

from pipelines.keep.export.kind import Batches, Kind, in_order
from pipelines.keep.export.of_archive import POSTED
from pipelines.keep.export.sources import Sources
from pipelines.keep.folder import REPORTS

COLUMNS = ("report", "account", "about", "from_at", "to_at", "sights", "what", "todo", "code")


def _rows(found: Sources) -> Batches:
    return in_order(COLUMNS, _told(found))


def _told(found: Sources) -> Iterator[dict[str, Any]]:
    """Yield what is told of the accounts; the file's name is left out, which may name others too."""
    nothing = dict.fromkeys(COLUMNS, "")
    mine = set(found.member.shown)
    for path in sorted((found.folder.path / REPORTS).glob("*.json")):
        try:
            report = json.loads(path.read_text(encoding="utf-8"))
            seen, aside = report.get("seen", []), report.get("set_aside", [])
        except (OSError, ValueError, AttributeError, RecursionError):
            continue  # an erasure removes what can't be read
        for one in seen:
            if one["account"] in mine:
                yield {
                    **nothing, "report": path.stem, "account": one["account"], "about": "seen",
                    "from_at": one["from"], "to_at": one["to"], "sights": " ".join(one["sights"]),
                }  # fmt: skip
        for one in aside:
            if one["where"] in mine:
                yield {
                    **nothing, "report": path.stem, "account": one["where"], "about": "set aside",
                    "what": one["what"], "todo": one["todo"], "code": one["code"],
                }  # fmt: skip


KINDS = (Kind(id="imports", group=POSTED, of=("folder.imports",), columns=COLUMNS, rows=_rows),)
