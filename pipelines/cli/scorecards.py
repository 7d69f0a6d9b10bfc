"""Members' scorecards as files to be handed to them: on paper, and as web pages."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from pipelines import report
from pipelines.cli.ending import Data, Language, Month, Wrong, a_folder, clearly, folder_of, in_language
from pipelines.cli.reading import label_of
from pipelines.cli.show import Shown
from store.writing import write_whole_bytes
from summaries.file_names import file_name
from summaries.pages import page
from summaries.paper import paper
from summaries.scorecard import scorecard as content
from wording.language import DEFAULT


def scorecard(  # noqa: PLR0917  (typer reads options from the parameters)
    member: Annotated[str | None, typer.Argument()] = None,
    data: Data = None,
    everybody: Annotated[bool, typer.Option("--all", help="Every member.")] = False,
    month: Month = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", parser=a_folder, metavar="DIR", help="Where the PDF and HTML files are put."),
    ] = None,
    language: Language = DEFAULT,
) -> None:
    """A member's scorecard as PDF and HTML, for their own eyes: the last 90 days unless a month is named."""
    with clearly(), in_language(language, data):
        if bool(member) == everybody:
            raise Wrong("Name one member, or say --all.")
        if out is None:
            raise Wrong("Say with --out in which folder the files are to be put.")
        shown, label = Shown(folder_of(data, to_read=True)), label_of(month)
        members = shown.members() if everybody else [str(member)]
        facts = {
            one: shown.scorecard(one, label) for one in members
        }  # all of it is there before anything is written
        _make_ready(out)
        for one, name in _named(members).items():
            told = content(facts[one])
            for form, made in (("pdf", paper(told)), ("html", page(told).encode())):
                suffix = "" if language == DEFAULT else language
                path = out / file_name("scorecard", name, label, suffix, form=form)
                write_whole_bytes(path, made)
                report.answer(f"Written: {path}")


def _named(members: list[str]) -> dict[str, str]:
    """Return by which name each member's files go: two ids that differ in odd signs alone get a number each."""
    same = Counter(file_name(one, form="").casefold() for one in members)
    return {
        one: one if same[file_name(one, form="").casefold()] == 1 else f"{one}-{place}"
        for place, one in enumerate(members, start=1)
    }


def _make_ready(out: Path) -> None:
    """Make the folder for the files. Raise OSError or Wrong."""
    if out.exists() and not out.is_dir():
        raise Wrong(f"{out} is no folder: say --out with one.")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=out):
        pass
