"""The real thing: register, import, mark and measure a history, and read what was published."""

import csv
import io
import json
import os
import runpy
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from facts import MarkKind, Page
from people import corrections
from pipelines.import_.covers import moment as said_moment
from pipelines.keep.folder import Folder, now_us
from tests.measures.twin.clock import iso, moment
from tests.measures.twin.history import History, Import, Row

FINE = (None, 0, 4)  # 4: done, but some rows had troubles, each reported
COLUMNS = [
    "member", "name", "ward", "email", "platform", "handle", "consented_on", "consented_by", "scope",
    "in_office_from", "in_office_to",
]  # fmt: skip
Answers = dict[tuple[str, str, str], dict[str, Any]]  # (member, window, measure) -> result and occasions


def run(history: History, folder: Path) -> Answers:
    """Return what the product publishes of a history, worked out in a folder of its own."""
    take_in(history, folder)
    return answers(folder)


def take_in(history: History, folder: Path) -> None:
    """Register, import and mark everything a history holds, and measure at its moment."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(settings(history), encoding="utf-8")
    pipelines(folder, "register", str(write_register(history.register, folder / "register.csv")))
    for place, step in enumerate(history.imports):
        posts = write_posts(step, folder / f"posts-{place}.jsonl")
        if step.rows:
            pipelines(folder, "import", str(posts), *(["--covers", step.covers] if step.covers else []))
    if history.profiles:
        profiles = write_posts(Import(rows=history.profiles), folder / "profiles.jsonl")
        pipelines(folder, "import", str(profiles), "--profiles")
    if history.releases:
        told = write_posts(Import(rows=history.releases), folder / "releases.jsonl")
        pipelines(folder, "import", str(told), "--releases")
    make_marks(history, folder)
    remove(folder, history.removed)
    pipelines(folder, "measure", "--as-of", history.as_of)


def remove(folder: Path, removed: dict[str, str]) -> None:
    """Note which messages their authors removed, and when, as a collector would: no file can tell."""
    if not removed:
        return
    opened = Folder(folder)
    account = next(iter(opened.live_accounts()))  # whichever: a page is of an account that may be kept
    with opened.archive() as archive:
        for id_, when in removed.items():
            page = Page(account=account, gone=[id_], gone_us=moment(when))
            archive.keep(page, [], owner="", now_us=moment(when))


def pipelines(folder: Path, *words: str) -> str:
    """Run one command of the command line, in this process, and return what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["pipelines", *words]),
        patch.dict(os.environ, {"TWOWAY_DATA": str(folder)}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            runpy.run_module("pipelines", run_name="__main__")
        except SystemExit as end:
            if end.code not in FINE:
                raise AssertionError(f"{words} ended with {end.code}:\n{err.getvalue()[-4000:]}") from end
    return out.getvalue()


def settings(history: History) -> str:
    """Return settings.toml. JSON's strings and lists of strings are TOML's too."""
    told = {
        "council": "Anytown",
        "time_zone": history.time_zone,
        "own_sites": history.own_sites,
        "council_accounts": history.council_accounts,
    }
    tables = [
        "[[hours]]\n"
        + "".join(f"{key} = {value if key == 'from' else json.dumps(value)}\n" for key, value in one.items())
        for one in history.hours
    ]
    return "".join([*(f"{key} = {json.dumps(value)}\n" for key, value in told.items()), *tables])


def write_register(rows: list[Row], path: Path) -> Path:
    """Write the register as a council would hand it in."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, COLUMNS)
        sheet.writeheader()
        sheet.writerows(rows)
    return path


def write_posts(step: Import, path: Path) -> Path:
    """Write a posts file as JSON Lines."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in step.rows]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def make_marks(history: History, folder: Path) -> None:
    """Log what people said, all at one opening of the desk, by the functions that the command calls."""
    opened = Folder(folder)
    zone, now = opened.settings.zone, now_us()
    for mark in history.marks:
        kind, who = MarkKind(mark["kind"]), {"by": mark["by"], "why": mark.get("why", ""), "now_us": now}
        if kind is MarkKind.AWAY:
            days = said_moment(mark["from"], zone), said_moment(mark["to"], zone, is_end=True)
            corrections.declare_away(opened.desk, (mark["member"], *days), **who)
        elif "with" in mark:
            corrections.pair(opened.desk, kind, (mark["post"], mark["with"]), **who)
        else:
            corrections.mark(opened.desk, kind, mark["post"], **who)


def answers(folder: Path) -> Answers:
    """Return every result that was published, with the occasions that count in it and those left out."""
    version = (folder / "published" / "current").read_text(encoding="utf-8").strip()
    return _answers(folder / "published" / f"{version}.duckdb") | _answers(
        folder / "published" / f"{version}-own.duckdb"  # for the member's eyes only
    )


def _answers(published: Path) -> Answers:
    found: Answers = {}
    with duckdb.connect(published, read_only=True) as file:
        for member, label, measure, counts, *rest in file.execute(_RESULTS).fetchall():
            fields: dict[str, Any] = dict(zip(_FIELDS, rest, strict=True))
            is_under_half = fields.pop("reason") == "under-half-answered"
            fields["why"] = (
                "under half answered" if is_under_half else None
            )  # the one that is worded (definition 34)
            fields |= {"counts": json.loads(counts), "occasions": set(), "left_out": set()}
            found[member, label, measure] = fields
        for member, label, measure, is_out, happened, *rest in file.execute(_OCCASIONS).fetchall():
            found[member, label, measure]["left_out" if is_out else "occasions"].add((iso(happened), *rest))
    return found


_FIELDS = ("outcome", "value", "low", "high", "n", "met", "unit", "reason")
_RESULTS = """
    select member, label, measure, counts, outcome, value, low, high, n, met, unit, reason from results
"""
_OCCASIONS = """
    select member, label, measure, left_out, happened_us, post, answer, met, value from occasions
"""
