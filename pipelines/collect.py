"""Collects what is new from every account, page by page. One account's trouble never stops the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.bluesky import APPVIEW, DIRECTORY, Bluesky
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


def bluesky_of(folder: Folder, archive: Archive) -> Bluesky:
    """Return the Bluesky connector of this council; close it after use."""
    hosts = folder.settings.hosts
    appview, directory = hosts.get("bluesky_appview", APPVIEW), hosts.get("bluesky_directory", DIRECTORY)
    return Bluesky(folder.pseudonyms(), appview, directory, known=archive.ids_since)


def know_everybody(folder: Folder, bluesky: Bluesky) -> list[Trouble]:
    """Note the lasting ids of the council's accounts and of members not collected yet, once each.

    Otherwise the council's own words in a member's thread would look like a resident's.
    """
    troubles = []
    noted = {account for _, _, platform, account in folder.desk.handles() if platform == "bluesky"}
    known = {account.id: account.platform_id for account in folder.desk.accounts(folder.today())}
    wanted = [id_ for id_, platform_id in known.items() if id_.startswith("bluesky:") and not platform_id]
    wanted += [
        id_ for id_ in folder.settings.council_accounts if id_.startswith("bluesky:") and id_ not in noted
    ]
    for id_ in wanted:
        try:
            folder.desk.note_handle(id_, folder.keyed("bluesky", bluesky.did_of(id_.split(":", 1)[1])))
        except PlatformTrouble as trouble:
            troubles.append(_said(trouble, id_))
    return troubles


def collect_all(
    folder: Folder,
    archive: Archive,
    accounts: Sequence[Account],
    connectors: Mapping[str, Connector],
    tell: Tell = lambda _: None,
) -> list[Collected]:
    """Visit every account that has a live consent. Return what each visit brought, and what went wrong."""
    return [_visit(folder, archive, account, connectors.get(account.platform), tell) for account in accounts]


def _visit(
    folder: Folder, archive: Archive, account: Account, connector: Connector | None, tell: Tell
) -> Collected:
    done = Collected(account=account.id)
    if connector is None:
        done.said = f"{account.platform} can't be collected yet; import a file instead"
        return done
    tell(f"collecting {account.id}")
    calls = getattr(connector, "calls", 0)
    try:
        for page in connector.pages(account, archive.cursors(account.id), now_us()):
            account = _note_profile(folder, account, page)
            _keep(folder, archive, account, page, done)
    except PlatformTrouble as trouble:
        done.said = "not finished"
        done.troubles.append(_said(trouble, account.id))
    done.calls = getattr(connector, "calls", 0) - calls
    return done


def _said(trouble: PlatformTrouble, account: str) -> Trouble:
    again = f" Try again after {trouble.again_at:%Y-%m-%d %H:%M} UTC." if trouble.again_at else ""
    return Trouble(what=trouble.what, where=account, todo=f"{trouble.todo}{again}")


def _keep(folder: Folder, archive: Archive, account: Account, page: Page, done: Collected) -> None:
    owner = folder.owner(account)
    parents = archive.known(_answered(page))
    page, labels = label_page(page, parents, owner, folder.on_register())
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
