"""Hands out everything held about a member: the archive is held only while it is read, and nothing is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facts import from_us, iso
from pipelines.keep.export import registry
from pipelines.keep.export.package import Package, new_package
from pipelines.keep.export.sources import Sources, may_be_shown, sources, whose
from pipelines.keep.folder import Folder
from store.held_in_archive import among, find
from store.trouble import StoreTrouble
from summaries.held import held
from summaries.pages import page
from wording.language import language

SCHEMA = 1
PAGE, DATA = "index.html", "data.json"
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was handed out."""

    rows: dict[str, int]  # by kind
    going: tuple[str, ...]  # accounts that are being erased, and aren't in it


class ChangedMeanwhile(StoreTrouble):
    """A consent ended while an export was written, so that it was thrown away."""

    code = "changed-meanwhile"


def export(folder: Folder, member: str, out: Path, *, now_us: int, log: Callable[[], None]) -> Exported:
    """Write everything held about a member of the register into a new file, whole or not at all.

    `log` is called once all of it is there, before it takes its name. Raise ArchiveBusy, StoreTrouble,
    FileExistsError or OSError.
    """
    with (
        sources(folder, member) as found,
        new_package(out, from_us(now_us).astimezone(folder.settings.zone)) as package,
    ):
        _archive(folder, found, package)
        for kind in registry.KINDS:
            if not kind.in_archive:
                package.add(kind, kind.rows(found))
        told = _facts(folder, found, package, now_us)
        package.add_json(DATA, _without(told, "signed"), registry.KINDS)
        package.add_text(PAGE, page(held(told)))
        if found.shown - may_be_shown(folder):
            raise ChangedMeanwhile(
                "A consent ended while this was written: nothing was kept of it. Run it again."
            )
        log()
        return Exported(package.rows, found.member.going)


def _archive(folder: Folder, found: Sources, package: Package) -> None:
    """Read what the archive holds, and let go of it."""
    with folder.archive() as archive:
        find(archive, whose(found))
        nominated = [one["post"] for one in found.desk.examples(found.member.id)]
        found.marked = among(archive, [*folder.desk.marked_posts(), *nominated])
        found.archive = archive
        for kind in registry.KINDS:
            if kind.in_archive:
                package.add(kind, kind.rows(found))
        found.archive = None


def _facts(folder: Folder, found: Sources, package: Package, now_us: int) -> Told:
    """Return what is told of the export itself, by codes and numbers; wording/ makes sentences of it."""
    person = found.member
    meta = found.published[0].meta() if found.published else {}
    return {
        "schema": SCHEMA,
        "kind": "export",
        "council": folder.settings.council,
        "time_zone": folder.settings.time_zone,
        "is_invented": meta.get("invented") == "yes",
        "member": {"id": person.id, "name": person.name, "ward": person.ward},
        "made_at": iso(now_us),
        "language": language(),
        "published": (
            {"version": found.published[0].version, "as_of": iso(int(meta["as_of_us"]))} if meta else None
        ),
        "erasing": list(found.member.going),
        "left_out": {
            "reasons": registry.reasons(),
            "things": {**registry.LEFT_OUT, **registry.COLUMNS_LEFT_OUT},
        },
        "files": [
            {"kind": kind.id, "file": kind.file, "group": kind.group, "rows": package.rows[kind.id]}
            for kind in registry.KINDS
        ],
        "signed": sorted(folder.settings.languages_checked),
    }


def _without(told: Told, *names: str) -> Told:
    return {name: one for name, one in told.items() if name not in names}
