"""Keeps what an import brings: what posts files and archives share."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from connectors.connector import Masks
from facts import Account, Page, Post, Seen, Trouble
from pipelines.import_.covers import Covers
from pipelines.import_.kept_before import Meeting
from pipelines.measure.label import Register, label_page
from store.archive import Archive, ConsentEnded
from store.renewing import removed_among

PAGE = 20_000  # messages kept in one transaction


@dataclass(slots=True, kw_only=True)
class Report:
    """What an import did."""

    file: str
    holds: str = "message"  # one of what it holds
    written_to: str = ""
    kept: int = 0
    already_kept: int = 0
    renewed: int = 0  # of these: came along elsewhere before, and now in their author's own account
    seen: list[Seen] = field(default_factory=list)  # the stretches that count as seen by it
    notes: list[str] = field(default_factory=list)  # worth a look, and no trouble
    of_others: int = 0  # rows left aside because one account's alone were asked for
    troubles: list[Trouble] = field(default_factory=list)
    refused: dict[str, list[int]] = field(default_factory=dict)  # account without consent -> lines
    ended: dict[str, int] = field(
        default_factory=dict
    )  # account whose consent ended meanwhile -> messages refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """What an import needs to know: who may be imported, how people are keyed, what the file is said to cover."""

    accounts: Mapping[str, Account]  # with live consent, by id
    masks: Masks
    members: Mapping[str, str]  # pseudonym -> member
    people: Mapping[str, str]  # pseudonym -> account (or another name), of everybody on the register
    register: Callable[[], Register]  # asked anew for each page: an import takes long, and consents end
    zone: ZoneInfo
    now_us: int
    states_coverage: bool = True  # whether the rows say what was seen; the invented council says it itself
    only: str | None = None  # keep only this account's rows
    covers: Covers | None = None


def keep_posts(
    archive: Archive, brought: Sequence[Post], importing: Importing, report: Report, *, owner: str = ""
) -> dict[str, Meeting]:
    """Keep the messages we don't have, with their labels, in one transaction for each account with a live consent.

    Return how those met what we had under the same ids: it stays as it is, but for what is renewed by its author's own
    account. `owner` is the pseudonym of that account's author, where it isn't that of the account's name.
    """
    met = meetings(archive, brought, importing)
    new = [post for post in brought if post.id not in met]
    renewing = [one.brought for one in met.values() if one.renews]
    report.already_kept += len(brought) - len(new)
    register = importing.register()
    for account, posts in _by_account([*new, *renewing]):
        own = owner or importing.masks.author(*account.split(":", 1))
        ours = [
            replace(post, author=own) if post.id in met else post for post in posts
        ]  # however it is spelt
        page, labels = label_page(Page(account=account, posts=ours), register)
        with noting_ends(report, len(posts)):
            kept = archive.keep(page, labels, owner=own, now_us=importing.now_us)
            report.kept += kept.new
            report.renewed += kept.changed
    return met


def meetings(archive: Archive, brought: Iterable[Post], importing: Importing) -> dict[str, Meeting]:
    """Return how these meet the messages we have under their ids, by id."""
    came = {post.id: post for post in brought}
    known = archive.known(came)
    removed = removed_among(archive, known) if known else set()
    return {
        id_: Meeting(came[id_], kept, importing.people, is_removed=id_ in removed)
        for id_, kept in known.items()
    }


@contextmanager
def noting_ends(report: Report, messages: int = 0) -> Iterator[None]:
    """Go on where an account's consent has ended meanwhile, and note how many messages were refused for it."""
    try:
        yield
    except ConsentEnded as ended:
        report.ended[ended.account] = report.ended.get(ended.account, 0) + messages


def say_what_ended(report: Report) -> None:
    """Report the accounts whose consent ended while their messages were read."""
    for account, count in sorted(report.ended.items()):
        what = f"its consent ended while this was read: {count} {report.holds}s refused, and what was kept before goes."
        report.troubles.append(Trouble(what=what, where=account, kind="no-consent"))


def no_consent(account: str, count: int, what: str = "message") -> Trouble:
    """Return what is reported of messages, or of what else there was, whose account has no live consent."""
    rows = f"1 {what}" if count == 1 else f"{count} {what}s"
    return refused(account, f"{rows} refused")


def refused(account: str, what: str) -> Trouble:
    """Return what is reported where no consent is live."""
    todo = "Register the account with a consent first."
    return Trouble(what=f"{what}: no recorded consent is live.", where=account, todo=todo, kind="no-consent")


def set_aside(line: int, why: str) -> Trouble:
    """Return what is reported of a line that isn't kept."""
    return Trouble(what=f"{why}. Set aside; mend it and import the file again.", where=f"line {line}")


def _by_account(posts: Iterable[Post]) -> Iterator[tuple[str, list[Post]]]:
    found: dict[str, list[Post]] = {}
    for post in posts:
        found.setdefault(post.account, []).append(post)
    yield from found.items()
