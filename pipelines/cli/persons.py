"""Who may sign in, and as what: add, list, remove. The first administrator is made here."""

from typing import Annotated

import typer

from facts import from_us, iso
from people import outbox, roles
from people.outbox import Channel, Choice
from people.roles import Role
from pipelines import report
from pipelines.cli.ending import By, Data, Json, Wrong, clearly, end, folder_of
from pipelines.cli.show import NotThere, to_json
from pipelines.keep.folder import now_us
from pipelines.keep.opening import note_acts
from store.persons import Person
from wording.language import languages

person = typer.Typer(help="Who may sign in to the pages, and as what.", no_args_is_help=True)
COLUMNS = ("E-mail", "Role", "Member", "Signed in since", "Written to")


@person.command("add")
def add(
    email: Annotated[
        str | None, typer.Argument(metavar="EMAIL", help="As the sign-in service knows it.")
    ] = None,
    role: Annotated[list[Role] | None, typer.Option("--role", help="May be given more than once.")] = None,
    member: Annotated[str, typer.Option("--member", help="Of role member: the register's id.")] = "",
    register: Annotated[
        bool,
        typer.Option("--register", help="Everybody on the register who has an e-mail there, as a member."),
    ] = False,
    *,
    by: By = "administrator",
    data: Data = None,
) -> None:
    """Let somebody sign in. They see what is theirs at their next click."""
    with clearly():
        folder = folder_of(data)
        if register:
            if email or role or member:
                raise Wrong("Say --register alone, or one e-mail with its roles.")
            added, without = roles.add_register(folder.desk, now_us=now_us(), by=by)
            note_acts(folder.path, folder.desk)
            report.answer(f"Let in: {report.count(len(added), 'member')}.")
            if without:
                told = (
                    f"No e-mail of their own on the register: {', '.join(without)}. Let them in one by one."
                )
                end(4, told, "no-email")
            return
        if not email or not role:
            raise Wrong("Say whom, and as what: person add EMAIL --role ROLE.")
        if member and Role.MEMBER not in role:
            raise Wrong("Only role member has a --member.")
        for one in sorted(role, key=lambda one: one is not Role.MEMBER):  # what may be refused comes first
            whose = member if one is Role.MEMBER else ""
            roles.add(folder.desk, email, one, whose, now_us=now_us(), by=by)
        note_acts(folder.path, folder.desk)
        report.answer(f"{roles.email_of(email)} may sign in as {' and '.join(one.value for one in role)}.")


@person.command("list")
def list_(data: Data = None, as_json: Json = False) -> None:
    """Everybody who may sign in, and as what."""
    with clearly():
        found = folder_of(data, to_read=True).desk.persons()
        if as_json:
            report.answer(
                to_json(
                    [
                        {
                            "email": one.email,
                            "roles": [{"role": role, "member": member or None} for role, member in one.roles],
                            "first_signed_in_at": iso(one.pinned_us) if one.pinned_us else None,
                            "language": one.language or None,
                            "channel": one.channel,
                            "attach": one.attach,
                            "weekly": one.weekly,
                        }
                        for one in found
                    ]
                )
            )
            return
        rows = [
            (
                one.email,
                role,
                member,
                f"{from_us(one.pinned_us):%Y-%m-%d}" if one.pinned_us else "not yet",
                _written_to(one),
            )
            for one in found
            for role, member in one.roles
        ]
        report.table(COLUMNS, rows)


@person.command("set")
def set_(
    email: Annotated[str, typer.Argument(metavar="EMAIL")],
    language: Annotated[
        str | None,
        typer.Option(
            "--language", help=f"Of what is sent to them: {', '.join(languages())}; '' the council's."
        ),
    ] = None,
    channel: Annotated[
        Channel | None, typer.Option("--channel", help="How; none (as at first): nothing is sent.")
    ] = None,
    attach: Annotated[
        bool | None,
        typer.Option("--attach/--no-attach", help="A member chose their scorecard as a PDF, not a link."),
    ] = None,
    weekly: Annotated[
        bool | None,
        typer.Option("--weekly/--no-weekly", help="A member chose to be told each week who waits."),
    ] = None,
    *,
    by: By = "administrator",
    data: Data = None,
) -> None:
    """How somebody is written to, as they chose it. What was queued another way is queued anew."""
    with clearly():
        folder = folder_of(data)
        choice = Choice(language=language, channel=channel, attach=attach, weekly=weekly)
        found = outbox.choose(folder.desk, email, choice, languages=languages(), now_us=now_us(), by=by)
        note_acts(folder.path, folder.desk)  # an older desk that is put back must not write to them again
        report.answer(f"{found.email} is written to: {_written_to(found)}.")


def _written_to(person: Person) -> str:
    """Return how somebody is written to, in a few words."""
    if person.channel == Channel.NONE:
        return "not at all"
    more = [person.language, "PDF attached" if person.attach else "", "weekly" if person.weekly else ""]
    return ", ".join(filter(None, (person.channel, *more)))


@person.command("remove")
def remove(
    email: Annotated[str, typer.Argument(metavar="EMAIL")],
    role: Annotated[Role | None, typer.Option("--role", help="Only this one; else all.")] = None,
    by: By = "administrator",
    data: Data = None,
) -> None:
    """Let somebody in no more, or in one role no more: they are out at their next click."""
    with clearly():
        folder = folder_of(data, to_end=True)
        is_out = roles.remove(folder.desk, email, role, now_us=now_us(), by=by)
        note_acts(folder.path, folder.desk)  # an older desk that is put back must not let them in again
        if not is_out:
            raise NotThere(
                f"{roles.email_of(email)} can't sign in{f' as {role.value}' if role else ''} as it is."
            )
        report.answer(f"{roles.email_of(email)} is out{f' as {role.value}' if role else ''}.")
