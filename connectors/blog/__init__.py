"""Blogs, by their feed (RSS or Atom). The account is the feed's address: `blog:https://ann.example/feed`.

Source: the feed itself, asked for as a browser would, once a visit, and not sent again while it hasn't changed.
Limits: a feed holds the last few posts (often ten). When the newest post we know has dropped out of it, what lay
between wasn't seen, and is said to be so. Addresses are lower case here, as all accounts are. https only.
Can't see: comments, so who was answered is not visible; when a post was really written (its date is its author's
claim); who of several authors wrote it; a removed post before it was missing twice, a day apart.
"""

from collections.abc import Callable, Iterator

import msgspec

from connectors.blog.read import Feed, NotAFeed, read_feed
from connectors.connector import Cursors, Masks, PlatformTrouble
from connectors.feeds.fetch import TIMEOUT_S, Feeds, Fetched, host_of
from connectors.platform import Platform
from facts import DAY_US, Account, Page, Post, Seen, Sight, Trouble, Unseen

STREAM = "feed"
Known = Callable[[str, int], set[str]]  # account, since when -> ids kept and not gone


class State(msgspec.Struct):
    """What is remembered of a feed."""

    etag: str = ""
    modified: str = ""
    newest: str = ""  # id of the newest post it held
    seen_us: int = 0  # sight has been claimed up to here
    missing: dict[str, int] = {}  # id -> when it was first missing


class Blog:
    """Looks at blogs. Without `known` removals go unnoticed."""

    platform = "blog"
    sees = frozenset({Sight.POSTS})

    def __init__(self, masks: Masks, *, known: Known | None = None, timeout_s: float = TIMEOUT_S) -> None:
        self.feeds = Feeds(timeout_s=timeout_s)
        self.masks, self.known = masks, known

    @property
    def calls(self) -> int:
        """How many calls were made so far."""
        return self.feeds.calls

    @property
    def clock_off_s(self) -> float:
        """Return 0.0: each blog is on a server of its own, and a stranger's wrong clock isn't ours."""
        return 0.0

    def server_of(self, account: Account) -> str:
        """Return the server that is asked for an account: the blog's own."""
        return host_of(account.handle)

    def close(self) -> None:
        """Let go of the connections."""
        self.feeds.close()

    def lasting_id(self, handle: str) -> str:
        """Return the address itself: a blog has no other name."""
        return handle

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        """Yield the feed, one page. Raise PlatformTrouble."""
        state = msgspec.json.decode(cursors.get(STREAM) or "{}", type=State)
        fetched = self.feeds.ask(account.id, account.handle, state.etag, state.modified)
        seen_us = now_us - fetched.late_us
        if fetched.is_unchanged:
            seen, state.seen_us = _stretch(account.id, state.seen_us, seen_us), max(state.seen_us, seen_us)
            yield Page(account=account.id, seen=seen, cursors=_cursor(state))
            return
        try:
            feed = read_feed(
                fetched.body, fetched.content_type, account=account, masks=self.masks, now_us=now_us
            )
        except NotAFeed as error:
            todo = "Check the address: it must be the feed's, not the blog's page."
            raise PlatformTrouble(
                "Its address answers something that is no feed.", account.id, todo, why=Unseen.SET_UP
            ) from error
        yield self._page(account, feed, state, fetched, now_us)

    def _page(self, account: Account, feed: Feed, state: State, fetched: Fetched, now_us: int) -> Page:
        page = Page(account=account.id, posts=feed.posts, troubles=feed.troubles)
        if feed.is_whole:
            page.gone, page.gone_us = self._gone(account, feed, state, now_us), now_us
            page.seen = _seen(account.id, feed.posts, state, now_us - fetched.late_us, page.troubles)
            state.etag, state.modified = fetched.etag, fetched.modified
        page.cursors = _cursor(state)
        return page

    def _gone(self, account: Account, feed: Feed, state: State, now_us: int) -> list[str]:
        """Return the posts that should be in the feed and weren't, now and a day ago: a feed may slip once."""
        oldest_us = min((post.posted_us for post in feed.posts), default=now_us)
        held = {post.id for post in feed.posts}
        known = self.known(account.id, oldest_us + 1) if self.known and not feed.troubles else set()
        missing = {
            id_ for id_ in known - held if id_.startswith(f"{account.id}#")
        }  # a file's rows aren't the feed's
        state.missing = {id_: state.missing.get(id_, now_us) for id_ in sorted(missing)}
        gone = [id_ for id_, since_us in state.missing.items() if now_us - since_us >= DAY_US]
        for id_ in gone:
            del state.missing[id_]
        return gone


def _seen(account: str, posts: list[Post], state: State, to_us: int, troubles: list[Trouble]) -> list[Seen]:
    """Return what the feed shows without a gap; an empty one says nothing, it may hold posts of no age at all.

    Nor does a post dated ahead: it stays on top whatever drops out below.
    """
    posts = [post for post in posts if not post.is_ahead]
    if not posts:
        return []
    oldest_us = min(post.posted_us for post in posts)
    follows = state.newest in {post.id for post in posts}
    if state.seen_us and not follows and oldest_us > state.seen_us:
        what = "The newest post we knew is no longer in the feed: what lay between wasn't seen."
        todo, sights = "Collect more often.", (Sight.POSTS,)
        troubles.append(Trouble(what=what, where=account, todo=todo, why=Unseen.GAP, sights=sights))
    from_us = state.seen_us if follows and state.seen_us else oldest_us
    newest = max(posts, key=lambda post: (post.posted_us, post.id))
    state.newest, state.seen_us = newest.id, max(state.seen_us, to_us)
    return _stretch(account, from_us, to_us)


def _stretch(account: str, from_us: int, to_us: int) -> list[Seen]:
    is_one = 0 < from_us < to_us
    return [Seen(account=account, sight=Sight.POSTS, from_us=from_us, to_us=to_us)] if is_one else []


def _cursor(state: State) -> dict[str, str]:
    return {STREAM: msgspec.json.encode(state).decode()}


DESCRIPTOR = Platform(
    id=Blog.platform,
    order=50,
    name="Blog",
    sees=Blog.sees,
    connect=lambda lent: Blog(lent.masks, known=lent.ids_since),
)
