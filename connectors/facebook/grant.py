"""What a Page's token may do, and until when: asked of Facebook once a day, told before it is too late.

Facebook answers that to the app itself. Where the app's secret isn't there, the token is asked about itself, which
Facebook may refuse: then nothing is known, and nothing is said.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.facebook.errors import GRANT, READ_PAGE, READ_PEOPLE
from connectors.facebook.graph import Line
from connectors.facebook.shapes import ID
from connectors.items import inside, listed
from facts import DAY_US, SECOND_US, Page, Trouble, iso

ASK_AGAIN_US = DAY_US
WARN_US = 14 * DAY_US  # time enough to meet the member
LATEST_S = 10**11  # later than any calendar
SHOWS = {
    READ_PAGE: "the Page's own posts don't show",
    READ_PEOPLE: "what people write on the Page doesn't show",
}


class State(msgspec.Struct):
    """What is remembered of the token."""

    looked_us: int = 0
    told_us: int = 0
    token: str = ""  # a trace of the token this is of: a new one is asked about at once
    app: str = ""  # the app's number, which never changes
    ends_us: int | None = None  # 0: never; None: not known
    is_valid: bool = True
    missing: list[str] = []


def told(line: Line, page: str, remembered: str | None, now_us: int) -> Iterator[Page]:
    """Yield when the token ends and what it lacks, asking at most once a day. What isn't told is no trouble."""
    state = msgspec.json.decode(remembered or "{}", type=State)
    if state.told_us == now_us:
        return  # a visit that failed later on is tried again at the same moment
    if state.token != line.trace_of_token:
        state = State(app=state.app, token=line.trace_of_token)
    if is_due(state.looked_us, now_us, ASK_AGAIN_US):
        _look(line, page, state, now_us)
    state.told_us = now_us
    yield Page(
        account=line.account,
        cursors={"grant": msgspec.json.encode(state).decode()},
        token_ends_us=state.ends_us,
        troubles=list(_troubles(state, line.account, now_us)),
    )


def _look(line: Line, page: str, state: State, now_us: int) -> None:
    try:
        if line.graph.secret and not state.app:
            state.app = _app(line)
        answer = line.about_token(state.app)
    except PlatformTrouble as trouble:
        # Only a warning hangs on it, and whether the token is still taken the Page's own lists show.
        if not trouble.may_pass:
            state.looked_us = now_us
        return
    read(answer.get("data"), page, state, now_us)
    state.looked_us = now_us


def _app(line: Line) -> str:
    id_ = line.one("app", fields="id").get("id")
    return id_ if isinstance(id_, str) and ID.fullmatch(id_) else ""


def read(answer: Any, page: str, state: State, now_us: int) -> None:
    """Take over what Facebook says of a token; what it leaves out isn't known. Pure."""
    ends = [_moment(inside(answer, name)) for name in ("expires_at", "data_access_expires_at")]
    known = [us for us in ends if us is not None]
    state.ends_us = min((us for us in known if us), default=0) if known else None
    state.is_valid = inside(answer, "is_valid") is not False
    if not state.is_valid:
        state.ends_us = min(state.ends_us or now_us, now_us)
    scopes = inside(answer, "scopes")
    state.missing = (
        [one for one in SHOWS if not _opens(one, answer, page)] if isinstance(scopes, list) else []
    )


def _opens(permission: str, answer: Any, page: str) -> bool:
    """Say whether a permission was granted, and for this Page where it was granted for some only."""
    narrowed = (
        inside(one, "target_ids")
        for one in listed(inside(answer, "granular_scopes"))
        if inside(one, "scope") == permission
    )
    return permission in listed(inside(answer, "scopes")) and all(
        not isinstance(ids, list) or page in ids for ids in narrowed
    )


def _moment(seconds: Any) -> int | None:
    """Return a moment as microseconds, 0 for never, None where nothing is said."""
    is_number = isinstance(seconds, int) and not isinstance(seconds, bool)
    return seconds * SECOND_US if is_number and 0 <= seconds < LATEST_S else None


def _troubles(state: State, account: str, now_us: int) -> Iterator[Trouble]:
    """Only words of warning: what stays unseen because of it the Page's own lists say."""
    if not state.is_valid:
        yield Trouble(
            what="Facebook no longer takes the Page's token.", where=account, todo=GRANT, kind="token"
        )
    elif state.ends_us and state.ends_us - now_us <= WARN_US:
        verb = "ends" if state.ends_us > now_us else "ended"
        what = f"The Page's token {verb} on {iso(state.ends_us)[:10]}."
        yield Trouble(what=what, where=account, todo="Ask the member to grant access anew.", kind="token")
    for permission in state.missing:
        what = f"The Page's token lacks the permission {permission}: {SHOWS[permission]}."
        yield Trouble(what=what, where=account, todo=GRANT, kind="permission")
