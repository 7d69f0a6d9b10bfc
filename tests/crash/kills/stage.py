"""The councils and files that commands are tried on: made once, copied for each try.

Of ann, bob and cat there are posts, residents' and their own. What is told by and to bob holds a word that stands
nowhere else, his handle another, and what dee wrote, who never consented, a third: where these lie is where their posts
lie.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from facts import DAY_US, HOUR_US, iso
from pipelines.import_.covers import moment
from pipelines.keep.settings import Settings
from tests.crash.kills.processes import Order, run
from tests.platforms.local_bluesky import LocalBluesky
from tests.platforms.made_archives import (
    account_js,
    comment,
    entry,
    facebook_files,
    manifest,
    status,
    tweet,
    x_files,
    zipped,
)
from tests.small_council import write_posts, write_register

NOW_US = moment("2026-11-20T10:00:00+00:00", Settings().zone)
BOBS, BOBS_NAME, DEES = "Grimsditch", "Thistlewood", "Quillfeather"  # words
BOB, BOB_ID = f"x:bob{BOBS_NAME.lower()}", "1000000002"
TOKEN = "EAA-planted-token"
KEY = "5c" * 32
BAD_ROWS = 900  # their report is some 200 kB long: it takes more than one write
HOLDERS = {"ann": "x:Ann", "bob": f"x:Bob{BOBS_NAME}", "cat": "facebook:Cat", "dee": "x:Dee"}
ON_BLUESKY = ("ann.test", f"bob{BOBS_NAME.lower()}.test", "cat.test")


class Stage:
    """Where everything that is prepared lies. Nothing in it is ever changed."""

    def __init__(self, folder: Path, network: LocalBluesky) -> None:
        self.folder, self.network = folder, network
        folder.mkdir(parents=True, exist_ok=True)
        talk(network)

    def copy(self, council: str, to: Path) -> Path:
        """Return a data folder of its own: a copy of a council of this stage."""
        shutil.copytree(getattr(self, council), to, symlinks=True)
        return to

    # Councils

    @cached_property
    def empty(self) -> Path:
        path = self.folder / "empty"
        path.mkdir()
        return path

    @cached_property
    def measured(self) -> Path:
        """Four members; the first posts measured, and published."""
        path = self.folder / "measured"
        keep_key(path)
        must(path, "register", str(self.register))
        must(path, "import", str(self.first), "--covers", "2026-08-01..2026-10-21", may_be=(0, 4))
        must(path, "token", "--account", "facebook:cat", typed=TOKEN)
        must(path, "mark", "not-an-ask", "--post", "ann-45-ask", "--by", "Ann")
        must(path, "measure")
        return path

    @cached_property
    def brought(self) -> Path:
        """The same, with more posts that aren't measured yet, and labels of an older rule."""
        path = self.copy("measured", self.folder / "brought")
        must(path, "import", str(self.second), "--covers", "2026-08-01..2026-11-20", may_be=(0, 4))
        return path

    @cached_property
    def on_network(self) -> Path:
        """Three members on Bluesky, nothing collected yet; an empty run is published."""
        path = self.folder / "network"
        keep_key(path)
        names = ("bluesky_appview", "bluesky_directory")
        hosts = "".join(f'{name} = "{self.network.address}"\n' for name in names)
        (path / "settings.toml").write_text(f"[hosts]\n{hosts}", encoding="utf-8")
        rows = [person(handle[:3], f"bluesky:{handle}") for handle in ON_BLUESKY]
        must(path, "register", str(write_register(self.folder / "bluesky.csv", rows)))
        must(path, "measure")
        return path

    # Files

    @cached_property
    def register(self) -> Path:
        rows = [person(*one) for one in HOLDERS.items()]
        rows[-1]["consented_on"] = ""
        return write_register(self.folder / "register.csv", rows)

    @cached_property
    def more_members(self) -> Path:
        rows = [person(name, f"x:{name}") for name in ("eve", "fay")] + [person("ann", "bluesky:ann.test")]
        return write_register(self.folder / "more.csv", rows)

    @cached_property
    def first(self) -> Path:
        return write_posts(self.folder / "first.jsonl", days(range(60, 30, -1)))

    @cached_property
    def second(self) -> Path:
        return write_posts(self.folder / "second.jsonl", days(range(30, 0, -1)))

    @cached_property
    def bad(self) -> Path:
        """The second posts, with many bad rows between them."""
        good = [json.dumps(row) for row in days(range(30, 0, -1))]
        lines = [line for number, one in enumerate(good) for line in (one, *bad_rows(number, len(good)))]
        path = self.folder / "bad.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    @cached_property
    def x_archive(self) -> Path:
        moments = [iso(NOW_US - day * DAY_US - HOUR_US) for day in range(90, 10, -1)]
        tweets = [tweet(status(one), f"{BOBS} of {one}.") for one in moments]
        of_bob = manifest(len(tweets)).replace("1000000001", BOB_ID).replace("Ann", f"Bob{BOBS_NAME}")
        files = x_files(*tweets)
        files |= {"data/account.js": account_js(f"Bob{BOBS_NAME}", BOB_ID), "data/manifest.js": of_bob}
        return zipped(self.folder / "x.zip", files)

    @cached_property
    def facebook_archive(self) -> Path:
        moments = [iso(NOW_US - day * DAY_US - HOUR_US) for day in range(60, 10, -1)]
        posts = [entry(one, f"News of {one}.") for one in moments]
        files = facebook_files(posts, [comment(one, f"Answer of {one}.") for one in moments])
        return zipped(self.folder / "facebook.zip", files)


