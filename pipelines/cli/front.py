"""The command line's outermost door: wrong arguments in one line, and the last catch behind it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from pipelines import report
from pipelines.cli.ending import FAILED, WRONG, chosen
from pipelines.cli.faults import own_up
from pipelines.cli.loading import STOPPED
from store.data_folder import data_folder


class Verbs(TyperGroup):
    """All commands. However one ends, it ends with its code, and never with a traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **more: Any,
    ) -> Any:
        """Run one command, and leave Python with its exit code."""
        given = list(sys.argv[1:] if args is None else args)
        try:
            _check(given)
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **more)
        except typer.TyperException as error:
            _end(WRONG, _about(error), "wrong-argument")
        except (KeyboardInterrupt, typer.Abort):
            _end(STOPPED, "Stopped. Nothing is lost: the next run goes on from here.", "stopped")
        except OSError as error:  # of the help, or a command's own word that nobody listens
            _not_told(error)
        except Exception as error:
            _end(FAILED, own_up(error, self._verb(given), _folder()), "our-fault")
        if why := report.unanswered():
            _not_told(why)
        _leave(code if isinstance(code, int) else 0)

    def _verb(self, given: Sequence[str]) -> str:
        """Return which command it was: a word of ours, never an argument."""
        return next((word for word in given if word in self.commands), "the command line")


def _check(given: Sequence[str]) -> None:
    """Refuse arguments that are no text, but for the names of files that are there. Raise BadParameter."""
    for number, word in enumerate(given, start=1):
        is_text = "\0" not in word and word.encode(errors="replace").decode() == word
        if not is_text and ("\0" in word or not Path(word).exists()):
            raise typer.BadParameter(f"Argument {number} isn't text in UTF-8. Type it again.")


def _about(error: Any) -> str:
    told = str(error.format_message())
    if told.startswith("Usage:"):  # nothing was asked for: the help itself
        return told
    path = error.ctx.command_path if getattr(error, "ctx", None) else "python -m pipelines"
    return f"{' '.join(told.split()).rstrip('.')}. See: {path} --help"


def _folder() -> Path:
    return data_folder(chosen["data"])


def _not_told(why: OSError) -> NoReturn:
    """End where the answer couldn't be printed: without a word where whoever read it has seen enough."""
    if isinstance(why, BrokenPipeError):
        _leave(FAILED)
    _end(FAILED, f"The answer couldn't be written ({why.strerror or why}).", "answer-not-written")


def _end(exit_code: int, text: str, code: str) -> NoReturn:
    report.complain(text, code)
    _leave(exit_code)


def _leave(code: int) -> NoReturn:
    report.let_go()
    sys.exit(code)
