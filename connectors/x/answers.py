"""What an answer of X's holds, in either vocabulary; anything odd counts as not there. Pure."""

from typing import Any

from connectors.x.snowflake import is_id

Said = dict[str, Any]


def billed(said: Said) -> list[str]:
    """Return the ids of the posts an answer hands over: those asked for, and those they refer to."""
    return [
        str(post.get("id")) for post in [*listed(said.get("data")), *included(said)] if isinstance(post, dict)
    ]


def says_something(said: Said) -> bool:
    """Say whether an answer holds messages, or says in so many words that there are none."""
    meta = said.get("meta")
    return isinstance(said.get("data"), list) or (isinstance(meta, dict) and meta.get("result_count") == 0)


def included(said: Said) -> list[Any]:
    """Return the posts that came along, whatever X calls them."""
    along = said.get("includes")
    if not isinstance(along, dict):
        return []
    return [*listed(along.get("posts")), *listed(along.get("tweets"))]


def handles_in(said: Said) -> dict[str, str]:
    """Return the handles of the users that came along, by id: of who wrote what was asked for, where X names them."""
    along = said.get("includes")
    users = listed(along.get("users")) if isinstance(along, dict) else []
    named = [(one.get("id"), one.get("username")) for one in users if isinstance(one, dict)]
    return {id_: handle for id_, handle in named if isinstance(id_, str) and isinstance(handle, str)}


def listed(value: Any) -> list[Any]:
    """Return a list, an empty one for anything else."""
    return value if isinstance(value, list) else []


def ids_of(said: Said) -> list[str]:
    """Return the ids of an answer's messages, those that can't be read too."""
    return [
        item["id"] for item in listed(said.get("data")) if isinstance(item, dict) and is_id(item.get("id"))
    ]


def next_token(said: Said) -> str | None:
    """Return where an answer goes on, None at its end."""
    meta = said.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) and token else None
