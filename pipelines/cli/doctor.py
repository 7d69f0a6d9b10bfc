"""Is everything collected, and are we allowed to?"""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any

import typer

import guidance
from connectors import all_platforms
from connectors.platform import Left
from facts import from_us, iso, to_us
from metrics import all_measures
from people.roles import Role
from pipelines import report
from pipelines.cli.ending import TROUBLED, Data, Json, Wrong, clearly, end, folder_of
from pipelines.cli.show import to_json
from pipelines.keep import delivery_checks, folder_checks, release_checks
from pipelines.keep import doctor as checks
from pipelines.keep import losses as losing
from pipelines.keep.backups import rotating
from pipelines.keep.folder import Folder
from pipelines.keep.folder_checks import STORES, Step
from pipelines.keep.settings import unknown_names
from store.published import Published
from store.trouble import StoreTrouble
from wording import numbers

COLUMNS = ("Account", "Member", "Consent", "Token", "Collected", "Seen to", "Posts", "Replies")


def doctor(
    data: Data = None,
    as_json: Json = False,
    accept_loss: Annotated[
        str | None,
        typer.Option("--accept-loss", metavar="STORE", help=f"Go on without one: {', '.join(STORES)}."),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who decides that; it is logged.")] = "",
) -> None:
    """What is configured, what is missing, and what to do, account by account. Ends with 4 if anything is to do."""
    with clearly():
        folder = folder_of(data, to_read=True)
        if accept_loss is not None:
            report.answer(_accept(folder, accept_loss, by))
            return
        found, whole, sent = checks.look(folder), folder_checks.look(folder), delivery_checks.look(folder)
        kept = _backups(folder)
        of_whole = (_house(folder), whole.steps(), found.troubles, release_checks.steps(found.releases))
        of_parts = (delivery_checks.steps(sent), rotating.steps(kept))
        steps = [*dict.fromkeys(chain(*of_whole, *of_parts)), *_of_accounts(found)]
        if as_json:
            document = _document(folder, found, whole, steps)
            more = {"delivery": delivery_checks.document(sent), "backups": rotating.document(kept)}
            report.answer(to_json({**document, **more}))
        else:
            settings = folder.settings
            report.answer(
                f"{settings.council} ({settings.country}, {settings.time_zone}), guidance: {settings.pack}"
            )
            report.answer(folder_checks.who_may_read(folder))
            report.answer(_who_signs_in(folder))
            report.answer(delivery_checks.said(sent))
            for line in (*rotating.said(kept), *release_checks.said(found.releases), *_left(found)):
                report.answer(line)
            report.table(COLUMNS, map(_row, found.accounts))
            report.answer(
                "\n".join(f"{step.told} [{step.code}]" for step in steps)
                if steps
                else "Nothing is to be done."
            )
        if steps:
            end(TROUBLED)


def _house(folder: Folder) -> Iterator[Step]:
    """Yield what there is to do about the data folder as a whole."""
    guidance.read(
        folder.settings.pack, folder.path, known=[m.id for m in all_measures()]
    )  # raises PackTrouble
    if folder.settings.sign_in and not any(
        Role.ADMINISTRATOR in dict(one.roles) for one in folder.desk.persons()
    ):
        told = "Sign-in has no administrator yet: person add EMAIL --role administrator"
        yield Step("no-administrator", told)
    for name in unknown_names(folder.path):
        yield Step("unknown-setting", f"settings.toml: take {name} out, or mend it: it means nothing here.")


def _of_accounts(found: checks.Found) -> list[Step]:
    """Return the next step of each account that has one."""
    return [
        Step(one.next_step.code, f"{one.account}: {one.next_step.told}")
        for one in found.accounts
        if one.next_step
    ]


def _backups(folder: Folder) -> rotating.Found:
    """Return what is known of backups; nothing where the desk can't be read, which the other checks tell."""
    try:
        return rotating.look(folder)
    except StoreTrouble:
        return rotating.Found(None, [], [], folder.settings.backups.kept_days)


def _who_signs_in(folder: Folder) -> str:
    """Return how people come in, in a line."""
    if not folder.settings.sign_in:
        return "Nobody signs in: the pages are served on this computer only."
    people = report.count(len(folder.desk.persons()), "person", "people")
    return f"{people} may sign in at {folder.settings.sign_in.public_address}."


def _accept(folder: Folder, store: str, by: str) -> str:
    if store not in STORES:
        raise Wrong(f"Say --accept-loss with one of {', '.join(STORES)}, not {store!r}.")
    if not by.strip():
        raise Wrong("Say with --by who decides it: it is logged.")
    return losing.accept_loss(folder.path, store, by=by)


def _published(folder: Folder) -> str | None:
    try:
        return Published(folder.published).version
    except StoreTrouble:
        return None


def _document(
    folder: Folder, found: checks.Found, whole: folder_checks.Whole, steps: list[Step]
) -> dict[str, Any]:
    settings = folder.settings
    return {
        "council": settings.council,
        "country": settings.country,
        "time_zone": settings.time_zone,
        "pack": settings.pack,
        "invented": settings.invented,
        "published": _published(folder),
        "accounts": [
            {
                "account": one.account,
                "member": one.member,
                "consent": one.has_consent,
                "token": one.token is not None,
                "token_state": one.token,
                "last_collected_at": _iso(one.last_good_us),
                "last_seen_at": _iso(one.last_seen_us),
                "ails": one.ails or None,
                "seen": one.seen,
                "next_step": one.next_step.told if one.next_step else None,
                "next_step_code": one.next_step.code if one.next_step else None,
            }
            for one in found.accounts
        ],
        **{f"{platform}_reads": _reads(left) for platform, left in found.left.items()},
        "stores": {store: whole.lost.get(store) for store in STORES},  # null: as it should be
        "rights": {
            "group": folder.settings.group or None,
            "closed_now": whole.rights.tightened,
            "still_open": whole.rights.still_open,
        },
        "sign_in": {
            "public_address": settings.sign_in.public_address,
            "metadata_url": settings.sign_in.metadata_url,
            "people": len(folder.desk.persons()),
        }
        if settings.sign_in
        else None,
        "releases": release_checks.document(found.releases),
        "next_steps": [step.told for step in steps],
        "next_step_codes": [step.code for step in steps],
    }


def _left(found: checks.Found) -> Iterator[str]:
    """Yield what may still be read of each platform that charges."""
    for platform in all_platforms():
        if left := found.left.get(platform.id):
            reads = f"{left.reads:,} of {left.allowed:,} reads"
            yield f"{platform.name}: {reads} are left until {left.renewed_at:%Y-%m-%d}."


def _reads(left: Left | None) -> dict[str, Any] | None:
    if left is None:
        return None
    return {"left": left.reads, "a_month": left.allowed, "renewed_at": iso(to_us(left.renewed_at))}


def _row(one: checks.Checked) -> tuple[str, ...]:
    shares = [
        numbers.per_cent(one.seen[sight]) if sight in one.seen else "" for sight in ("posts", "replies")
    ]
    days = (_day(one.last_good_us), _day(one.last_seen_us))
    consent, token = ("live" if one.has_consent else "none"), one.token or ""
    return one.account, one.member, consent, token, *days, *shares


def _day(us: int | None) -> str:
    return f"{from_us(us):%Y-%m-%d}" if us is not None else "never"


def _iso(us: int | None) -> str | None:
    return iso(us) if us is not None else None
