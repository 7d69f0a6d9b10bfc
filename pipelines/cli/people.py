"""Who is on the register."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines import report
from pipelines.cli import demo
from pipelines.cli.ending import Data, clearly, folder_of, troubled
from pipelines.cli.show import NotThere
from pipelines.import_ import register
from pipelines.import_.covers import moment


def demo_(
    data: Data = None,
    seed: Annotated[
        int, typer.Option(min=0, max=2**63 - 1, help="The same seed gives the same council.")
    ] = 1,
    members: Annotated[int, typer.Option(min=1, max=1_000)] = demo.MEMBERS,  # no council has so many
    months: Annotated[int, typer.Option(min=1, max=240)] = demo.MONTHS,  # longer than these platforms are old
    until: Annotated[
        str | None, typer.Option(help="Where its calendar ends; else the start of today.")
    ] = None,
) -> None:
    """Fill an empty data folder with an invented council, plainly labelled as invented."""
    with clearly():
        folder = folder_of(data)
        if (folder.path / "settings.toml").exists() or folder.desk.members():
            raise NotThere(
                f"{folder.path} isn't empty; the invented council needs a folder of its own (--data DIR)."
            )
        until_us = moment(until, folder.settings.zone) if until else None
        demo.fill(folder, seed=seed, members=members, months=months, until_us=until_us, tell=report.tell)


def register_(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], data: Data = None) -> None:
    """Add members, accounts and consents from a CSV file."""
    with clearly():
        found = register.register_file(folder_of(data), file)
        report.troubles(found.troubles)
        counts = {
            "member": len(found.members),
            "account": len(found.accounts),
            "consent": len(found.consents),
        }
        report.answer(f"Registered {', '.join(report.count(some, one) for one, some in counts.items())}.")
        troubled(found.troubles)
