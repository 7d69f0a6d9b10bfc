"""One account's visit: its pages kept one by one, under a consent asked for anew before each fetch."""

from dataclasses import dataclass, field, replace
from threading import Event

from connectors.clocks import as_first_seen
from connectors.connector import Connector, PlatformTrouble
from facts import SECOND_US, Account, Page, Trouble
from pipelines.keep.folder import Folder, now_us
from pipelines.measure.label import label_page
from store.archive import Archive, ConsentEnded
from store.visits import note_visit
from wording import nouns


@dataclass(slots=True, kw_only=True)
class Collected:
    """What one account's visit brought."""

    account: str
    new: int = 0
    changed: int = 0
    gone: int = 0
    calls: int = 0
    said: str = "done"
    troubles: list[Trouble] = field(default_factory=list)


CONSENT_ENDED = "consent ended meanwhile"
NEXT_RUN = "Nothing is lost: the next run goes on from here."


class Visit:
    """A visit to one account, in one try or several. All of them look as of the same moment."""

    def __init__(self, folder: Folder, archive: Archive, account: Account, connector: Connector) -> None:
        self.folder, self.archive, self.account, self.connector = folder, archive, account, connector
        self.done = Collected(account=account.id)
        self.now_us = 0  # the moment of the first try
        self.has_moved = False  # the last try brought something new
        self.consent_ended = False
        self.token_ends_us: int | None = None

    @property
    def was_tried(self) -> bool:
        """Say whether the platform was asked at all."""
        return self.now_us > 0

    @property
    def server(self) -> str:
        """The server that is asked; its troubles are shared by all accounts it is asked for."""
        return self.connector.server_of(self.account)

    def go(self, stop: Event) -> bool:
        """Try once, from where the last try broke off. Say whether it came to its end. Raise PlatformTrouble."""
        self.now_us = self.now_us or now_us()
        self.has_moved, calls = False, self.connector.calls
        cursors = self.archive.cursors(self.account.id)
        try:
            pages = self.connector.pages(self.account, dict(cursors), self.now_us)
            while self._may_collect():
                if stop.is_set():
                    return False
                if (page := next(pages, None)) is None:
                    return True
                self._note_profile(page)
                self._keep(page, cursors)
            self.consent_ended = True
            return True
        except ConsentEnded:  # while the page was on its way
            self.consent_ended = True
            return True
        finally:
            self.done.calls += self.connector.calls - calls

    def end(self, trouble: PlatformTrouble | None) -> None:
        """Note how it ended: well, or with a trouble that is left to the next run."""
        if self.consent_ended:
            self.done.said = CONSENT_ENDED
            return  # what is noted of an account goes with its consent
        reported = said(trouble, self.account.id) if trouble else None
        if trouble and reported:
            self.done.said = f"not finished: {nouns.unseen(trouble.why)}"
            self.done.troubles.append(reported)
        try:
            note_visit(
                self.archive,
                self.account.id,
                reported,
                now_us=now_us(),
                was_tried=self.was_tried,
                token_ends_us=self.token_ends_us,
            )
        except ConsentEnded:
            self.done.said = CONSENT_ENDED

    def stopped(self) -> None:
        """Say that the run ended before it did. Nothing is noted of it: it is neither done nor in trouble."""
        self.done.said = "not finished: the run was stopped"

    def left_alone(self, why: str) -> None:
        """Say that it wasn't tried in this run, and what stays unseen because of it until the next."""
        self.end(PlatformTrouble(why, self.account.id, NEXT_RUN))

    def _may_collect(self) -> bool:
        """Ask the desk anew before each fetch: a run takes an hour, and consent may end within it."""
        return self.account.id in self.folder.live_accounts()

    def _keep(self, page: Page, cursors: dict[str, str]) -> None:
        owner = self.folder.owner(self.account)
        seen_us = now_us()
        page = replace(page, posts=[as_first_seen(post, self._there(seen_us)) for post in page.posts])
        page, labels = label_page(page, self.folder.register())
        kept = self.archive.keep(page, labels, owner=owner, now_us=seen_us)
        self.done.new += kept.new
        self.done.changed += kept.changed
        self.done.gone += len(page.gone)
        self.done.troubles += [one for one in page.troubles if one not in self.done.troubles]
        moved = any(cursors.get(stream, "") != value for stream, value in page.cursors.items())
        self.has_moved |= moved or bool(kept.new)
        if page.token_ends_us is not None:
            self.token_ends_us = page.token_ends_us
        cursors |= page.cursors

    def _there(self, us: int) -> int:
        """Return a moment of our clock as it was on the platform's, where ours is behind."""
        return us + max(0, round(-self.connector.clock_off_s * SECOND_US))

    def _note_profile(self, page: Page) -> None:
        """Remember the platform's own id and today's handle before anything is kept under them."""
        if not page.profile:
            return
        self.account = self.folder.note_profile(
            self.account, platform_id=page.profile["platform_id"], handle=page.profile["handle"]
        )


def said(trouble: PlatformTrouble, account: str) -> Trouble:
    """Return a platform's trouble as it is reported of an account."""
    again = f" Try again after {trouble.again_at:%Y-%m-%d %H:%M} UTC." if trouble.again_at else ""
    return Trouble(what=trouble.what, where=account, todo=f"{trouble.todo}{again}", why=trouble.why)
