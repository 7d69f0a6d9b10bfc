"""Who is on the register and not visited, and the council: their lasting ids, looked up once each.

Otherwise the council's own words in a member's thread would look like a resident's, and so would those of a member
who hasn't said yes. Where a platform shows a handle beside the id (connectors/connector.py) they are known by that
until then; where it shows none, only their id tells.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from connectors import platform_of
from connectors.connector import Connector, PlatformTrouble
from connectors.platform import KnownByIdAlone
from facts import Account, Trouble, Unseen
from pipelines.collect.visit import said
from pipelines.keep.folder import Folder

MOST_FAILURES = 5  # of a platform in a row, as of a server that is visited
UNTIL_THEN = (
    "Until its lasting id is known it is known by its handle alone, and under another its words would look like a "
    "resident's."
)
NEXT_RUN = "The next run asks again."
ID_UNKNOWN = "id-unknown"  # the code of what is reported


def know_everybody(
    folder: Folder, connectors: Mapping[str, Connector], visited: Sequence[Account] = ()
) -> list[Trouble]:
    """Note the lasting ids of the council's accounts and of members not collected yet, once each.

    Who hasn't consented is never visited, so their id is noted here or it would be asked for on every run; those
    about to be `visited` are met then. One fault stops nobody else's look-up; a platform that fails again and again,
    or asks us to slow down, is asked no more for this.
    """
    _note_names(folder)
    troubles: list[Trouble] = []
    accounts = {
        account.id: account
        for account in folder.desk.accounts(folder.today())
        if not account.platform_id and account.id not in {one.id for one in visited}
    }
    failures: Counter[str] = Counter()
    unasked: Counter[str] = Counter()
    for id_ in (*accounts, *_council(folder)):
        platform = id_.split(":", 1)[0]
        if platform not in connectors:
            continue
        if failures[platform] >= MOST_FAILURES:
            unasked[platform] += 1
            continue
        try:
            _look_up(folder, connectors[platform], id_, accounts.get(id_))
            failures[platform] = 0
        except PlatformTrouble as trouble:
            if trouble.may_pass:
                failures[platform] += MOST_FAILURES if trouble.why is Unseen.LIMIT else 1
            troubles += _told(trouble, id_, accounts.get(id_))
    return [*troubles, *(_not_asked(platform, count) for platform, count in unasked.items())]


def beyond_telling(account: Account) -> KnownByIdAlone | None:
    """Return how an account gets known whose words nothing tells from a resident's, without a consent to ask with."""
    by_id = _by_id_alone(account)
    return by_id if by_id and not _has_id(account, by_id) and not account.has_consent else None


def beyond_telling_once_gone(folder: Folder, going: Collection[str]) -> list[Trouble]:
    """Return what is said of accounts about to be erased whose id was never learnt, nor registered beside."""
    found = [(one, _by_id_alone(one)) for one in folder.desk.accounts(folder.today())]
    of = [(one, by_id) for one, by_id in found if by_id]
    told = {(one.platform, one.member) for one, by_id in of if _has_id(one, by_id)}
    return [
        Trouble(
            what=nobody_knows(by_id),
            where=one.id,
            todo=f"{by_id.register}, without a consent.",
            kind=ID_UNKNOWN,
        )
        for one, by_id in of
        if one.id in going and (one.platform, one.member) not in told
    ]


def nobody_knows(by_id: KnownByIdAlone) -> str:
    """Return what follows where an account's id isn't known."""
    return f"{by_id.unknown}, so nobody can tell its words in others' threads from a resident's."


def what_to_do(account: str, by_id: KnownByIdAlone) -> str:
    """Return how an account becomes known whose id isn't."""
    return f"{by_id.register}, then: erase --account {account}"


def _by_id_alone(account: Account) -> KnownByIdAlone | None:
    platform = platform_of(account.platform)
    return platform.known_by_id_alone if platform else None


def _has_id(account: Account, by_id: KnownByIdAlone) -> bool:
    return bool(account.platform_id) or by_id.is_id(account.handle)


def _council(folder: Folder) -> list[str]:
    noted = {account for *_, account in folder.desk.handles()}
    return [id_ for id_ in folder.settings.council_accounts if id_ not in noted]


def _note_names(folder: Folder) -> None:
    """Note the name of every lasting id that is known: an older Two-Way that was killed may have noted the id alone."""
    known = folder.on_register()
    for account in folder.desk.accounts(folder.today()):
        keyed = folder.keyed(account.platform, account.platform_id) if account.platform_id else None
        if keyed and keyed[0] not in known:
            folder.desk.note_handle(account.id, keyed)


def _look_up(folder: Folder, connector: Connector, id_: str, account: Account | None) -> None:
    platform, handle = id_.split(":", 1)
    lasting = connector.lasting_id(handle)
    if account:
        folder.note_profile(account, platform_id=lasting, handle=account.handle)
    else:
        folder.desk.note_handle(id_, folder.keyed(platform, lasting))


def _told(trouble: PlatformTrouble, id_: str, account: Account | None) -> Iterator[Trouble]:
    """Yield what is reported. Who hasn't consented wasn't asked for a token either; a visit asks for it."""
    if account and trouble.why is Unseen.TOKEN:
        if by_id := beyond_telling(account):
            yield Trouble(what=nobody_knows(by_id), where=id_, todo=what_to_do(id_, by_id), kind=ID_UNKNOWN)
        return
    told = said(trouble, id_)
    todo = NEXT_RUN if trouble.may_pass else told.todo
    yield Trouble(what=told.what, where=id_, todo=f"{UNTIL_THEN} {todo}", why=told.why)


def _not_asked(platform: str, count: int) -> Trouble:
    accounts = "1 more account wasn't" if count == 1 else f"{count} more accounts weren't"
    return Trouble(
        what=f"{accounts} looked up, as it failed.",
        where=platform,
        todo=f"{UNTIL_THEN} {NEXT_RUN}",
        kind=ID_UNKNOWN,
    )
