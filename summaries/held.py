"""What stands on the page that says what is held about a member."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from facts import to_us
from summaries.look import Content
from summaries.printable import NAME, short_or_not_shown
from wording import document, numbers
from wording import held as words
from wording.language import is_draft, language

Facts = Mapping[str, Any]


def held(facts: Facts) -> Content:
    """Return the content of the page in the reader's language."""
    name = short_or_not_shown(facts["member"]["name"], NAME)
    files, zone, published = facts["files"], facts["time_zone"], facts["published"]
    left_out = words.left_out()
    return {
        "template": "held",
        "language": language(),
        "title": words.title(name),
        "council": facts["council"],
        "place": facts["member"]["ward"],
        "draft": document.draft() if is_draft(facts["signed"]) else "",
        "invented": document.invented() if facts["is_invented"] else "",
        "about": [
            words.what_it_is(),
            words.all_rows(sum(one["rows"] for one in files), len(files)),
            words.made(_us(facts["made_at"]), zone),
            words.measured(_us(published["as_of"]) if published else None, zone),
        ],
        "heads": words.heads(),
        "columns": list(words.columns()),
        "groups": [_group(group, head, files) for group, head in words.groups().items()],
        "left_out": [
            *(words.erasing(one) for one in facts["erasing"]),
            *(left_out[one] for one in facts["left_out"]["reasons"]),
        ],
        "read": list(words.how_to_read()),
    }


def _group(group: str, head: str, files: list[Facts]) -> Content:
    holds = words.holds()
    rows = [
        {"file": one["file"], "rows": numbers.rounded(one["rows"]), "holds": holds[one["kind"]]}
        for one in files
        if one["group"] == group
    ]
    return {"id": group, "head": head, "rows": rows}


def _us(told: str) -> int:
    return to_us(datetime.fromisoformat(told))
