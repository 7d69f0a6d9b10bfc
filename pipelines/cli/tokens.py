"""The tokens that members grant for their accounts: noted once, sealed with the council's key, never shown."""

import sys
from typing import Annotated

import typer

from pipelines import report
from pipelines.cli.ending import TROUBLED, By, Data, Wrong, account_named, clearly, end, folder_of
from pipelines.cli.show import NotThere
from pipelines.keep.erasure import what_log_holds
from pipelines.keep.folder import now_us

LONGEST = 4_000


def token(
    account: Annotated[str, typer.Option("--account", help="Whose token it is, as platform:handle.")],
    data: Data = None,
    by: By = "administrator",
    forget: Annotated[bool, typer.Option("--forget", help="Forget the token that was noted.")] = False,
) -> None:
    """Note the token a member granted for an account: it is read from standard input, never from the command."""
    with clearly():
        folder, wanted = folder_of(data), account_named(account)
        if wanted not in folder.live_accounts():
            raise NotThere(f"{wanted} isn't on the register with a live consent. Register it first.")
        if forget:
            was_there = folder.desk.forget_token(wanted, now_us=now_us(), by=by)
            if was_there and (left := what_log_holds(folder)):
                end(TROUBLED, f"The token of {wanted} is no longer used. {' '.join(left)}", "erasure-waits")
            report.answer(f"The token of {wanted} is forgotten." if was_there else f"{wanted} had no token.")
            return
        folder.keep_token(wanted, _typed(), by=by)
        report.answer(f"The token of {wanted} is noted.")


def _typed() -> str:
    told = typer.prompt("Token", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.read()
    told = told.strip()
    if not told or len(told) > LONGEST or not told.isascii() or not told.isprintable() or " " in told:
        raise Wrong("Hand the token in on standard input, alone on one line: no spaces, nothing else.")
    return str(told)
