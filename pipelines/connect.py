"""Sets up the connectors of one council: one for each platform that can be collected."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager

from connectors.bluesky import APPVIEW, DIRECTORY, Bluesky
from connectors.connector import Connector
from connectors.facebook import Facebook
from connectors.facebook.graph import GRAPH
from pipelines.folder import Folder
from store.archive import Archive


def bluesky(folder: Folder, archive: Archive) -> Bluesky:
    """Return the connector to Bluesky."""
    hosts = folder.settings.hosts
    appview, directory = hosts.get("bluesky_appview", APPVIEW), hosts.get("bluesky_directory", DIRECTORY)
    return Bluesky(folder.pseudonyms(), appview, directory, known=archive.ids_since)


def facebook(folder: Folder, archive: Archive) -> Facebook:
    """Return the connector to Facebook Pages."""
    graph = folder.settings.hosts.get("facebook_graph", GRAPH)
    return Facebook(folder.pseudonyms(), lambda account: None, graph, known=archive.ids_since)


BUILT: dict[str, Callable[[Folder, Archive], Connector]] = {"bluesky": bluesky, "facebook": facebook}


@contextmanager
def connected(folder: Folder, archive: Archive) -> Iterator[Mapping[str, Connector]]:
    """Lend every connector, by platform, and close them all after use."""
    with ExitStack() as used:
        yield {name: used.enter_context(closing(build(folder, archive))) for name, build in BUILT.items()}
