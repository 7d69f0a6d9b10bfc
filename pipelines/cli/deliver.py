"""The outbox on the command line: work it, look into it, settle what nobody could tell of."""

from typing import Annotated, Any

import typer

from facts import from_us, iso
from people import outbox
from pipelines import report
from pipelines.cli.ending import TROUBLED, By, Data, Json, Wrong, clearly, end, folder_of
from pipelines.cli.show import NotThere, to_json
from pipelines.deliver.deliver import Done
from pipelines.deliver.deliver import deliver as work
from pipelines.deliver.news import is_news
from pipelines.keep.delivery_checks import unsent
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.opening import note_acts
from store.outbox import Message, State

deliver = typer.Typer(
    help="What goes to people who chose to have it: a month's summary, their scorecard, who waits for them.",
    invoke_without_command=True,
)
COLUMNS = ("Number", "What", "About", "To", "By", "State", "Tries", "Since", "Said")
SETTLE = "python -m pipelines deliver settle {number} --sent|--again --by NAME"


@deliver.callback()
def due(
    context: typer.Context,
    *,
    is_due: Annotated[bool, typer.Option("--due", help="Queue what is due, and send what waits.")] = False,
    data: Data = None,
) -> None:
    """What goes to people who chose to have it: a month's summary, their scorecard, who waits for them."""
    if context.invoked_subcommand:
        return
    with clearly():
        if not is_due:
            raise Wrong("Say deliver --due, deliver list or deliver settle N.")
        deliver_due(folder_of(data))


def deliver_due(folder: Folder, *, only_news: bool = False) -> None:
    """Queue what is due and send what waits. End as troubled where a message failed, waits or is in doubt.

    `only_news`: of what can't go it is said when that changes, and not each time.
    """
    done = work(folder, report.tell)
    if not only_news or is_news(folder.path, done.unsent):
        for step in unsent(done.unsent):
            report.complain(step.told, step.code)
    _say(done)
    if done.troubles or any(done.states[state] for state in State if state is not State.SENT):
        end(TROUBLED)


def _say(done: Done) -> None:
    for code, told in done.troubles.items():
        report.complain(told, code)
    for number, state in done.told:
        if state is State.FAILED:
            report.complain(
                f"Message {number} failed. See: python -m pipelines deliver list", "delivery-failed"
            )
        else:
            told = f"Nobody can tell whether message {number} arrived, so it isn't sent again by itself."
            report.complain(f"{told} Say so: {SETTLE.format(number=number)}", "delivery-unknown")
    if again := done.states[State.QUEUED]:
        report.complain(f"{report.count(again, 'message')} will be tried again.", "delivery-waits")
    counts = {"queued": done.queued, "sent": done.states[State.SENT], "failed": done.states[State.FAILED]}
    counts |= {"unknown": done.states[State.UNKNOWN], "dropped": done.dropped}
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number)
    report.answer(f"Outbox: {told or 'nothing to do'}.")


@deliver.command("list")
def list_(data: Data = None, as_json: Json = False) -> None:
    """What went to whom and what waits, oldest first."""
    with clearly():
        found = folder_of(data, to_read=True).desk.outbox()
        if as_json:
            report.answer(to_json([_document(one) for one in found]))
            return
        report.table(COLUMNS, map(_row, found))


def _document(one: Message) -> dict[str, Any]:
    return {
        "number": one.id,
        "kind": one.kind,
        "period": one.period,
        "member": one.member or None,
        "recipient": one.recipient,
        "channel": one.channel,
        "message_id": one.message_id,
        "state": one.state.value,
        "tries": one.tries,
        "next_try_at": iso(one.next_us) if one.state is State.QUEUED else None,
        "said": one.said,
        "queued_at": iso(one.queued_us),
        "changed_at": iso(one.changed_us),
        "settled_by": one.settled_by or None,
    }


def _row(one: Message) -> tuple[str, ...]:
    what, since = f"{one.kind} {one.period}", f"{from_us(one.changed_us):%Y-%m-%d %H:%M}"
    state = f"{one.state.value}, says {one.settled_by}" if one.settled_by else one.state.value
    return (
        str(one.id), what, one.member, one.recipient, one.channel, state, str(one.tries), since, one.said,
    )  # fmt: skip


@deliver.command("settle")
def settle(
    number: Annotated[int, typer.Argument(metavar="N", help="As deliver list says it.")],
    *,
    sent: Annotated[bool, typer.Option("--sent", help="It arrived.")] = False,
    again: Annotated[bool, typer.Option("--again", help="It is to be sent again.")] = False,
    by: By = "",
    data: Data = None,
) -> None:
    """What became of a message that nobody could tell of, or that failed: somebody asked, and says so."""
    with clearly():
        if sent == again:
            raise Wrong("Say --sent if it arrived, or --again if it is to be sent again.")
        folder = folder_of(data)
        if not outbox.settle(folder.desk, number, arrived=sent, by=by, now_us=now_us()):
            raise NotThere(f"There is no message {number} that is unknown or failed.")
        note_acts(folder.path, folder.desk)
        report.answer(f"Message {number} {'arrived' if sent else 'will be sent again'}.")
