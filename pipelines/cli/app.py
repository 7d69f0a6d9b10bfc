"""What can be said on the command line, and how each command ends.

Exit codes: 0 done; 1 failed; 2 wrong arguments; 3 another run holds the archive; 4 done, but with troubles.
"""

import sys
from collections.abc import Callable
from io import TextIOWrapper

import typer

from pipelines.cli import backups, erasing, messages, people, reading, tokens
from pipelines.cli.deliver import deliver
from pipelines.cli.doctor import doctor
from pipelines.cli.ending import Data, chosen
from pipelines.cli.examples import example
from pipelines.cli.exporting import export
from pipelines.cli.front import Verbs
from pipelines.cli.health import health
from pipelines.cli.hourly import hourly
from pipelines.cli.marks import mark
from pipelines.cli.persons import person
from pipelines.cli.scorecards import scorecard
from pipelines.cli.summary import summary
from pipelines.cli.tables import tables

app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=__doc__,
)

VERBS: dict[str, Callable[..., None]] = {
    "demo": people.demo_,
    "register": people.register_,
    "withdraw": erasing.withdraw,
    "token": tokens.token,
    "import": messages.import_,
    "collect": messages.collect,
    "measure": messages.measure,
    "run": messages.run_,
    "hourly": hourly,
    "health": health,
    "show": reading.show,
    "evidence": reading.evidence,
    "lines": reading.lines,
    "label": reading.label,
    "erase": erasing.erase,
    "export": export,
    "summary": summary,
    "tables": tables,
    "scorecard": scorecard,
    "backup": backups.backup,
    "restore": backups.restore,
    "doctor": doctor,
}
for name, verb in VERBS.items():
    app.command(name)(verb)
app.add_typer(mark, name="mark")
app.add_typer(person, name="person")
app.add_typer(example, name="example")
app.add_typer(deliver, name="deliver")


@app.callback()
def choose(data: Data = None) -> None:
    """Two-Way: how councillors' public social media lives up to their council's guidance."""
    chosen["data"] = data


def main() -> None:
    """Run the command line. What we print is UTF-8 everywhere, whatever the machine's old habits."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
