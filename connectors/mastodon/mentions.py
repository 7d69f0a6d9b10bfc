"""What was said to the member elsewhere: their notifications of being named, newest first, with their token.

A pass remembers three ids: the newest notification an earlier one met (`since`), the newest it has met itself
(`newest`), and how far down it has come (`until`). All are kept with the rows of each page, so a pass that broke off
is finished by the next visit, and only then does the newest become what was met before.

The list is the member's own, and they may clear it. So it shows a stretch without a gap only where it still reaches
back to what we had met; else from the oldest public mention it shows. An empty list shows nothing.
"""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from connectors.clocks import APART_US, is_due
from connectors.connector import PlatformTrouble
from connectors.heard import Heard
from connectors.items import Unreadable, take
from connectors.mastodon.home import NotOpened
from connectors.mastodon.read import LOCAL_ID, quoted_in
from connectors.mastodon.shapes import OPEN, Message, Notice, Status, moment
from connectors.mastodon.statuses import PAGE_SIZE, next_of
from connectors.mastodon.visit import Visit
from connectors.servers import NEXT_RUN, Refused
from facts import DAY_US, Page, Post, Seen, Sight, Trouble, Unseen

MOST_PAGES = 1_000
SIGHTS = (Sight.MENTIONS,)
GONE = msgspec.Raw(b"null")


class State(msgspec.Struct):
    """What is remembered of the list."""

    since: str = ""
    newest: str = ""
    until: str = ""
    begun_us: int = 0  # when the pass under way began; 0: none is
    oldest_us: int = 0  # when the oldest public mention it met was told
    done_us: int = 0  # when the last finished pass began
    refused_us: int = 0  # when the server last showed no such list; 0: it does


