"""The evidence as a CSV file in which no cell can be a formula."""

import csv
import io
import re

from dashboard import services
from dashboard.shown import one_look
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
# What makes a spreadsheet program run a cell, in plain, full width, small, raised and lowered form.
LIVE = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u207b\u208c\u208a\u208b\u2212"
SKIPPED = r"[^\S\t\r\n]|[\"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # it may be overlooked
# Where a cell begins: at its own beginning, and wherever a program cuts it that takes another sign than the comma for
# the end of a cell, as those of many countries do. It doesn't see our quotes, which stand in the middle of its cell,
# so that a line ends there too.
BEGINS = re.compile(rf"(?:^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=(?:{SKIPPED})*[{LIVE}]))")


def evidence(viewer: Viewer, member: str, measure: str, label: str) -> str:
    """Return the occasions behind a result as CSV, for a viewer who may see them. Raise NotForYou."""
    with one_look():
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
    """Return a cell that a spreadsheet program shows and never runs, whatever it takes for the end of a cell."""
    return BEGINS.sub("'", cell)
