"""A data folder with two members on one platform, and one on a blog elsewhere; collected from as a run does."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from facts import DAY_US, HOUR_US, Sight, Trouble
from pipelines.cli.app import app  # noqa: F401 - so that every room of pipelines is there when its clock is set
from pipelines.collect.collect import collect_all
from pipelines.collect.connect import connected
from pipelines.collect.queue import RetryPolicy
from pipelines.keep.folder import Folder
from store.archive import Archive
from tests.platforms.local_blog import LocalBlog, blogging
from tests.platforms.stands.stand import AHMED, BETH, NOW_US, RITA, TOM, Stand, standing
from tests.small_council import Council, write_register

AUTHORITIES = httpx.create_ssl_context()  # read once: it takes longer than a whole run here
HASTE = RetryPolicy(pause_s=0.01, most_s=0.2)
CARLA = "carla"  # a member whose blog stands elsewhere
FIRST_LOOK_US = NOW_US - 25 * HOUR_US  # so that what is looked at daily is due again by now
Stretches = dict[tuple[str, Sight], list[tuple[int, int]]]


@dataclass
class Seen:
    """What an archive holds of a run."""

    posts: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    stretches: Stretches = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)  # of the run
    calls: int = 0

    def of(self, account: str) -> dict[str, tuple[Any, ...]]:
        """Return one account's messages, by id."""
        return {id_: row for id_, row in self.posts.items() if row[0] == account}

    def texts(self) -> set[str]:
        """Return the words of what is kept and not gone."""
        return {row[1] for row in self.posts.values() if not row[-1]}


@dataclass
class Ground:
    """A platform, a blog elsewhere, and a data folder that knows both."""

    stand: Stand
    elsewhere: LocalBlog
    path: Path
    patch: pytest.MonkeyPatch
    timeout_s: float = 5.0

    @property
    def account(self) -> str:
        """Return the account that faults are put in the way of."""
        return f"{self.stand.platform}:{self.stand.handle(AHMED)}"

    @property
    def other(self) -> str:
        """Return the other account on the same platform."""
        return f"{self.stand.platform}:{self.stand.handle(BETH)}"

    @property
    def far(self) -> str:
        """Return the account elsewhere."""
        return f"blog:{self.elsewhere.address}/feed"

    def copy(self, path: Path, patch: pytest.MonkeyPatch) -> "Ground":
        """Return the same with a copy of the data folder as it is now, and with what its environment must hold."""
        shutil.copytree(self.path, path)
        for name, value in self.stand.environment().items():
            patch.setenv(name, value)
        return Ground(self.stand, self.elsewhere, path, patch)

    def clock(self, now_us: int) -> None:
        """Let it be this moment, here and there."""
        self.stand.clock(now_us)
        for name, module in list(sys.modules.items()):
            if name.split(".")[0] == "pipelines" and hasattr(module, "now_us"):
                self.patch.setattr(module, "now_us", lambda: now_us)

    def run(self, now_us: int = NOW_US) -> Seen:
        """Collect from everybody, with new connectors, and return what is then held."""
        self.clock(now_us)
        self.patch.setattr("httpx._transports.default.create_ssl_context", lambda **_: AUTHORITIES)
        folder = Folder(self.path)
        accounts = sorted(folder.live_accounts().values(), key=lambda account: account.member)
        with folder.archive() as archive, connected(folder, archive) as connectors:
            self.stand.hurry(connectors[self.stand.platform], self.timeout_s)
            done = collect_all(folder, archive, accounts, connectors, policy=HASTE)
            held = holding(archive)
        held.troubles = [trouble for one in done for trouble in one.troubles]
        held.calls = sum(one.calls for one in done)
        return held


@dataclass
class Whole:
    """What is held where nothing goes wrong: before, now, and an hour later."""

    before: Seen
    now: Seen
    later: Seen


@dataclass
class Played:
    """A ground on which the small history was played, and data folders from which to start."""

    new: Ground  # nothing was collected yet
    known: Ground  # collected from until yesterday
    whole: dict[str, Whole]  # what comes of each undisturbed


@contextmanager
def played(kind: type[Stand], path: Path) -> Iterator[Played]:
    """Yield a ground with five days of history, of which one data folder knows four."""
    with settled(kind, path / "new") as new:
        known = new.copy(path / "known", new.patch)
        live(new, NOW_US - 6 * DAY_US, 4)
        before = known.run(FIRST_LOOK_US)
        live(new, NOW_US - DAY_US, 1)
        whole = {}
        for name, start, held in (("new", new, Seen()), ("known", known, before)):
            calm = start.copy(path / f"{name}-calm", new.patch)
            whole[name] = Whole(held, calm.run(NOW_US), calm.run(NOW_US + HOUR_US))
        new.patch.undo()
        yield Played(new, known, whole)


def holding(archive: Archive) -> Seen:
    """Return what an archive holds; on X what only came along is kept bare until it is found among what was said."""
    rows = archive.rows(
        "select id, account, text, kind, posted_us, answers, conversation, url, is_hidden,"
        " removed_us is not null from posts where platform <> 'x' or heard <> 'along'"
    )
    return Seen(posts={row[0]: row[1:] for row in rows}, stretches=archive.stretches())


@contextmanager
def settled(kind: type[Stand], path: Path) -> Iterator[Ground]:
    """Yield a ground with its members registered, where nobody has said anything yet."""
    with (
        standing(kind) as stand,
        blogging(LocalBlog(holds=50)) as elsewhere,
        pytest.MonkeyPatch.context() as patch,
    ):
        _settle(stand, elsewhere, path)
        for name, value in stand.environment().items():
            patch.setenv(name, value)
        yield Ground(stand, elsewhere, path, patch)


def _settle(stand: Stand, elsewhere: LocalBlog, path: Path) -> None:
    path.mkdir(parents=True)
    (path / "key").write_text("5c" * 32, encoding="ascii")
    (path / "settings.toml").write_text(stand.settings(), encoding="utf-8")
    council = Council(path)
    handles = {
        AHMED: (stand.platform, stand.handle(AHMED)),
        BETH: (stand.platform, stand.handle(BETH)),
        CARLA: ("blog", f"{elsewhere.address}/feed"),
    }
    rows = [
        {"member": who, "name": who.title(), "ward": "North", "platform": platform, "handle": handle,
         "consented_on": "2026-01-05"}
        for who, (platform, handle) in handles.items()
    ]  # fmt: skip
    council.must("register", str(write_register(path.parent / f"{path.name}.csv", rows)))
    folder = Folder(path)
    for who, token in zip((AHMED, BETH), stand.tokens, strict=False):
        folder.keep_token(f"{stand.platform}:{stand.handle(who)}", token, by="test")


def live(ground: Ground, from_us: int, days: int) -> None:
    """Play so many days of the history: the members post, two residents ask, Ahmed answers."""
    stand, elsewhere = ground.stand, ground.elsewhere
    for day in range(days):
        us = from_us + day * DAY_US
        post = stand.post(AHMED, f"News {day}.", us)
        beths = stand.post(BETH, f"Hello {day}.", us + HOUR_US // 2)
        elsewhere.write(f"c{us}", us, html=f"<p>Far off {day}.</p>")
        if stand.has_replies:
            ask = stand.reply(RITA, post, f"When, {day}? @{TOM} asks too", us + HOUR_US)
            stand.reply(AHMED, ask, f"Soon, {day}.", us + 2 * HOUR_US)
            stand.reply(TOM, beths, f"Hello back, {day}.", us + 3 * HOUR_US)
