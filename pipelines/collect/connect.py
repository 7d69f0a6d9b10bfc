"""Sets up the connectors of one council: one for each platform that can be collected."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

from connectors.blog import Blog
from connectors.bluesky import APPVIEW, DIRECTORY, Bluesky
from connectors.connector import Connector
from connectors.facebook import Facebook
from connectors.facebook.graph import GRAPH
from connectors.mastodon import Mastodon
from connectors.x import API, X
from connectors.x.budget import Budget
from connectors.x.visit import Memory
from pipelines.keep.folder import Folder
from store.archive import Archive

# The names of variables of the environment.
FACEBOOK_SECRET = "TWOWAY_FACEBOOK_APP_SECRET"  # noqa: S105
X_TOKEN = "TWOWAY_X_TOKEN"  # noqa: S105
BUDGET = "budget"


class NotSetUp(Exception):
    """A platform can't be collected yet; the reason says why and what to do."""


class Connected(dict[str, Connector]):
    """The connectors, by platform, and why the others were left out."""

    def __init__(self) -> None:
        super().__init__()
        self.left_out: dict[str, str] = {}


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
    return Facebook(
        folder.pseudonyms(),
        folder.token,
        graph,
        app_secret=secret,
        known=archive.ids_since,
        elsewhere=archive.ids_elsewhere,
    )


def mastodon(folder: Folder, archive: Archive) -> Mastodon:
    """Return the connector to Mastodon."""
    host = folder.settings.hosts.get("mastodon")
    return Mastodon(folder.pseudonyms(), folder.token, host=host, known=archive.ids_since, by=archive.ids_by)


def x(folder: Folder, archive: Archive) -> X:
    """Return the connector to X, once an administrator has recorded the plan that permits it. Raise NotSetUp."""
    chosen, token = folder.settings.x, x_token(folder)

    def write(spent: str) -> None:
        archive.keep_of_platform("x", BUDGET, spent)

    budget = Budget(chosen.reads_a_month, archive.cursors("x").get(BUDGET, ""), write)
    memory = Memory(
        since=archive.ids_since, by=archive.ids_by, along=archive.ids_along, cursors=archive.cursors
    )
    return X(folder.pseudonyms(), budget, token, folder.settings.hosts.get("x_api", API), memory=memory)


def x_token(folder: Folder) -> str:
    """Return the token for X, if everything it needs is there. Raise NotSetUp."""
    chosen, token = folder.settings.x, os.environ.get(X_TOKEN, "").strip()
    if not chosen.plan:
        raise NotSetUp(
            "no plan that lets a public body use X's API is recorded: see the README, May we use the X API?"
        )
    if not chosen.reads_a_month:
        raise NotSetUp("nothing may be read yet: set [x] reads_a_month in settings.toml")
    if not token or not token.isascii() or not token.isprintable():
        raise NotSetUp(f"there is no token: put it into the environment as {X_TOKEN}")
    return token


def not_set_up(folder: Folder) -> dict[str, str]:
    """Return, by platform, why it can't be collected yet."""
    try:
        x_token(folder)
    except NotSetUp as why:
        return {"x": str(why)}
    return {}


BUILT: dict[str, Callable[[Folder, Archive], Connector]] = {
    "bluesky": bluesky,
    "mastodon": mastodon,
    "facebook": facebook,
    "x": x,
    "blog": blog,
}


@contextmanager
def connected(folder: Folder, archive: Archive) -> Iterator[Connected]:
    """Lend every connector that is set up, by platform, and close them all after use."""
    with ExitStack() as used:
        ready = Connected()
        for name, build in BUILT.items():
            try:
                ready[name] = used.enter_context(closing(build(folder, archive)))
            except NotSetUp as why:
                ready.left_out[name] = str(why)
        yield ready
