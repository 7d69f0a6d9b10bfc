"""Fills an empty data folder with the invented council, through the same doors as anybody's register and file."""

import json
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from demo import Council, invent
from facts import MarkKind, Page, Seen, Sight, from_us, to_us
from handles import account_id
from people import consent, corrections
from people.register_row import COLUMNS
from pipelines.import_.covers import moment
from pipelines.import_.import_file import importing_into
from pipelines.import_.posts_file import import_posts_file
from pipelines.import_.profiles_file import import_profiles_file
from pipelines.import_.register import register_rows
from pipelines.import_.releases import import_releases_file
from pipelines.keep.erasure import carry_out_erasures
from pipelines.keep.folder import Folder, now_us
from pipelines.measure.calendar import local_day, midnight_us
from store.archive import Archive
from store.trouble import StoreTrouble
from store.writing import write_whole

MEMBERS = 60
MONTHS = 18
Tell = Callable[[str], None]


class NotEmpty(StoreTrouble):
    """The data folder has a council already."""

    code = "folder-not-empty"


def fill(
    folder: Folder, *, seed: int, members: int, months: int, until_us: int | None, tell: Tell = lambda _: None
) -> Council:
    """Invent a council and bring it in. Its calendar ends at the start of today unless said otherwise."""
    today_us = midnight_us(local_day(now_us(), folder.settings.zone), folder.settings.zone)
    until = from_us(today_us if until_us is None else until_us)
    tell("inventing a council")
    council = invent(seed=seed, members=members, months=months, until=until)
    _claim(folder, council.settings)
    folder = Folder(folder.path)
    register_rows(folder, enumerate(_register_rows(council), start=2))
    tell(f"keeping {len(council.rows):,} invented messages")
    with folder.archive() as archive:
        _bring(folder, archive, council)
    _mark(folder, council)
    for account in council.withdrawn:
        consent.withdraw(folder.desk, account_id(*account.split(":", 1)), now_us=now_us(), by="administrator")
    carry_out_erasures(folder, tell)
    return council


def _claim(folder: Folder, settings: dict[str, Any]) -> None:
    """Write the settings, by which the folder is this council's: two at once can't both. Raise NotEmpty."""
    with folder.locked():
        if (folder.path / "settings.toml").exists():
            raise NotEmpty(f"{folder.path} is being filled already. The invented council needs an empty one.")
        write_settings(folder.path, settings)


def write_settings(path: Path, settings: dict[str, Any]) -> None:
    """Write settings.toml. JSON's texts, lists and truth values are TOML's too."""
    plain = {name: value for name, value in settings.items() if name != "hours"}
    lines = [_written(name, value) for name, value in plain.items()]
    for one in settings.get("hours", ()):
        lines += ["", "[[hours]]", *(_written(name, value) for name, value in one.items())]
    head = "# An invented council: nobody in it exists.\n" if settings.get("invented") else ""
    write_whole(path / "settings.toml", head + "\n".join(lines) + "\n")


def _written(name: str, value: object) -> str:
    """Return a line of TOML; a day stands without quotation marks."""
    return f"{name} = {value if name == 'from' else json.dumps(value, ensure_ascii=False)}"


def _register_rows(council: Council) -> Iterable[dict[str, str]]:
    return ({name: str(row.get(name) or "") for name in COLUMNS} for row in council.register)


def _bring(folder: Folder, archive: Archive, council: Council) -> None:
    """Import files of all there is; what was seen is the council's own to say, gaps included."""
    with tempfile.TemporaryDirectory() as somewhere:
        into = importing_into(folder, states_coverage=False)
        import_posts_file(archive, _file(somewhere, "posts", council.messages), into)
        import_profiles_file(archive, _file(somewhere, "profiles", council.profiles), into)
        import_releases_file(archive, _file(somewhere, "releases", council.releases), folder.settings.zone)
    answered = {row["account"] for row in council.rows if row["author"] != "member"}
    for account, first, last in council.covers:
        sights = (Sight.POSTS, Sight.REPLIES) if account in answered else (Sight.POSTS,)
        id_ = account_id(*account.split(":", 1))
        seen = [Seen(account=id_, sight=sight, from_us=to_us(first), to_us=to_us(last)) for sight in sights]
        archive.keep(Page(account=id_, seen=seen), [], owner="", now_us=now_us())


def _file(folder: str, name: str, rows: Iterable[dict[str, str]]) -> Path:
    path = Path(folder) / f"{name}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def _mark(folder: Folder, council: Council) -> None:
    for mark in council.marks:
        kind = MarkKind(mark["kind"])
        away = None
        if kind is MarkKind.AWAY:
            away = mark["member"], _moment(folder, mark["from"]), _moment(folder, mark["to"], is_end=True)
        said: dict[str, Any] = {"by": mark["by"], "why": mark["why"], "now_us": now_us()}
        if away:
            corrections.declare_away(folder.desk, away, **said)
        else:
            corrections.mark(folder.desk, kind, mark["post"], **said)


def _moment(folder: Folder, told: Any, *, is_end: bool = False) -> int:
    text = told.isoformat() if isinstance(told, datetime) else str(told)
    return moment(text, folder.settings.zone, is_end=is_end)
