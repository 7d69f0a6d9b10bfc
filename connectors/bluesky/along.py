"""What came along in the member's feed: the messages they answered, quoted or shared, as far as they are shown.

They cost no call. A message that is blocked, detached or gone isn't shown there.
"""

from typing import Any

import msgspec

from connectors.bluesky.read import quoted_in
from connectors.bluesky.shapes import Row, View
from connectors.items import Unreadable, inside, take

SHARED = "app.bsky.feed.defs#reasonRepost"
QUOTED = "app.bsky.embed.record#viewRecord"


def shown_with(raw: msgspec.Raw) -> list[View]:
    """Return the messages that stand in a row of a feed beside the member's own. Raise Unreadable."""
    try:
        row = take(raw, Row)
        post = take(row.post, dict[str, Any])
    except Unreadable:
        return []  # who reads the row itself says so
    if row.reason is not None:
        found = [_view(post)] if inside(row.reason, "$type") == SHARED else []
        return [view for view in found if view]
    found = [_view(inside(row.reply, "parent"))]
    if quoted_in(inside(post, "record", "embed")):
        found += [_quoted(inside(post, "embed", *path)) for path in (("record",), ("record", "record"))]
    return [view for view in found if view]


def _quoted(embedded: Any) -> View | None:
    """Return a quoted message; what is detached, blocked or no post has another type."""
    if inside(embedded, "$type") != QUOTED:
        return None
    return _view({**embedded, "record": inside(embedded, "value")})


def _view(shown: Any) -> View | None:
    """Return a message as it is shown, None for one that isn't."""
    if not isinstance(inside(shown, "record"), dict):
        return None
    try:
        return msgspec.convert(shown, View, strict=False)
    except msgspec.ValidationError as error:
        raise Unreadable(f"what came along isn't a view: {error}") from error
