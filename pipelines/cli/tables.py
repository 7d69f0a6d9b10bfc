"""Handing on what was published, for spreadsheet programs and for others."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines import report
from pipelines.cli.ending import Data, Language, Month, Wrong, a_folder, clearly, folder_of, in_language
from pipelines.cli.reading import label_of
from pipelines.tables.hand_on import hand_on
from wording.language import DEFAULT


def tables(
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=a_folder,
            metavar="DIR",
            help="Where tables.xlsx, the CSV files and datapackage.json are put.",
        ),
    ],
    data: Data = None,
    month: Month = None,
    language: Language = DEFAULT,
) -> None:
    """Write the published tables as CSV with a data package, and a workbook of a window; whole or not at all."""
    with clearly(), in_language(language, data):
        if out.exists() and not out.is_dir():
            raise Wrong(f"{out} is no folder: say --out with one.")
        label = label_of(month)
        folder = folder_of(data, to_read=True)
        for name in hand_on(folder, out, label):
            report.answer(f"Written: {out / name}")
