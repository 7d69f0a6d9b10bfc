"""Facebook Pages, through facebook-sdk.

Source: Facebook's Graph, with a Page token that the member grants: the Page's posts, visitors' posts on it, and
all comments and replies below both. Two or three calls a visit, and one for each post whose comments changed. Once a
day also what the Page says of itself, when the token ends, and posts elsewhere that tag the Page, with what the Page
answers there.

Limits: each Page has an allowance by how many people it engages; Facebook's headers say how much is used, and at
80 per cent we come back later. The token needs pages_show_list, pages_read_engagement and
pages_read_user_content. Of a Page's posts Facebook lists about 600 a year. Comments on posts of the last 30 days
are found on each visit, of the last 90 within a week, later ones not. There is no second clock.

Can't see: personal profiles and groups; what the member says on other people's Pages without being tagged there;
mentions by people, which come without an author and are counted, not kept: so mentions are not among what it sees
(other Pages' are heard, where their comments show); people whose privacy hides them, whose messages are not kept
either; for whom a person is on another Page (their id differs); whose post the Page shared, or answered elsewhere
without being tagged: Facebook gives no more than an id; what was removed before our first look, or elsewhere
after 90 days.
"""

from collections.abc import Callable, Iterator

import msgspec

from connectors.about import about
from connectors.connector import Cursors, Masks, PlatformTrouble
from connectors.facebook import grant, removals, who
from connectors.facebook.comments import Comments
from connectors.facebook.errors import Refused, Sort
from connectors.facebook.graph import GRAPH, TIMEOUT_S, Graph, Line
from connectors.facebook.lists import EDGES, MOST_IN_A_YEAR, RECENT_US, Sweep
from connectors.facebook.read import Reader
from connectors.facebook.shapes import ID
from connectors.facebook.sight import Days, clear
from connectors.facebook.tagged import Tagged
from connectors.facebook.visit import Elsewhere, Known, Visit, as_json
from connectors.platform import KnownByIdAlone, Lent, Platform
from facts import Account, Page, Seen, Sight, Unseen, iso

APP_SECRET = "TWOWAY_FACEBOOK_APP_SECRET"  # noqa: S105 - the name of a variable of the environment
NOT_GRANTED = "No access to this Page has been granted."
HOW = (
    "Ask the member to grant a Page token, and note it: token --account facebook:HANDLE. "
    "Of the council's own Page, its number in settings.toml is enough (facebook:12345)."
)
BRING_ARCHIVE = "Import the member's own archive for what came before."


