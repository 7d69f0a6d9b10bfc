"""What each table and column of a published file means, read where it is written: in published.sql.

Whoever takes a table elsewhere (pipelines/tables/) takes these words with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCHEMA = Path(__file__).with_name("published.sql")
TABLE = re.compile(r"((?:^--[^\n]*\n)*)^create table (\w+) \((.*?)\);", re.MULTILINE | re.DOTALL)
COLUMN = re.compile(
    r"^\s*(\w+) (varchar|bigint|integer|double|boolean)( primary key)?( not null)?,?\s*(?:--\s*(.*))?$"
)
GOES_ON = re.compile(r"^\s*--\s*(.*)$")

# What published.sql leaves to the names of tables and columns.
NAMES = {"members": "One row a member of this run."}
COMMON = {
    "meta.name": "the fact's name; folder is left out where tables are handed on",
    "meta.value": "what it is",
    "members.name": "the member's name",
    "platforms.name": "what it is called",
    "occasions.met": "whether it counts towards the numerator of a share",
    "messages.kind": "post, reply, share, quote",
    "unseen.from_us": "the first moment that wasn't seen",
    "unseen.to_us": "the first moment that was seen again",
    "account": "the member's account, written platform:handle",
    "as_of_us": "the moment it was measured as of",
    "from_us": "the first moment of the window",
    "handle": "the account's name on its platform",
    "happened_us": "when it happened",
    "is_removed": "taken down by its author: its words and its link are gone",
    "label": "the window: a month (2026-10), a week (2026-W43) or 90 days",
    "measure": "the measure's id",
    "member": "the member's id on the register",
    "met": "the numerator, where the figure is a share",
    "n": "occasions; empty where unknown",
    "outcome": "measured, too few, not visible or unknown; only measured has a value",
    "platform": "the platform's id",
    "post": "the message's id",
    "posted_us": "when it was posted",
    "high": "the upper end of its 95 % range, where it has one",
    "sight": "of what: posts or replies",
    "tried_us": "when the account was last visited",
    "asked_us": "when it was asked",
    "unit": "what value, low and high are counted in: share, hours, days, count, number",
    "url": "the link that opens it; empty where there is none",
    "value": "the figure; empty unless outcome is measured",
    "version": "of the measure's definition",
    "text": "its words",
    "ward": "the member's ward",
}
LENGTHS = {"waited_us"}  # the other columns in microseconds are moments
NEVER_ENDS = {"token_ends_us"}  # but that 0 means never here, which is no moment

# What tells a row from all others, where published.sql has no key of it. Occasions have none.
KEYS: dict[str, tuple[str, ...]] = {
    "results": ("member", "measure", "label"),
    "series": ("member", "measure", "label"),
    "coverage": ("account", "sight", "label"),
    "council": ("measure", "label"),
    "waiting": ("account", "post"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `kind` is the engine's type, `unit` what it is counted in, where it is."""

    name: str
    kind: str
    is_key: bool
    may_be_null: bool
    meaning: str

    @property
    def is_moment(self) -> bool:
        """Say whether it is a moment, in microseconds."""
        return self.name.endswith("_us") and self.name not in LENGTHS | NEVER_ENDS

    @property
    def is_length(self) -> bool:
        """Say whether it is a length of time, in microseconds."""
        return self.name in LENGTHS

    @property
    def unit(self) -> str:
        """Return what it is counted in, or nothing."""
        if self.is_length:
            return "microseconds"
        if self.name.endswith("_us"):
            return "microseconds since 1970-01-01T00:00:00Z"
        if self.name.endswith("_days"):
            return "days"
        if self.kind == "bigint" and self.name in ("n", "met"):
            return "occasions"
        return "share, 0 to 1" if self.name == "seen" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a published file."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Return the columns that tell a row from all others; none where nothing does."""
        return tuple(one.name for one in self.columns if one.is_key) or KEYS.get(self.name, ())


@cache
def tables() -> dict[str, Table]:
    """Return every table of a published file, by name, in the order of published.sql."""
    found = TABLE.findall(SCHEMA.read_text(encoding="utf-8"))
    return {
        name: Table(
            name=name,
            meaning=_joined(above.splitlines()) or NAMES.get(name, ""),
            columns=tuple(_columns(name, inside)),
        )
        for above, name, inside in found
    }


def _columns(table: str, inside: str) -> Iterator[Column]:
    lines = inside.strip("\n").splitlines()
    if len(lines) == 1:  # a small table in one line
        lines = lines[0].split(",")
    for at, line in enumerate(lines):
        if not (column := COLUMN.match(line)):
            continue
        name, kind, key, not_null, meaning = column.groups()
        more = []
        for next_ in lines[at + 1 :]:
            if not (going_on := GOES_ON.match(next_)):
                break
            more.append(going_on[1])
        known = COMMON.get(f"{table}.{name}") or COMMON.get(name, "")
        told = " ".join(part for part in (meaning or known, *more) if part)
        yield Column(name=name, kind=kind, is_key=bool(key), may_be_null=not (key or not_null), meaning=told)


def _joined(lines: list[str]) -> str:
    return " ".join(line.removeprefix("--").strip() for line in lines)
