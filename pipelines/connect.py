"""Sets up the connectors of one council: one for each platform that can be collected."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager

from connectors.blog import Blog
from connectors.bluesky import APPVIEW, DIRECTORY, Bluesky
from connectors.connector import Connector
from connectors.facebook import Facebook
from connectors.facebook.graph import GRAPH
from connectors.mastodon import Mastodon
from pipelines.folder import Folder
from store.archive import Archive

FACEBOOK_SECRET = "TWOWAY_FACEBOOK_APP_SECRET"  # noqa: S105  (the name of a variable)


def bluesky(folder: Folder, archive: Archive) -> Bluesky:
    """Return the connector to Bluesky."""
    hosts = folder.settings.hosts
    appview, directory = hosts.get("bluesky_appview", APPVIEW), hosts.get("bluesky_directory", DIRECTORY)
    return Bluesky(folder.pseudonyms(), appview, directory, known=archive.ids_since)


def blog(folder: Folder, archive: Archive) -> Blog:
    """Return the connector to blogs."""
    return Blog(folder.pseudonyms(), known=archive.ids_since)


def facebook(folder: Folder, archive: Archive) -> Facebook:
    """Return the connector to Facebook Pages."""
    graph = folder.settings.hosts.get("facebook_graph", GRAPH)
    secret = os.environ.get(FACEBOOK_SECRET)
    return Facebook(folder.pseudonyms(), folder.token, graph, app_secret=secret, known=archive.ids_since)


def mastodon(folder: Folder, archive: Archive) -> Mastodon:
    """Return the connector to Mastodon."""
    host = folder.settings.hosts.get("mastodon")
    return Mastodon(folder.pseudonyms(), folder.token, host=host, known=archive.ids_since)


BUILT: dict[str, Callable[[Folder, Archive], Connector]] = {
    "bluesky": bluesky,
    "mastodon": mastodon,
    "facebook": facebook,
    "blog": blog,
}


@contextmanager
def connected(folder: Folder, archive: Archive) -> Iterator[Mapping[str, Connector]]:
    """Lend every connector, by platform, and close them all after use."""
    with ExitStack() as used:
        yield {name: used.enter_context(closing(build(folder, archive))) for name, build in BUILT.items()}
