"""Makes a message when it is to go: from what is published, frozen and decided at that moment, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from facts import DAY_US, from_us
from people import corrections, elections, outbox, redaction, waiting
from people.outbox import Channel, Kind
from people.roles import Role
from pipelines.deliver.channel import Letter
from pipelines.deliver.scorecards import scorecard_pdf
from pipelines.keep.folder import Folder
from pipelines.summarise import documents as frozen
from pipelines.summarise.figures import Facts
from store.editions import Edition
from store.outbox import Wanted
from store.persons import Person
from store.published import Published, Row
from store.showing import Showing
from store.trouble import StoreTrouble
from summaries import email
from summaries.email import Email, Enclosed, Frame, Waits
from summaries.rendering import PAPER
from wording.language import DEFAULT, languages, reading_in
from wording.reading import Reading
from wording.waiting import Group

LATEST_US = 35 * DAY_US  # so long after its close a month is still news
MOST_ASKED = 500
WEEK_BEGINS_AT = 9  # on Monday, by the council's clock
NO_WAY = (
    "a scorecard goes as a link, and no link is made without sign-in and public_address in settings.toml; or as a PDF, "
    "to a member who chose it (person set EMAIL --attach)"
)
NO_PDF = "they chose a PDF, and nothing of that month is published of them"


class NotSent(Exception):
    """There is nothing to send. The message says why, where anybody has to know; else it is empty."""


@dataclass
class Composer:
    """Makes messages as of a moment. What several of them hold is read once."""

    folder: Folder
    now_us: int
    _editions: dict[str, tuple[Edition, Facts]] = field(default_factory=dict)

    def letter(self, wanted: Wanted) -> Letter:
        """Return a message to whoever wants it. Raise NotSent or StoreTrouble."""
        person = outbox.person_of(self.folder.desk, wanted.recipient)
        if person is None:
            raise NotSent
        with reading_in(self._language(person)):
            made, documents = {
                Kind.EDITION: self._edition,
                Kind.SCORECARD: self._scorecard,
                Kind.WAITING: self._waiting,
            }[Kind(wanted.kind)](wanted, person)
        return Letter(
            recipient=wanted.recipient,
            message_id=wanted.message_id,
            email=made,
            documents=tuple(documents.items()),
        )

    def months(self) -> list[str]:
        """Return the frozen months that closed lately enough to be news."""
        found = self.folder.desk.latest_editions()
        return [month for month, one in found.items() if 0 <= self.now_us - one.as_of_us <= LATEST_US]

    def published(self) -> Showing | None:
        """Return what may be shown at this moment; None where nothing has been published that can be read."""
        try:
            return Showing([Published(self.folder.published)], self.folder.live_accounts())
        except StoreTrouble:
            return None

    def _edition(self, wanted: Wanted, person: Person) -> tuple[Email, dict[str, bytes]]:
        if wanted.period not in self.months():
            raise NotSent
        if wanted.period not in self._editions:
            latest = self.folder.desk.latest_editions()[wanted.period]
            self._editions[wanted.period] = latest, frozen.facts_of(self.folder, latest)
        edition, facts = self._editions[wanted.period]
        documents = self._papers(edition, self._language(person))
        roles = dict(person.roles)
        of_page = next((one for one in (Role.LEADERSHIP, Role.COMMS) if one in roles), None)
        frame = self._frame("month" if of_page else "", w=wanted.period, as_=of_page or "")
        held = elections.hold(
            self.folder.settings.country, self.folder.settings.pre_election, self.folder.today()
        )
        polling_on = held.polling_on if held else None
        made = email.of_month(facts, frame, enclosed=_enclosed(wanted, documents), polling_on=polling_on)
        return made, documents

    def _papers(self, edition: Edition, language: str) -> dict[str, bytes]:
        """Return an edition's PDF in a language, or in the first there is.

        Where somebody it names may no longer be named and no run has taken them out yet, it is the one without names.
        """
        gone = redaction.ended(self.folder.desk, edition.names, self.folder.live_accounts())
        form = f"{frozen.FOR_COMMITTEE if gone else ''}{PAPER}"
        made = frozen.documents_of(self.folder, edition)
        papers = sorted(lang for of, lang in edition.documents if of == PAPER)
        if not papers:
            return {}
        chosen = language if language in papers else DEFAULT if DEFAULT in papers else papers[0]
        # Before an election there is none but that of nobody's names, under the usual one.
        written = made.get(frozen.name_of(form, chosen)) or made[frozen.name_of(PAPER, chosen)]
        return {f"summary-{edition.month}{'' if chosen == DEFAULT else f'-{chosen}'}.pdf": written}

    def _scorecard(self, wanted: Wanted, person: Person) -> tuple[Email, dict[str, bytes]]:
        shown = self.published()
        is_there = shown and wanted.member in shown.people
        if not shown or not is_there or wanted.period not in self.months():
            raise NotSent
        if wanted.period not in {row["label"] for row in shown.published.windows()}:
            raise NotSent
        documents: dict[str, bytes] = {}
        frame = self._frame("scorecard", w=wanted.period, as_=Role.MEMBER)
        if person.attach:
            pdf = scorecard_pdf(self.folder, wanted.member, wanted.period, self._language(person))
            if pdf is None:
                raise NotSent(NO_PDF)
            documents = {f"scorecard-{wanted.period}.pdf": pdf}
        elif not frame.link:
            raise NotSent(NO_WAY)
        return email.of_scorecard(wanted.period, frame, enclosed=_enclosed(wanted, documents)), documents

    def _waiting(self, wanted: Wanted, person: Person) -> tuple[Email, dict[str, bytes]]:
        shown = self.published()
        if not shown or wanted.period != self.week() or wanted.member not in shown.people:
            raise NotSent
        reading = self._reading(shown)
        is_away = wanted.member in corrections.away_until(self.folder.desk, self.now_us)
        if reading.is_stale or is_away:
            raise NotSent
        found = self._asks(shown, wanted.member)
        if not found:
            raise NotSent
        frame = self._frame("waiting", as_=Role.MEMBER)
        return email.of_waiting(found, reading, frame), {}

    def week(self) -> str:
        """Return the name of the week (ISO 8601) by the council's clock."""
        year, week, _ = self._local().isocalendar()
        return f"{year}-W{week:02}"

    def _asks(self, shown: Showing, member: str) -> list[Waits]:
        """Return the questions that wait for a member, longest first; what people said of them since counts."""
        rows = waiting.page(shown, self.folder.desk, member, group=Group.WAITING.value, limit=MOST_ASKED)
        return [
            Waits(
                asked_us=row["asked_us"],
                account=row["account"],
                platform=row["account"].partition(":")[0],
                url=_opens(row["message"]),
            )
            for row in rows
        ]

    def _reading(self, shown: Showing) -> Reading:
        meta = shown.published.meta()
        as_of_us = int(meta["as_of_us"])
        return Reading(
            zone=meta["time_zone"],
            as_of_us=as_of_us,
            read_us=max(self.now_us, as_of_us),
            platforms=shown.published.platforms(),
        )

    def _frame(self, page: str, *, as_: str, w: str = "") -> Frame:
        """Return what stands around a message; its link leads to a page, where one may be made at all."""
        settings, link = self.folder.settings, ""
        if settings.sign_in and page:
            behind = urlencode({name: one for name, one in (("as", str(as_)), ("w", w)) if one})
            link = f"{settings.sign_in.public_address}/{page}?{behind}"
        return Frame(
            council=settings.council,
            ask=settings.sign_in.ask if settings.sign_in else "",
            link=link,
            signed=tuple(settings.languages_checked),
            is_invented=settings.invented,
        )

    def _language(self, person: Person) -> str:
        chosen = person.language or self.folder.settings.languages[0]
        return chosen if chosen in languages() else DEFAULT

    def _local(self) -> datetime:
        return from_us(self.now_us).astimezone(self.folder.settings.zone)

    def is_time_for_the_week(self) -> bool:
        """Say whether the week's message may go: not before Monday at nine, when people are at work."""
        local = self._local()
        return local.weekday() > 0 or local.hour >= WEEK_BEGINS_AT


def _opens(message: Row | None) -> str:
    """Return the link that opens a question, if it may be opened."""
    if message is None or message["is_removed"] or message["is_hidden"]:
        return ""
    return str(message["url"])


def _enclosed(wanted: Wanted, documents: Mapping[str, bytes]) -> Enclosed:
    if not documents:
        return Enclosed.NOT
    return Enclosed.LINKED if wanted.channel == Channel.NOTIFY else Enclosed.ATTACHED
