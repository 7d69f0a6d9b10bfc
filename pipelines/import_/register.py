"""Takes a register in, from a file or from rows, with what the data folder remembers."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from people.register import Known, Registered, register
from pipelines.import_.register_rows import register_rows_of
from pipelines.keep.folder import Folder, now_us


def register_file(folder: Folder, path: Path) -> Registered:
    """Add a register file's members, accounts and consents. Raise NotARegister."""
    return register_rows(folder, register_rows_of(path))


def register_rows(folder: Folder, rows: Iterable[tuple[int, Mapping[str, str] | str]]) -> Registered:
    """Add (line, row) pairs to the register; in place of a row may stand what is wrong with it."""
    known = Known(
        today=folder.today(),
        now_us=now_us(),
        zone=folder.settings.zone,
        ended_us=lambda account: folder.known.ended_us(account.id, account.member),
        spellings=folder.spellings,
    )
    return register(folder.desk, rows, known)
