"""The nouns, which the rooms hand to each other: read them first. This file imports nothing of ours.

Times are whole microseconds since 1970 in UTC (`posted_us`), ISO text only at the edge. A window: `from <= t < to`.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

SECOND_US, HOUR_US, DAY_US, EPOCH = 1_000_000, 3_600_000_000, 86_400_000_000, datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 2, 9998  # the first and the last year there is lack days in some time zones


class Kind(StrEnum):
    """What sort of public message a post is."""

    POST = "post"  # starts a conversation
    REPLY = "reply"  # answers a message
    SHARE = "share"  # passes on somebody's words unchanged
    QUOTE = "quote"  # passes them on and may add words


class Who(StrEnum):
    """Who wrote a message, judged by the register as it is at the run (definitions 9 and 66)."""

    MEMBER = "member"
    COUNCIL = "council"
    FORMER = "former"  # a handle that was a member's once: never a resident again
    RESIDENT = "resident"


class Sight(StrEnum):
    """What a platform lets us see of an account; a measure needs some of these."""

    POSTS = "posts"  # what the member said
    REPLIES = "replies"  # what was said back
    MENTIONS = "mentions"  # what was said to them elsewhere
    PROFILE = "profile"  # what the account says of itself: read at a moment, never over a stretch


class Unseen(StrEnum):
    """Why something of an account couldn't be seen."""

    FAULT = "fault"  # a server or the network failed: it may pass by itself
    LIMIT = "limit"  # a server asked us to slow down: so may this
    BUDGET = "budget"  # what may be spent is spent
    SET_UP = "set up"  # something an administrator must set right, such as an address
    TOKEN = "token"  # noqa: S105 - none is there, or it is no longer taken
    PERMISSION = "permission"  # the token is taken, but doesn't open this
    PROTECTED = "protected"  # its owner closed it to the public
    SUSPENDED = "suspended"  # the platform closed it
    GONE = "gone"  # deleted, or there under no such name
    MOVED = "moved"  # it goes on under another name or elsewhere
    CAP = "cap"  # the platform shows no more of it than this
    GAP = "gap"  # it passed out of reach between two visits
    DRIFT = "drift"  # the platform's answers aren't as we know them


class Outcome(StrEnum):
    """Whether a result is a number and, if not, why not. Never a silent zero."""

    MEASURED = "measured"
    TOO_FEW = "too few"
    NOT_VISIBLE = "not visible"  # the platform can't show what the measure needs
    UNKNOWN = "unknown"  # it could be seen, but wasn't


class Unit(StrEnum):
    """How a value is said aloud."""

    SHARE = "share"  # 0 to 1
    HOURS = "hours"
    DAYS = "days"
    COUNT = "count"
    NUMBER = "number"


