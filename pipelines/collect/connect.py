"""Sets up the connectors of one council: one for each platform that can be collected."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial

from connectors import all_platforms
from connectors.connector import Connector
from connectors.platform import Chosen, Lent, Platform
from pipelines.keep.folder import Folder
from pipelines.keep.settings import Settings
from store.archive import Archive


class Connected(dict[str, Connector]):
    """The connectors, by platform, and why the others were left out."""

    def __init__(self) -> None:
        super().__init__()
        self.left_out: dict[str, str] = {}


@contextmanager
def connected(folder: Folder, archive: Archive) -> Iterator[Connected]:
    """Lend every connector that is set up, by platform, and close them all after use."""
    with ExitStack() as used:
        ready = Connected()
        for platform in all_platforms():
            chosen = _chosen(folder.settings, platform)
            if why := platform.why_not(chosen):
                ready.left_out[platform.id] = why
            else:
                lent = _lent(folder, archive, platform, chosen)
                ready[platform.id] = used.enter_context(closing(platform.connect(lent)))
        yield ready


def not_set_up(folder: Folder) -> dict[str, str]:
    """Return, by platform, why it can't be collected yet."""
    whys = {platform.id: platform.why_not(_chosen(folder.settings, platform)) for platform in all_platforms()}
    return {platform: why for platform, why in whys.items() if why}


def _chosen(settings: Settings, platform: Platform) -> Chosen:
    return Chosen(
        hosts={name: settings.hosts.get(name, address) for name, address in platform.hosts.items()},
        environment={name: os.environ[name] for name in platform.environment if name in os.environ},
        settings=settings.of_platform(platform),
    )


def _lent(folder: Folder, archive: Archive, platform: Platform, chosen: Chosen) -> Lent:
    return Lent(
        chosen=chosen,
        masks=folder.pseudonyms(),
        token_of=folder.token,
        ids_since=archive.ids_since,
        ids_by=archive.ids_by,
        ids_along=archive.ids_along,
        ids_elsewhere=archive.ids_elsewhere,
        cursors=archive.cursors,
        keep_cursor=partial(archive.keep_of_platform, platform.id),
    )
