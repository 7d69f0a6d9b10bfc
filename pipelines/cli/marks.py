"""People's corrections: they beat the rules, are logged, and can be undone."""

from collections.abc import Callable
from typing import Annotated

import typer

from facts import MarkKind, iso
from people import corrections
from pipelines import report
from pipelines.cli.ending import Data, Json, Wrong, clearly, folder_of
from pipelines.cli.reading import cell
from pipelines.cli.show import NotThere, to_json
from pipelines.import_.covers import moment
from pipelines.keep.folder import Folder, now_us
from store.archive import ArchiveBusy, StoreTrouble

LAST = 2**63 - 1  # the largest number the desk can give a mark
mark = typer.Typer(no_args_is_help=True, help=__doc__)


def _mark_post(kind: MarkKind) -> Callable[..., None]:
    def command(
        post: Annotated[str, typer.Option("--post", help="The id of the message.")],
        by: Annotated[str, typer.Option("--by", help="Who says so; it is logged.")],
        why: Annotated[str, typer.Option("--why")] = "",
        data: Data = None,
    ) -> None:
        with clearly():
            folder = folder_of(data)
            _check(folder, post, by)
            number = corrections.mark(folder.desk, kind, post, by=by, why=why, now_us=now_us())
            report.answer(f"Mark {number}: {kind.value} {post}. It takes effect at the next measure.")

    return command


def _check(folder: Folder, post: str, by: str) -> None:
    """Refuse a mark by nobody; point out one about a message that isn't kept: mistyped, or still to come."""
    if not by.strip():
        raise Wrong("Say with --by who says so: it is logged.")
    try:
        with folder.archive() as archive:
            is_kept = post in archive.known([post])
    except (ArchiveBusy, StoreTrouble) as why:  # the mark is the desk's: it is logged all the same
        report.complain(f"Whether there is such a message wasn't checked. {why}", why.code)
        return
    if not is_kept:
        report.complain(
            f"No message is kept under the id {post} so far: the mark waits for it. Is it mistyped?",
            "not-kept-yet",
        )


for _kind, _words in (
    (MarkKind.NOT_AN_ASK, "This message asks nothing."),
    (MarkKind.IS_AN_ASK, "This message asks something."),
    (MarkKind.ANSWERED_ELSEWHERE, "This was answered by phone, at a surgery or by e-mail."),
    (MarkKind.SET_ASIDE, "Leave this exchange out, for a reason given with --why."),
    (MarkKind.INVITES, "This post of a member's invites residents to respond."),
    (MarkKind.NOT_INVITES, "This post of a member's invites nobody."),
    (MarkKind.CREDITS, "This post of a member's says whose work it passes on."),
    (MarkKind.NOT_CREDITS, "This post of a member's doesn't say whose work it passes on."),
    (MarkKind.CORRECTS, "This message of a member's openly corrects something, or owns up."),
    (MarkKind.NOT_CORRECTS, "This message of a member's corrects nothing."),
    (MarkKind.COPY, "This post of a member's copies an earlier text of somebody else."),
    (MarkKind.NOT_A_COPY, "This post of a member's is in their own words."),
):
    mark.command(_kind.value, help=_words)(_mark_post(_kind))


def _mark_pair(kind: MarkKind) -> Callable[..., None]:
    def command(
        post: Annotated[str, typer.Option("--post", help="The id of the invitation.")],
        with_post: Annotated[str, typer.Option("--with", help="The id of the message that reports back.")],
        by: Annotated[str, typer.Option("--by", help="Who says so; it is logged.")],
        why: Annotated[str, typer.Option("--why")] = "",
        data: Data = None,
    ) -> None:
        with clearly():
            folder = folder_of(data)
            if post == with_post:
                raise Wrong("--post and --with must be two messages.")
            for one in (post, with_post):
                _check(folder, one, by)
            number = corrections.pair(folder.desk, kind, (post, with_post), by=by, why=why, now_us=now_us())
            report.answer(
                f"Mark {number}: {kind.value} {post} {with_post}. It takes effect at the next measure."
            )

    return command


for _kind, _words in (
    (MarkKind.PAIR, "This message reports back on this invitation."),
    (MarkKind.NOT_A_PAIR, "This message doesn't report back on this invitation."),
):
    mark.command(_kind.value, help=_words)(_mark_pair(_kind))


@mark.command("away")
def mark_away(  # noqa: PLR0917  (typer reads options from the parameters)
    member: Annotated[str, typer.Option("--member")],
    from_: Annotated[str, typer.Option("--from", help="First day away, or a time with its offset.")],
    to: Annotated[str, typer.Option("--to", help="Last day away, or a time with its offset.")],
    by: Annotated[str, typer.Option("--by", help="Who says so; it is logged.")],
    why: Annotated[str, typer.Option("--why")] = "",
    data: Data = None,
) -> None:
    """A member is away; whole local days, both included."""
    with clearly():
        folder = folder_of(data)
        if member not in {one.id for one in folder.desk.members()}:
            raise NotThere(f"{member} isn't on the register.")
        zone = folder.settings.zone
        away = member, moment(from_, zone), moment(to, zone, is_end=True)
        if away[1] >= away[2]:
            raise Wrong("--from must not be after --to.")
        number = corrections.declare_away(folder.desk, away, by=by, why=why, now_us=now_us())
        report.answer(f"Mark {number}: {member} away. It takes effect at the next measure.")


@mark.command("list")
def mark_list(data: Data = None, as_json: Json = False) -> None:
    """The marks in force."""
    with clearly():
        found = folder_of(data, to_read=True).desk.marks()
        documents = [
            {
                "mark": one.id,
                "kind": one.kind.value,
                "post": one.post,
                "with": one.with_post,
                "member": one.member,
                "from": iso(one.from_us) if one.from_us is not None else None,
                "to": iso(one.to_us) if one.to_us is not None else None,
                "by": one.by,
                "why": one.why,
                "made_at": iso(one.made_us),
            }
            for one in found
        ]
        if as_json:
            report.answer(to_json(documents))
        else:
            names = list(documents[0]) if documents else ["mark"]
            report.table(names, [[cell(document[name]) for name in names] for document in documents])


@mark.command("undo")
def mark_undo(
    number: Annotated[int, typer.Argument(min=1, max=LAST)],
    by: Annotated[str, typer.Option("--by")] = "administrator",
    data: Data = None,
) -> None:
    """Take a mark back; the log keeps both."""
    with clearly():
        if not corrections.undo(folder_of(data).desk, number, by=by, now_us=now_us()):
            raise NotThere(f"There is no mark {number} in force. See: mark list.")
        report.answer(f"Mark {number} is undone. It takes effect at the next measure.")
