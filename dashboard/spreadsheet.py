"""The evidence as a CSV file in which no cell can be a formula."""

import csv
import io

from dashboard import services
from dashboard.viewer import Viewer
from facts import iso

COLUMNS = (
    "happened_at",
    "counts",
    "met",
    "value",
    "why",
    "who",
    "platform",
    "post",
    "answer",
    "words",
    "answer_words",
)
# What makes a spreadsheet program run a cell, in plain and in full width, also after spaces that it skips.
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def evidence(viewer: Viewer, member: str, measure: str, label: str) -> str:
    """Return the occasions behind a result as CSV, for a viewer who may see them. Raise NotForYou."""
    behind = services.evidence(viewer, member, measure, label)
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(COLUMNS)
    for row in behind.occasions:
        post, answer = behind.messages.get(row["post"], {}), behind.messages.get(row["answer"], {})
        cells = (
            iso(row["happened_us"]),
            "no" if row["left_out"] else "yes",
            {True: "yes", False: "no", None: ""}[row["met"]],
            "" if row["value"] is None else repr(row["value"]),
            row["why"],
            post.get("who", ""),
            post.get("platform", ""),
            post.get("url", ""),
            answer.get("url", ""),
            post.get("text", ""),
            answer.get("text", ""),
        )
        sheet.writerow([plain(cell) for cell in cells])
    return "\ufeff" + out.getvalue()  # spreadsheet programs take a file without the mark for another alphabet


def plain(cell: str) -> str:
    """Return a cell that a spreadsheet program shows and never runs."""
    return f"'{cell}" if cell.lstrip(" \u00a0\u200b\ufeff").startswith(LIVE) else cell
