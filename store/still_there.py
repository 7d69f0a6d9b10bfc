"""Which messages may still be shown: kept, not taken down by their author, and not hidden by them since."""

from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa

from facts import Post
from store.archive import Archive


def still_there(archive: Archive, ids: Iterable[str]) -> dict[str, Post]:
    """Return those of these messages that may still be shown, by id; one shown as a link only has no words."""
    asked = sorted(set(ids))
    with archive.lent("wanted", pa.table({"id": pa.array(asked, pa.string())})):
        there = archive.rows(
            "select id, is_link_only from posts join wanted using (id) where removed_us is null and not is_hidden"
        )
    posts = archive.known(id_ for id_, _ in there)
    return {id_: replace(posts[id_], text="") if is_link_only else posts[id_] for id_, is_link_only in there}
