"""Collects what is new from every account, page by page. One account's trouble never stops the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.connector import Connector, PlatformTrouble
from facts import Account, Page, Trouble
from pipelines.folder import Folder, now_us
from pipelines.label import label_page
from store.archive import Archive

Tell = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Collected:
    """What one account's visit brought."""

    account: str
    new: int = 0
    changed: int = 0
    calls: int = 0
    said: str = "done"
    troubles: list[Trouble] = field(default_factory=list)


def know_everybody(folder: Folder, connectors: Mapping[str, Connector]) -> list[Trouble]:
    """Note the lasting ids of the council's accounts and of members not collected yet, once each.

    Otherwise the council's own words in a member's thread would look like a resident's.
    """
    troubles = []
    noted = {account for _, _, _, account in folder.desk.handles()}
    wanted = [account.id for account in folder.desk.accounts(folder.today()) if not account.platform_id]
    wanted += [id_ for id_ in folder.settings.council_accounts if id_ not in noted]
    for id_ in wanted:
        platform, handle = id_.split(":", 1)
        if platform not in connectors:
            continue
        try:
            folder.desk.note_handle(id_, folder.keyed(platform, connectors[platform].lasting_id(handle)))
        except PlatformTrouble as trouble:
            troubles.append(_said(trouble, id_))
    return troubles


def collect_all(
    folder: Folder,
    archive: Archive,
    accounts: Sequence[Account],
    connectors: Mapping[str, Connector],
    tell: Tell = lambda _: None,
    *,
    left_out: Mapping[str, str] | None = None,
) -> list[Collected]:
    """Visit every account that has a live consent. Return what each visit brought, and what went wrong.

    `left_out` says, by platform, why it isn't set up.
    """
    done = []
    for account in accounts:
        connector, why = connectors.get(account.platform), (left_out or {}).get(account.platform)
        if connector is None and why:
            done.append(Collected(account=account.id, said=f"not set up: {why}"))
        else:
            done.append(_visit(folder, archive, account, connector, tell))
    return done


def _visit(
    folder: Folder, archive: Archive, account: Account, connector: Connector | None, tell: Tell
) -> Collected:
    done = Collected(account=account.id)
    if connector is None:
        done.said = f"{account.platform} can't be collected yet; import a file instead"
        return done
    tell(f"collecting {account.id}")
    calls = connector.calls
    try:
        pages = connector.pages(account, archive.cursors(account.id), now_us())
        while _may_collect(folder, account) and (page := next(pages, None)):
            account = _note_profile(folder, account, page)
            _keep(folder, archive, account, page, done)
        if not _may_collect(folder, account):
            done.said = "consent ended meanwhile"
    except PlatformTrouble as trouble:
        done.said = "not finished"
        done.troubles.append(_said(trouble, account.id))
    done.calls = connector.calls - calls
    return done


def _may_collect(folder: Folder, account: Account) -> bool:
    """Ask the desk anew before each fetch: a run takes an hour, and consent may end within it."""
    return account.id in folder.live_accounts()


def _said(trouble: PlatformTrouble, account: str) -> Trouble:
    again = f" Try again after {trouble.again_at:%Y-%m-%d %H:%M} UTC." if trouble.again_at else ""
    return Trouble(what=trouble.what, where=account, todo=f"{trouble.todo}{again}")


def _keep(folder: Folder, archive: Archive, account: Account, page: Page, done: Collected) -> None:
    owner = folder.owner(account)
    parents = archive.known(_answered(page))
    page, labels = label_page(page, parents, owner, folder.register())
    kept = archive.keep(page, labels, owner=owner, now_us=now_us())
    done.new += kept.new
    done.changed += kept.changed
    done.troubles += page.troubles


def _answered(page: Page) -> Iterable[str]:
    return (post.answers for post in page.posts if post.answers)


def _note_profile(folder: Folder, account: Account, page: Page) -> Account:
    """Remember the platform's own id and today's handle before anything is kept under them."""
    if not page.profile:
        return account
    platform_id, handle = page.profile["platform_id"], page.profile["handle"]
    folder.desk.note_profile(account.id, platform_id=platform_id, handle=handle)
    for name in (platform_id, handle):
        folder.desk.note_handle(account.id, folder.keyed(account.platform, name))
    return Account(
        id=account.id,
        member=account.member,
        platform=account.platform,
        handle=handle,
        platform_id=platform_id,
        has_consent=account.has_consent,
    )