def keep_key(path: Path) -> None:
    """Begin a council with the key that all share, so that their pseudonyms can be compared."""
    path.mkdir()
    (path / "key").write_text(KEY + "\n", encoding="ascii")
    (path / "key").chmod(0o600)


def must(path: Path, *arguments: str, typed: str = "", may_be: tuple[int, ...] = (0,)) -> None:
    """Run a command that has to do. What is prepared is of the day before."""
    ended = run(Order(arguments=arguments, typed=typed, now_us=NOW_US - DAY_US), path)
    if ended.code not in may_be:
        raise RuntimeError(f"{arguments}: {ended.code}\n{ended.out}\n{ended.err}")


def person(member: str, account: str) -> dict[str, str]:
    """Return a row of a register."""
    platform, handle = account.split(":")
    return {"member": member, "name": member.title(), "ward": "North", "platform": platform, "handle": handle,
            "consented_on": "2026-01-05", "consented_by": member}  # fmt: skip


def days(which: range) -> list[dict[str, str]]:
    """Return the rows of a posts file: each day a resident asks each member, who answers later."""
    return [row for day in which for row in _day(day)]


def _day(day: int) -> Iterator[dict[str, str]]:
    when, later = iso(NOW_US - day * DAY_US), iso(NOW_US - day * DAY_US + day % 40 * HOUR_US)
    for member, account in HOLDERS.items():
        word = {"bob": BOBS, "dee": DEES}.get(member, "damp")
        of, ask = {"account": account}, f"{member}-{day}-ask"
        yield {**of, "id": ask, "author": f"res{day % 9}", "posted_at": when, "text": f"What of the {word}?"}
        yield {**of, "id": f"{member}-{day}", "author": "member", "posted_at": later,
               "text": f"The {word}: soon.", "answers": ask}  # fmt: skip


def bad_rows(number: int, of: int) -> list[str]:
    """Return the bad rows that follow one good one."""
    kinds: list[Callable[[], str]] = [
        lambda: json.dumps({"id": f"bad{number}", "account": "x:ann", "author": "res1"}),
        lambda: "no JSON at all",
        lambda: json.dumps({"id": f"odd{number}", "account": "x:ann", "author": "res1", "kind": "shout",
                            "posted_at": iso(NOW_US - DAY_US)}),
    ]  # fmt: skip
    return [kinds[one % len(kinds)]() for one in range(-(-BAD_ROWS // of))]


def talk(network: LocalBluesky) -> None:
    """Let three members on Bluesky post over forty days; residents ask, members answer, some quote and share."""
    residents = [network.person(f"resident{number}.test") for number in range(3)]
    for member, handle in enumerate(ON_BLUESKY):
        did, word = network.person(handle), BOBS if handle.startswith("bob") else "ward"
        for number in range(6):
            us = NOW_US - (40 - 6 * number) * DAY_US + member * HOUR_US
            post = network.write(did, f"News number {number} from the {word}.", us)
            asked = f"When will the {word} be emptied?"
            ask = network.write(residents[number % 3], asked, us + HOUR_US, answers=post)
            if number % 3:
                network.write(did, f"Tomorrow morning, {word}.", us + 3 * HOUR_US, answers=ask)
            if number % 3 == 0:
                network.write(residents[0], f"Read this of {word}.", us + 2 * HOUR_US, quotes=post)
                network.pass_on(did, ask, us + 5 * HOUR_US)