class Mentions:
    """Goes down the member's notifications."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state: State = visit.remembered("mentions", State)

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began, then look for what is new. Raise PlatformTrouble.

        A server that knows no such list is asked again, and complained of, once a day.
        """
        state, now_us = self.state, self.visit.now_us
        if not is_due(state.refused_us, now_us, DAY_US):
            return
        if state.begun_us > now_us:  # our clock ran ahead: from the top
            self.state = State(since=state.since, done_us=state.done_us)
        try:
            if self.state.begun_us:
                yield from self._go_down()
            if self.state.done_us != self.visit.until(now_us):
                self.state.begun_us = now_us
                yield from self._go_down()
        except NotOpened:
            yield self.visit.page()  # says so
        except Refused as refused:
            begun_us = self.state.begun_us if self.state.until else 0
            self.state = replace(self.state, begun_us=begun_us, refused_us=self.visit.now_us)
            yield self.visit.page({"mentions": self.state}, troubles=[self._not_shown(refused)])

    def _go_down(self) -> Iterator[Page]:
        for _ in range(MOST_PAGES):
            raws, headers = self.visit.home.hear_as_member(
                "v1/notifications",
                list[msgspec.Raw],
                called="mentions",
                limit=PAGE_SIZE,
                max_id=self.state.until or None,
                include_filtered="true",  # kept back from the member until they say so, but said to them
                **{"types[]": "mention"},
            )
            troubles: list[Trouble] = []
            notices = self._notices(raws, troubles)
            posts = self._read(notices, troubles)
            seen = self._move_on(notices, next_of(headers, [notice.id for notice in notices]), troubles)
            yield self.visit.page({"mentions": self.state}, posts=posts, seen=seen, troubles=troubles)
            if not self.state.begun_us:
                return
        raise PlatformTrouble("The list of mentions has no end.", self.visit.account.id, NEXT_RUN)

    def _notices(self, raws: list[msgspec.Raw], troubles: list[Trouble]) -> list[Notice]:
        notices = []
        for raw in raws:
            try:
                notice = take(raw, Notice)
                if not LOCAL_ID.fullmatch(notice.id):
                    raise Unreadable("its id isn't one")
                notices.append(notice)
            except Unreadable as why:
                troubles.append(self.visit.trouble(why))
        if raws and not notices:
            todo = "Its server may have changed its answers: report this."
            what = "Nothing in the list of mentions could be read."
            raise PlatformTrouble(what, self.visit.account.id, todo, why=Unseen.DRIFT)
        return notices

    def _read(self, notices: list[Notice], troubles: list[Trouble]) -> list[Post]:
        """Return the public messages that no earlier pass met; one that quotes the member is to them anyway."""
        fresh = self._fresh(notices, troubles)
        self.visit.resolve(fresh, troubles)
        quotes = [one for one in fresh if (of := quoted_in(one)) and self.visit.is_own(of)]
        others = [one for one in fresh if one not in quotes]
        named = self.visit.read_all(others, troubles, Heard.NAMED)
        return [*named, *self.visit.read_all(quotes, troubles)]

    def _fresh(self, notices: list[Notice], troubles: list[Trouble]) -> list[Status]:
        """Return what is public and isn't kept; of other messages nothing is read but that they aren't public.

        What no earlier pass met is fresh though it is kept: that may be only because the member answered it.
        """
        raws, new = [], set()
        for notice in notices:
            if notice.type != "mention" or notice.status == GONE:
                continue
            try:
                message = take(notice.status, Message)
                if message.visibility not in OPEN:
                    continue
                told_us = moment(notice.created_at)
                said_us = moment(message.created_at)
                if 0 <= told_us - said_us <= APART_US:
                    told_us = said_us  # or the oldest would lie just before what it shows
                self.state.oldest_us = min(self.state.oldest_us or told_us, told_us)
                raws.append(notice.status)
                if not self.state.since or _age(notice.id) > _age(self.state.since):
                    new.add(message.id)
            except Unreadable as why:
                troubles.append(self.visit.trouble(why))
        known_ids, id_of = self.visit.known_ids, self.visit.reader.id_of
        return [
            one for one in self.visit.take(raws, troubles) if one.id in new or id_of(one) not in known_ids
        ]

    def _move_on(self, notices: list[Notice], next_: str | None, troubles: list[Trouble]) -> list[Seen]:
        """Bring the state up to this page; on the last page of a pass return what has now been seen."""
        state, ids = self.state, [notice.id for notice in notices]
        state.newest = max([state.newest, *ids], key=_age)
        is_met = bool(state.since) and any(_age(id_) <= _age(state.since) for id_ in ids)
        if next_ and not is_met:
            if state.until and _age(next_) >= _age(state.until):
                raise PlatformTrouble("The list of mentions repeats itself.", self.visit.account.id, NEXT_RUN)
            state.until = next_
            return []
        if state.since and not is_met:
            troubles.append(self._gap())
        from_us = state.done_us if is_met else state.oldest_us
        to_us = self.visit.until(state.begun_us)
        self.state = State(since=state.newest, done_us=to_us)
        if not 0 < from_us < to_us or not self.visit.may_claim:
            return []
        return [Seen(account=self.visit.account.id, sight=Sight.MENTIONS, from_us=from_us, to_us=to_us)]

    def _not_shown(self, refused: Refused) -> Trouble:
        what = f"{self.visit.home.host} doesn't show the member who names them ({refused.status})."
        todo = "Its software may not know notifications: mentions stay unseen."
        return Trouble(what=what, where=self.visit.account.id, todo=todo, why=Unseen.CAP, sights=SIGHTS)

    def _gap(self) -> Trouble:
        what = "The member's notifications no longer reach back to the last visit: mentions in between may be missing."
        todo = "Collect more often; clearing notifications clears them for us too."
        return Trouble(what=what, where=self.visit.account.id, todo=todo, why=Unseen.GAP, sights=SIGHTS)


def _age(id_: str) -> tuple[int, str]:
    """Return what orders ids by their making: numbers on Mastodon, letters of one length elsewhere."""
    return len(id_), id_
