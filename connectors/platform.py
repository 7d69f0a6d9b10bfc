"""What a platform's folder declares: all that the rest of the program must know of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.connector import Connector, Masks
from facts import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a council chose for one platform."""

    hosts: Mapping[
        str, str
    ]  # each of the platform's: as settings have it, or else as the platform itself does
    environment: Mapping[str, str]  # those of its variables that are set
    settings: Any = None  # what the platform read in its own table of settings.toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """What a run lends to a connector. Messages are known by their ids, and those that are gone aren't."""

    chosen: Chosen
    masks: Masks
    token_of: Callable[[str], str | None]  # the token that a member granted for an account, by its id
    ids_since: Callable[[str, int], set[str]]  # an account's messages posted since a moment
    ids_by: Callable[[str], set[str]]  # one author's, by pseudonym
    ids_along: Callable[[str], set[str]]  # an account's that came along with the member's own
    ids_elsewhere: Callable[[str, str], set[str]]  # an account's in conversations whose ids don't begin so
    cursors: Callable[[str], Mapping[str, str]]  # of an account, or of the platform as a whole by its id
    keep_cursor: Callable[[str, str], None]  # of the platform as a whole: stream and value


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What may still be read of a platform this month."""

    reads: int
    allowed: int
    renewed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The reads a council allows a month, of a platform that charges for them."""

    stream: str  # the platform's cursor that holds what was spent
    left: Callable[
        [Any, str, datetime], Left | None
    ]  # of its settings, what was spent, and now; None while it is off
    used_up: Callable[
        [Any], str
    ]  # what is noted where nobody knows what was spent: all; empty if none are allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownByIdAlone:
    """Of a platform that shows no handle beside an id: what is said of an account whose id isn't known."""

    is_id: Callable[[str], bool]  # whether a handle is one
    unknown: str  # that it isn't known
    register: str  # how to make it known


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A platform that can be collected."""

    id: str
    order: int  # people read platforms in this order
    name: str
    sees: frozenset[Sight]  # what it can show at all
    connect: Callable[[Lent], Connector]
    knows_people_by: str = ""  # where it isn't the handle they are called by
    known_by_id_alone: KnownByIdAlone | None = None
    needs_token: bool = False  # nothing can be collected without one that the member grants
    is_seen_by_owner_alone: bool = (
        False  # through nobody else's account can be seen whether a message still stands
    )
    sites: tuple[str, ...] = ()  # what its site is called in addresses, where that isn't its id
    has_many_servers: bool = False  # an account is called name@server
    hosts: Mapping[str, str] = field(
        default_factory=dict
    )  # a name in [hosts] -> its address where settings have none
    environment: tuple[str, ...] = ()  # the variables it reads
    read_settings: Callable[[object], Any] | None = None  # its own table in settings.toml; raises ValueError
    why_not: Callable[[Chosen], str] = lambda _: ""  # why it can't be collected yet, and what to do
    allowance: Allowance | None = None
