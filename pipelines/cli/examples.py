"""Examples of good practice: nominated by a person, shown with the member's permission alone."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

import guidance
from facts import iso
from metrics import all_measures
from people import examples
from pipelines import report
from pipelines.cli.ending import BUSY, Data, Json, Month, clearly, end, folder_of
from pipelines.cli.reading import cell, label_of
from pipelines.cli.show import NotThere, Shown, to_json
from pipelines.keep.erasure import carry_out_erasures
from pipelines.keep.folder import Folder, now_us
from pipelines.summarise.shortlist import shortlist
from store.archive import ArchiveBusy

LAST = 2**63 - 1  # the largest number the desk can give
example = typer.Typer(no_args_is_help=True, help=__doc__)
Number = Annotated[int, typer.Argument(min=1, max=LAST, help="As example list has it.")]
By = Annotated[str, typer.Option("--by", help="Who says so; it is logged.")]


@example.command("shortlist")
def shortlist_(data: Data = None, month: Month = None, as_json: Json = False) -> None:
    """Posts that may be worth sharing, by a stated rule (docs/summary.md); a person chooses."""
    with clearly():
        folder = folder_of(data, to_read=True)
        known = {one.post for one in folder.desk.examples()}
        found = shortlist(Shown(folder).showing, label_of(month), leave_out=known)
        _tell(
            [
                {
                    "measure": one.measure,
                    "member": one.member,
                    "post": one.post,
                    "posted_at": iso(one.posted_us),
                    "url": one.url or None,
                    "words": one.words,
                }
                for one in found
            ],
            as_json=as_json,
        )


@example.command("nominate")
def nominate(
    post: Annotated[str, typer.Option("--post", help="The id of a member's message.")],
    line: Annotated[
        str, typer.Option("--line", help="Of which line of the guidance it is an example: see lines.")
    ],
    why: Annotated[str, typer.Option("--why", help="Why others can learn from it; the member reads it.")],
    by: By,
    data: Data = None,
) -> None:
    """Nominate a member's post as an example. It is shown nowhere before the member permits it."""
    with clearly():
        folder = folder_of(data)
        shown = Shown(folder).showing
        message = shown.messages({post}).get(post)
        whose = {
            account["account"]: person.id for person in shown.people.values() for account in person.accounts
        }
        if message is None:
            raise NotThere(
                f"{post} is no message that the published run shows as evidence. See: example shortlist."
            )
        pack = guidance.read(folder.settings.pack, folder.path, known=[one.id for one in all_measures()])
        number = examples.nominate(
            folder.desk,
            message,
            member=whose[message["account"]],
            line=line,
            lines=[one.id for one in pack.lines],
            why=why,
            by=by,
            now_us=now_us(),
        )
        report.answer(
            f"Example {number} is nominated. It is shown when the member permits it: example permit {number}"
        )


@example.command("permit")
def permit(number: Number, by: By, data: Data = None) -> None:
    """Record that the member lets an example be shown."""
    with clearly():
        _settle(folder_of(data), number, may_show=True, by=by)
        report.answer(
            f"Example {number} may be shown. It is in the summary of its month when that is frozen."
        )


@example.command("refuse")
def refuse(number: Number, by: By, data: Data = None) -> None:
    """Record that the member doesn't, or does no more: it is taken out of every summary at once."""
    with clearly():
        folder = folder_of(data)
        _settle(folder, number, may_show=False, by=by)
        try:
            carry_out_erasures(folder, report.tell)
        except ArchiveBusy as busy:
            end(
                BUSY, f"Example {number} is hidden; the next run takes it out of the files. {busy}", busy.code
            )
        report.answer(f"Example {number} isn't shown.")


def _settle(folder: Folder, number: int, *, may_show: bool, by: str) -> None:
    if not examples.settle(folder.desk, number, may_show=may_show, by=by, now_us=now_us()):
        raise NotThere(f"There is no example {number}. See: example list.")


@example.command("list")
def list_(data: Data = None, as_json: Json = False) -> None:
    """What was nominated, and what members said to it."""
    with clearly():
        _tell(
            [
                {
                    "example": one.id,
                    "post": one.post,
                    "member": one.member,
                    "line": one.line,
                    "state": one.state.value,
                    "why": one.why,
                    "by": one.by,
                    "nominated_at": iso(one.made_us),
                    "settled_by": one.settled_by or None,
                    "settled_at": iso(one.settled_us) if one.settled_us is not None else None,
                }
                for one in folder_of(data, to_read=True).desk.examples()
            ],
            as_json=as_json,
        )


def _tell(documents: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        report.answer(to_json(documents))
        return
    names = list(documents[0]) if documents else ["example"]
    report.table(names, [[cell(document[name]) for name in names] for document in documents])
