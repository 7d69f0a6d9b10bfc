"""Reading what was published, the guidance, and what the text rules say."""

import re
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

import guidance
from connectors.file_kinds import odd_kind
from metrics import all_measures
from pipelines import report
from pipelines.cli.ending import Data, Json, Language, Month, Wrong, clearly, folder_of, in_language, troubled
from pipelines.cli.show import NotThere, Shown, as_text, line_document, to_json
from pipelines.cli.try_label import try_labels
from pipelines.measure import calendar
from wording.language import DEFAULT

MONTH = re.compile("(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])")


def show(  # noqa: PLR0917  (typer reads options from the parameters)
    member: Annotated[str | None, typer.Argument()] = None,
    data: Data = None,
    everybody: Annotated[bool, typer.Option("--all", help="Every member.")] = False,
    month: Month = None,
    as_json: Json = False,
    language: Language = DEFAULT,
) -> None:
    """Results as published, the last 90 days unless a month is named."""
    with clearly(), in_language(language, data):
        if bool(member) == everybody:
            raise Wrong("Name one member, or say --all.")
        shown = Shown(folder_of(data, to_read=True))
        label = label_of(month)
        documents = [shown.results(one, label) for one in (shown.members() if everybody else [str(member)])]
        if as_json:
            report.answer(to_json(documents if everybody else documents[0]))
        else:
            report.answer("\n".join(line for document in documents for line in as_text(document)))


def evidence(  # noqa: PLR0917  (typer reads options from the parameters)
    member: str,
    measure: str,
    data: Data = None,
    month: Month = None,
    as_json: Json = False,
    language: Language = DEFAULT,
) -> None:
    """The occasions behind one result."""
    with clearly(), in_language(language, data):
        document = Shown(folder_of(data, to_read=True)).evidence(member, measure, label_of(month))
        if as_json:
            report.answer(to_json(document))
        else:
            names = ("happened_at", "post", "answer", "met", "value", "why")
            rows = [
                [cell(one[name]) for name in names] + ["left out" if kind == "left_out" else ""]
                for kind, found in document.items()
                for one in found
            ]
            report.table((*names, "in the figure"), rows)


def cell(value: Any) -> str:
    """Return a value as a table shows it."""
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def label_of(month: str | None) -> str:
    """Return the window that a month names, the last 90 days if none is named. Raise Wrong."""
    if month is None:
        return calendar.LAST_90_DAYS
    if not MONTH.fullmatch(month):
        raise Wrong(f"Write --month as YYYY-MM, such as 2026-10, not {month!r}.")
    return month


def lines(data: Data = None, as_json: Json = False, language: Language = DEFAULT) -> None:
    """Every line of the guidance, with the measures that mirror it or why it can't be seen."""
    with clearly(), in_language(language, data):
        folder = folder_of(data, to_read=True)
        pack = guidance.read(folder.settings.pack, folder.path, known=[m.id for m in all_measures()])
        documents = [line_document(line, language) for line in pack.lines]
        if as_json:
            report.answer(to_json(documents))
        for one in [] if as_json else documents:
            how = ", ".join(one["measures"]) or one["not_seen_because"]
            report.answer(f"{'Do' if one['do'] else 'Not'}: {one['words']} [{one['id']}]\n     {how}")


def label(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False)] = None, as_json: Json = False
) -> None:
    """Try the text rules: JSON Lines in (a file or standard input), one JSON a line out."""
    with clearly():
        odd = odd_kind(file, may_be_empty=True) if file else None
        if odd:
            raise NotThere(f"{odd[0].upper()}{odd[1:]} Hand in JSON Lines in UTF-8: one message a line.")
        told = file.open("rb") if file else sys.stdin.buffer
        with TextIOWrapper(told, encoding="utf-8-sig", errors="replace") as source:
            found = try_labels(source, _answer_while_heard)
        report.troubles(found)
        troubled(found)


def _answer_while_heard(text: str) -> None:
    report.answer(text)
    if not report.is_heard():  # standard input may be without end
        raise typer.Exit
