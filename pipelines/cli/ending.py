"""How every command begins and ends: its options, one clear line for what went wrong, the right exit code."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from facts import Trouble
from guidance import PackTrouble
from handles import account_id
from people.corrections import ByNobody
from people.examples import NotAnExample
from people.roles import NotAPerson
from pipelines import report
from pipelines.cli.loading import STOPPED
from pipelines.cli.show import NotThere
from pipelines.import_.covers import BadCovers
from pipelines.import_.register_rows import NotARegister
from pipelines.keep.folder import Folder
from pipelines.keep.settings import unknown_names
from store.settings_file import BadSettings
from store.trouble import ArchiveBusy, StoreTrouble
from store.typed import HoldsUnseen
from wording.document import draft
from wording.language import DEFAULT, is_draft, languages, reading_in

FAILED, WRONG, BUSY, TROUBLED = 1, 2, 3, 4
SAID_CLEARLY = (
    BadSettings,
    NotThere,
    NotARegister,
    PackTrouble,
    StoreTrouble,
)


def a_folder(told: str) -> Path:
    """Return a folder as typed. Raise BadParameter where nothing was, which Python takes for the working directory."""
    if not told.strip():
        raise typer.BadParameter("It is empty. Name a folder, or write . for the one you are in.")
    return Path(told)


Data = Annotated[
    Path | None,
    typer.Option(
        "--data", parser=a_folder, metavar="DIR", help="The data folder (or TWOWAY_DATA; else data/)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Month = Annotated[
    str | None, typer.Option("--month", metavar="YYYY-MM", help="A month; else the last 90 days.")
]
Language = Annotated[
    str, typer.Option("--language", help=f"The language of sentences: {', '.join(languages())}.")
]
By = Annotated[str, typer.Option("--by", help="Who does this; it is logged.")]

chosen: dict[str, Path | None] = {"data": None}  # a folder named before the verb


class Wrong(Exception):
    """Wrong arguments; the message says which and what to write."""

    code = "wrong-argument"


@contextmanager
def in_language(chosen: str, data: Path | None) -> Iterator[None]:
    """Let sentences be said in a language, and say aside where they are a draft. Raise Wrong where there are none."""
    if chosen not in languages():
        raise Wrong(f"There are no words in {chosen!r}. Say --language with one of {', '.join(languages())}.")
    with reading_in(chosen):
        if chosen != DEFAULT and is_draft(folder_of(data, to_read=True).settings.languages_checked):
            report.complain(draft(), "draft-words")
        yield


def folder_of(data: Path | None, *, to_read: bool = False, to_end: bool = False) -> Folder:
    """Return the data folder a command works on.

    `to_read`: one that only asks what was published or decided; `to_end`: one that takes in an ending first of all.
    """
    if data:
        chosen["data"] = data
    folder = Folder(data or chosen["data"], to_read=to_read, to_end=to_end)
    if folder.rights.tightened:
        report.complain(
            f"{folder.path} could be read by others on this machine. It is closed to them now.",
            "rights-closed",
        )
    for name in () if folder.unfit else unknown_names(folder.path):
        report.complain(
            f"settings.toml: {name} means nothing here and is left aside. Is it mistyped?", "unknown-setting"
        )
    return folder


def account_named(told: str) -> str:
    """Return an account as we write it. Raise Wrong."""
    platform, _, handle = told.partition(":")
    account = account_id(platform, handle)
    if not platform.strip() or account.endswith(":"):
        raise Wrong(f"Write {told!r} as platform:handle, such as bluesky:{told.strip(':@') or 'jo.example'}.")
    return account


@contextmanager
def clearly() -> Iterator[None]:
    """Turn what can go wrong into one clear line and the right exit code, also that nobody could be answered."""
    code = 0
    try:
        with _in_one_line():
            yield
    except typer.Exit as ended:
        code = ended.exit_code
    why = report.unanswered()
    if isinstance(why, BrokenPipeError):
        raise why  # nobody reads our answer any more
    if why and code in (0, TROUBLED):
        told = f"The answer couldn't be written ({why.strerror or why}). What there was to do is done."
        end(TROUBLED, told, "answer-not-written")
    if code:
        raise typer.Exit(code)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except (Wrong, BadCovers, ByNobody, HoldsUnseen, NotAPerson, NotAnExample) as error:
        end(WRONG, str(error), error.code)
    except KeyboardInterrupt:
        end(STOPPED, "Stopped. Nothing is lost: the next run goes on from here.", "stopped")
    except ArchiveBusy as error:
        end(BUSY, str(error), error.code)
    except SAID_CLEARLY as error:
        end(FAILED, str(error), error.code)
    except BrokenPipeError:
        raise
    except OSError as error:
        end(FAILED, _about_disk(error), "disk")


def _about_disk(error: OSError) -> str:
    where = f" ({os.fsdecode(error.filename)})" if isinstance(error.filename, (str, bytes)) else ""
    if error.errno == errno.ENOSPC:
        return f"The disk is full{where}. Nothing half-done was kept; make room and run this again."
    return f"{error.strerror or error}{where}. Nothing half-done was kept; mend it and run this again."


def end(exit_code: int, text: str = "", code: str = "") -> NoReturn:
    """End the command with an exit code, and a line that says why, with the code of what it is."""
    if text:
        report.complain(text, code)
    raise typer.Exit(exit_code)


def troubled(found: list[Trouble]) -> None:
    """End as done, but with troubles, if there were any."""
    if found:
        end(TROUBLED)
