"""What the Page says below posts elsewhere that tag it, and which of those posts are gone."""

from collections.abc import Callable, Iterator

import msgspec

from connectors.facebook.comments import FIELDS
from connectors.facebook.errors import Refused, Sort
from connectors.facebook.polls import Polled, floor
from connectors.facebook.read import kept_id, platform_id
from connectors.facebook.removals import gone_among
from connectors.facebook.shapes import has_more, next_cursor
from connectors.facebook.sight import Days, day_of
from connectors.facebook.visit import Visit
from connectors.items import inside
from facts import DAY_US, Page, Post, Sight, Trouble, Unseen

PAGE_SIZE = 100
MOST_PAGES = (
    3  # of comments below somebody else's post: the Page's answer may lie beyond, so it isn't kept then
)
CLOSED = (Sort.PERMISSION, Sort.GONE, Sort.QUESTION)
SIGHTS = (Sight.MENTIONS,)  # what posts elsewhere show


class Way(msgspec.Struct):
    """One way down the list, as far as it has come."""

    begun_us: int
    since_us: int
    after: str | None = None
    until_us: int = 0  # go on from here in time, where there is no cursor to go on from
    oldest_us: int = 0
    met: list[str] = []  # numbers of the posts listed
    is_odd: bool = False  # some could not be read


class Elsewhere(msgspec.Struct):
    """A post elsewhere."""

    posted_us: int
    looked_us: int  # when the comments below were last read
    is_open: bool  # they show
    missed_us: int = 0  # since when the list lacks it


class State(msgspec.Struct):
    """What is remembered of posts elsewhere. None of it names an author."""

    done_us: int = 0  # when the last finished pass began
    deep_us: int = 0  # the same of the last that went back 90 days
    refused_us: int = 0  # when Facebook last refused the list
    under_way: Way | None = None
    posts: dict[str, Elsewhere] = {}  # by number
    days: Days = msgspec.field(default_factory=Days)  # `nameless`: those on which something stayed unseen


class Below:
    """The comments below posts elsewhere."""

    def __init__(self, visit: Visit, state: State) -> None:
        self.visit, self.state = visit, state

    def look(
        self, id_: str, post: Post, troubles: list[Trouble], cursor: Callable[[], dict[str, str]]
    ) -> Iterator[Page]:
        """Yield a post with the Page's own comments below, when it is time to read them. Raise PlatformTrouble."""
        number, now_us = platform_id(post.id), self.visit.now_us
        before = self.state.posts.get(number)
        last = Polled(None, before.looked_us, before.posted_us) if before else None
        if floor(last, None, now_us) is None:
            return
        answers = self._answers(id_, number, troubles)
        missed_us = before.missed_us if before else 0
        self.state.posts[number] = Elsewhere(post.posted_us, now_us, answers is not None, missed_us)
        if answers is not None:
            own = [post, *answers]
            yield self.visit.page(
                posts=own, gone=self._taken_back(number, own), gone_us=now_us, cursors=cursor()
            )
            return
        self.state.days.nameless.add(day_of(post.posted_us))
        if before is None:
            what = (
                "A post elsewhere tags the Page, and Facebook doesn't show whether it was answered: not kept."
            )
            troubles.append(self.visit.trouble(what, why=Unseen.PERMISSION, sights=SIGHTS))

    def _answers(self, id_: str, number: str, troubles: list[Trouble]) -> list[Post] | None:
        """Return the Page's own comments below a post; None where Facebook doesn't show all there are."""
        rows, after = [], None
        for _ in range(MOST_PAGES):
            try:
                told = self.visit.line.page(
                    id_, "comments", limit=PAGE_SIZE, filter="stream", order="reverse_chronological",
                    fields=FIELDS, after=after,
                )  # fmt: skip
            except Refused as refused:
                if refused.sort not in CLOSED:
                    raise
                return None
            listed = self.visit.listed(told)
            rows += listed.data
            after = next_cursor(listed.paging)
            if not has_more(listed.paging):
                own = [row for row in rows if inside(row, "from", "id") == self.visit.page_id]
                return self.visit.read(own, lambda item: self.visit.reader.comment(item, number), troubles)
            if after is None:
                return None
        return None

    def _taken_back(self, number: str, read: list[Post]) -> list[str]:
        """Return which of the Page's comments below a post it has removed, each confirmed."""
        held = self.visit.known_comments.get(number, set())
        return gone_among(self.visit, sorted(held - {post.id for post in read}))

    def gone(self, way: Way) -> list[str]:
        """Return what a finished pass should have listed and didn't, as the one before it a day ago."""
        gone = []
        for number, post in list(self.state.posts.items()):
            if number in way.met:
                post.missed_us = 0
            elif post.posted_us < way.since_us:
                if not post.is_open:  # never kept, and too old to be listed again
                    del self.state.posts[number]
            elif post.missed_us and way.begun_us - post.missed_us >= DAY_US:
                gone += [kept_id(number), *sorted(self.visit.known_comments.get(number, ()))]
                del self.state.posts[number]
            else:
                post.missed_us = min(post.missed_us or way.begun_us, way.begun_us)  # never ahead
        return gone
