"""The council's press releases in a data folder: where they are looked for, how that went, and under which ids."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from connectors.feeds.fetch import host_of
from connectors.releases import ReadRelease
from pipelines.keep.release_settings import ReleaseSettings
from pipelines.keep.settings import Settings
from store.archive import Archive
from store.releases import OF_RELEASES, Release, has_releases

FOLDER, FILE = "folder", "file"  # sources; a feed's is feed:HOST
MEND_FOLDER = "Put it right, or mend folder under [releases] in settings.toml."


@dataclass(slots=True)
class FeedState:
    """What is remembered of a feed: what it said of itself, when it was last read whole, and what ails it since."""

    etag: str = ""
    modified: str = ""
    read_us: int = 0
    ails: str = ""
    todo: str = ""


class NoFolder(Exception):
    """The folder that settings name can't be read. Says why."""


def are_set_up(settings: Settings, archive: Archive) -> bool:
    """Say whether any source of releases is set up, or any release is kept (definition 73)."""
    return settings.releases.is_set_up or has_releases(archive)


def named_feeds(settings: ReleaseSettings) -> list[tuple[str, str]]:
    """Return each feed's address and what it is called: by its server, since an address may hold a secret."""
    hosts = [host_of(address) for address in settings.feeds]
    times, so_far = Counter(hosts), Counter[str]()
    named = []
    for address, host in zip(settings.feeds, hosts, strict=True):
        so_far[host] += 1
        named.append((address, f"{host} ({so_far[host]})" if times[host] > 1 else host))
    return named


def stream_of(address: str) -> str:
    """Return under which name a feed's state is kept."""
    return f"feed-{_mark(address)[:16]}"


def state_of(archive: Archive, address: str) -> FeedState:
    """Return what is remembered of a feed."""
    kept = archive.cursors(OF_RELEASES).get(stream_of(address))
    told = json.loads(kept) if kept else {}
    return FeedState(**{one.name: told[one.name] for one in fields(FeedState) if one.name in told})


def written_down(address: str, state: FeedState) -> dict[str, str]:
    """Return a feed's state as it is kept."""
    return {stream_of(address): json.dumps(asdict(state))}


def found_at(folder: Path, settings: ReleaseSettings) -> Path:
    """Return the folder of releases. Raise NoFolder."""
    place = folder / settings.folder
    if not place.is_dir():
        raise NoFolder("There is no such folder in the data folder.")
    if not place.resolve().is_relative_to(folder.resolve()):
        raise NoFolder("It is a link that leads out of the data folder.")
    return place


def from_feed(address: str, read: Sequence[ReadRelease]) -> list[Release]:
    """Return what a feed holds as it is kept."""
    return [_release(f"feed:{host_of(address)}", address, one) for one in read]


def from_files(source: str, read: Sequence[ReadRelease]) -> list[Release]:
    """Return what a folder or a file of rows holds as it is kept."""
    return [_release(source, source, one) for one in read]


def _release(source: str, whose: str, read: ReadRelease) -> Release:
    return Release(
        id=f"release:{_mark(whose, read.named)[:32]}",
        source=source,
        published_us=read.published_us,
        title=read.title,
        text=read.text,
        url=read.url,
    )


def _mark(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