class MarkKind(StrEnum):
    """A person's correction. It beats the rules, is logged, and can be undone."""

    NOT_AN_ASK = "not-an-ask"
    IS_AN_ASK = "is-an-ask"
    ANSWERED_ELSEWHERE = "answered-elsewhere"
    SET_ASIDE = "set-aside"
    INVITES = "invites"
    NOT_INVITES = "not-invites"
    CREDITS = "credits"
    NOT_CREDITS = "not-credits"
    CORRECTS = "corrects"
    NOT_CORRECTS = "not-corrects"
    COPY = "copy"
    NOT_A_COPY = "not-a-copy"
    PAIR = "pair"  # of an invitation and the message that reports back
    NOT_A_PAIR = "not-a-pair"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An elected member of the council."""

    id: str
    name: str
    ward: str
    email: str = ""
    area: str = ""  # of several wards, if the council groups them so; never a party


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A member's public account. `id` is written `platform:handle`, lower case, and never changes."""

    id: str
    member: str
    platform: str
    handle: str  # as it is today; a platform may let people change it
    platform_id: str = ""  # the platform's own stable id (Bluesky: the DID), once known
    has_consent: bool = False  # a recorded consent is live now


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One public message as we keep it: its author keyed, other people's handles masked."""

    id: str
    platform: str
    account: str  # the member's account it was collected for, whoever wrote it
    author: str  # keyed pseudonym
    kind: Kind
    posted_us: int  # as its author claims, but never later than the platform knows it (definition 90)
    text: str = ""
    url: str = ""
    answers: str | None = None  # id of the message it replies to
    conversation: str | None = None  # id of that conversation's first message, where the source says
    source: str | None = None  # keyed handle whose words are shared or quoted
    sites: tuple[str, ...] = ()  # hosts it links to, in order, without www.
    links: tuple[str, ...] = ()  # each whole link as site/key: by the key two are known to be the same
    mentions: tuple[str, ...] = ()  # keyed handles it names, outside links
    address: str = ""  # its own link, keyed as those are
    format: str = "text"  # text, photo, video, link, poll, thread, live
    language: str = ""
    written_us: int | None = None  # a second clock (the platform's own id), where there is one
    is_ahead: bool = False  # its author's clock ran more than ten minutes ahead
    heard: str = "addressed"  # how it reached this account (connectors/heard.py); empty: as it was kept
    is_hidden: bool = False  # its author asks not to be shown to logged-out readers
    is_link_only: bool = False  # its platform's terms let us show the link to it, not its words
    item: str = ""  # the platform's answer, sanitised, as JSON, for a better reader later


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a rule says of a post, by which version, and the words that made it say so."""

    post: str
    rule: str
    version: int
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A stretch of an account's content that was seen without a gap, by time of the content."""

    account: str
    sight: Sight
    from_us: int
    to_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that went wrong: with which account, line or item, and what to do. Never a stranger's words."""

    what: str
    where: str
    todo: str = ""
    why: Unseen | None = None  # where something stays unseen because of it,
    sights: tuple[Sight, ...] = ()  # and what of: without these it is no more than a word of warning
    kind: str = "set-aside"  # what it is, where `why` doesn't say

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" {self.todo}" if self.todo else "")


@dataclass(slots=True, kw_only=True)
class Page:
    """What one look at an account brought. The archive keeps all of it in one transaction, or none."""

    account: str
    posts: list[Post] = field(default_factory=list)  # new ones, and edited ones with the same id
    gone: list[str] = field(default_factory=list)  # ids of messages the platform no longer has
    gone_us: int = 0  # when they were found gone
    closed: list[str] = field(default_factory=list)  # ids whose words may no longer be kept; they still count
    seen: list[Seen] = field(default_factory=list)
    cursors: dict[str, str] = field(default_factory=dict)  # stream -> where to go on, as JSON
    troubles: list[Trouble] = field(default_factory=list)  # items set aside
    profile: dict[str, str] | None = None  # platform_id and handle, when found or found changed
    about: str | None = None  # what the account says of itself, where this look read it; sanitised
    about_is_link_only: bool = False  # its platform's terms let us show the link to it, not its words
    is_about_closed: bool = False  # its owner or platform closed it: what it said may no longer be kept
    token_ends_us: int | None = None  # when the token used ends, where the platform says; 0: never


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A month of the council's calendar, a week of it, or the last 90 days."""

    label: str  # 2026-10, 2026-W43 or 90 days
    kind: str  # month, week or days
    from_us: int
    to_us: int  # first moment after it, also while it still runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a measure says about one member in one window."""

    member: str
    measure: str
    version: int
    window: str
    outcome: Outcome
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    met: int | None
    unit: Unit
    reason: dict[str, object] | None  # {"code": ..., its parameters}: wording/reasons.py says it
    counts: dict[str, object]


def to_us(moment: datetime) -> int:
    """Return an aware datetime as whole microseconds UTC. Raise ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset, such as Z or +01:00")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError("a time so far off has no local day")
    return (moment - EPOCH) // timedelta(microseconds=1)


def from_us(us: int) -> datetime:
    """Return microseconds UTC as an aware datetime."""
    return EPOCH + timedelta(microseconds=us)


def iso(us: int) -> str:
    """Return a moment as ISO 8601 in UTC; fractions of a second only where there are any."""
    return from_us(us).isoformat().replace("+00:00", "Z")