class Facebook:
    """Looks at Facebook Pages.

    `token_of` gives the Page token of an account by its id, None if its member has granted none. `known` gives
    the ids of an account's messages that are kept and not gone; without it removals go unnoticed. `elsewhere` gives
    those in conversations that don't begin below its Page.
    """

    platform = "facebook"
    sees = frozenset({Sight.POSTS, Sight.REPLIES, Sight.PROFILE})

    def __init__(
        self,
        masks: Masks,
        token_of: Callable[[str], str | None],
        graph: str = GRAPH,
        *,
        app_secret: str | None = None,
        known: Known | None = None,
        elsewhere: Elsewhere | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self.graph = Graph(graph, secret=app_secret, timeout_s=timeout_s)
        self.masks, self.token_of, self.known, self.elsewhere = masks, token_of, known, elsewhere

    @property
    def calls(self) -> int:
        """How many calls were made so far; `graph.calls` has them by kind."""
        return self.graph.calls.total()

    @property
    def clock_off_s(self) -> float:
        """How many seconds this machine's clock is ahead of Facebook's."""
        return self.graph.clock.off_s

    def server_of(self, account: Account) -> str:
        """Return the server that is asked for an account: one for all."""
        return self.graph.host

    def close(self) -> None:
        """Let go of the connections."""
        self.graph.client.close()

    def lasting_id(self, handle: str) -> str:
        """Return the id of a Page. Only its own token tells, unless it is written by its id.

        Raise PlatformTrouble.
        """
        if ID.fullmatch(handle):
            return handle
        account = Account(id=f"{self.platform}:{handle}", member="", platform=self.platform, handle=handle)
        return who.find(self._line(account.id), account, None, 0)[0].page

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        """Yield what is new, each page complete in itself. Raise PlatformTrouble."""
        line = self._line(account.id)
        found, text = who.find(line, account, cursors.get("who"), now_us)
        if found.looked_us == now_us:
            is_new = (found.page, found.handle) != (account.platform_id, account.handle)
            yield Page(
                account=account.id,
                cursors={"who": as_json(found)},
                profile={"platform_id": found.page, "handle": found.handle} if is_new else None,
                about=about(text, self.platform, self.masks),
            )
        yield from grant.told(line, found.page, cursors.get("grant"), now_us)
        visit = Visit(
            account=account,
            page_id=found.page,
            line=line,
            reader=Reader(self.masks, account.id, found.page),
            cursors=cursors,
            now_us=now_us,
            known=self.known,
            others=self.elsewhere,
            days=msgspec.json.decode(cursors.get("sight", "{}"), type=Days),
        )
        try:
            yield from self._streams(visit)
        except Refused as refused:
            if refused.sort is Sort.GONE:
                who.find(line, account, None, now_us)  # raises why, if it is the Page that is gone or closed
            raise

    def _streams(self, visit: Visit) -> Iterator[Page]:
        comments, tagged = Comments(visit), Tagged(visit)
        yield from comments.pages()
        for stream in EDGES:
            yield from Sweep(visit, stream, comments).pages()
        # Where an earlier try of this visit read a list, what it showed is forgotten: nothing is missing then.
        if visit.swept.issuperset(EDGES):
            yield from removals.unlisted(visit, visit.now_us - RECENT_US)
        yield from comments.insist()
        yield self._seen(visit, comments)
        yield from removals.missing_by_id(visit)
        yield from tagged.pages()

    def _line(self, account: str) -> Line:
        token = self.token_of(account)
        if not token:
            raise PlatformTrouble(NOT_GRANTED, account, HOW, why=Unseen.TOKEN)
        return self.graph.line(account, token)

    def _seen(self, visit: Visit, comments: Comments) -> Page:
        """Claim what the finished lists and the comments below them have shown."""
        days, to_us = visit.days, visit.until(visit.now_us)
        from_us = max(days.seen_us or days.first_us or to_us, days.crowded_us)
        is_whole = not comments.state.left_out
        stretches, is_blind = clear(days, from_us, to_us)
        posts = [(from_us, to_us)] if from_us < to_us else []
        seen = [
            Seen(account=visit.account.id, sight=sight, from_us=start_us, to_us=end_us)
            for sight, parts in ((Sight.POSTS, posts), (Sight.REPLIES, stretches))
            for start_us, end_us in parts
            if is_whole
        ]
        troubles = []
        if days.crowded_us:
            since = iso(from_us)[:10]
            what = (
                f"Facebook lists {MOST_IN_A_YEAR} posts of a year: some from before {since} may be missing."
            )
            troubles.append(
                visit.trouble(what, BRING_ARCHIVE, why=Unseen.CAP, sights=(Sight.POSTS, Sight.REPLIES))
            )
        comments.state.left_out = False
        comments.state.forget_old(to_us)
        visit.days = Days(is_blind=is_blind, seen_us=to_us, first_us=days.first_us)
        return visit.page(seen=seen, cursors=comments.cursors(), troubles=troubles)


def _connect(lent: Lent) -> Facebook:
    return Facebook(
        lent.masks,
        lent.token_of,
        lent.chosen.hosts["facebook_graph"],
        app_secret=lent.chosen.environment.get(APP_SECRET),
        known=lent.ids_since,
        elsewhere=lent.ids_elsewhere,
    )


DESCRIPTOR = Platform(
    id=Facebook.platform,
    order=30,
    name="Facebook",
    sees=Facebook.sees,
    knows_people_by="the number by which the Page knows them, as in facebook:1234567890",
    known_by_id_alone=KnownByIdAlone(
        is_id=str.isdecimal,
        unknown="Its Page's number isn't known",
        register="Register the Page by its number (facebook:12345)",
    ),
    needs_token=True,
    is_seen_by_owner_alone=True,
    sites=("fb",),
    hosts={"facebook_graph": GRAPH},
    environment=(APP_SECRET,),
    connect=_connect,
)
