"""What a big history costs: `python -m benchmarks.million 1000000` registers, imports, measures and keeps it.

Prints for each step: wall and CPU seconds, peak memory, messages a second. With --straight the history is written
into the archive with its labels ready, to try measuring alone. Each step is a process of its own. Linux and macOS.
"""

import argparse
import csv
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from benchmarks.history import END_US, YEARS_US, Said, history, members
from facts import Kind, Label, Page, Post, Seen, from_us
from labels.form import form_hash
from labels.own_words import has_own_words
from labels.registry import by_id
from pipelines.keep.backups.contents import APART
from pipelines.keep.folder import Folder
from store.stretches import OVER_TIME

ROOT = Path(__file__).resolve().parent.parent
FINE = (0, 4)
STANDARD_OUTPUT, STANDARD_ERROR = 1, 2
SEED = 1
ONE_REPORT_IN = 9
WHY = "from a benchmark"
PAGE = 20_000
AS_OF = from_us(END_US).isoformat()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step took."""

    step: str
    wall_s: float
    cpu_s: float
    peak_bytes: int
    messages: int

    def __str__(self) -> str:
        speed = self.messages / self.wall_s
        return f"{self.step:<10}{self.wall_s:>9.1f}{self.cpu_s:>9.1f}{self.peak_bytes / 1e6:>9.0f}{speed:>13,.0f}"


HEAD = f"{'step':<10}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'messages/s':>13}"


def main(arguments: Sequence[str]) -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__)
    parser.add_argument("messages", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--straight", action="store_true", help="write into the archive, don't import")
    parser.add_argument("--data", type=Path, help="keep the data folder here; it must not be there yet")
    parser.add_argument("--only-fill", action="store_true", help=argparse.SUPPRESS)
    wish = parser.parse_args(arguments)
    if wish.only_fill:
        fill(wish.data, history(wish.messages, wish.seed))
        return
    with tempfile.TemporaryDirectory() as somewhere:
        sys.stdout.write(f"{wish.messages:,} messages\n{HEAD}\n")
        for cost in costs(
            wish.data or Path(somewhere) / "data", wish.messages, wish.seed, straight=wish.straight
        ):
            sys.stdout.write(f"{cost}\n")
            sys.stdout.flush()


def costs(data: Path, messages: int, seed: int = SEED, *, straight: bool = False) -> Iterator[Cost]:
    """Yield what it costs to make a history, bring it into a data folder, measure it, back it up and put it back."""
    data.mkdir(parents=True)
    pipelines = ("-m", "pipelines", "--data", str(data))
    register = write_register(data / "register.csv", messages)
    yield step("register", messages, *pipelines, "register", str(register))
    if straight:
        made = (
            "-m",
            "benchmarks.million",
            str(messages),
            "--seed",
            str(seed),
            "--data",
            str(data),
            "--only-fill",
        )
        yield step("fill", messages, *made)
    else:
        posts = write_posts(data / "posts.jsonl", history(messages, seed))
        yield step("import", messages, *pipelines, "import", str(posts))
        posts.unlink()
    yield step("measure", messages, *pipelines, "measure", "--as-of", AS_OF)
    backup, elsewhere = data.parent / "backup.zip", data.parent / "elsewhere"
    yield step("backup", messages, *pipelines, "backup", str(backup))
    elsewhere.mkdir()
    for name in APART:
        shutil.copy(data / name, elsewhere)
    restore = ("-m", "pipelines", "--data", str(elsewhere), "restore", str(backup))
    yield step("restore", messages, *restore)


def step(name: str, messages: int, *words: str) -> Cost:
    """Run one command with this Python and return what it cost. Raise RuntimeError when it fails."""
    began = time.monotonic()
    number = os.posix_spawn(
        sys.executable,
        [sys.executable, *words],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[(os.POSIX_SPAWN_DUP2, STANDARD_ERROR, STANDARD_OUTPUT)],
    )
    _, status, used = os.wait4(number, 0)
    if os.waitstatus_to_exitcode(status) not in FINE:
        raise RuntimeError(f"{name} ended with {os.waitstatus_to_exitcode(status)}; see the lines above.")
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)  # Linux counts in kilobytes
    return Cost(name, time.monotonic() - began, used.ru_utime + used.ru_stime, peak, messages)


def write_register(path: Path, messages: int) -> Path:
    """Write the register of a history of so many messages."""
    begun_on = (from_us(END_US - YEARS_US) - timedelta(days=1)).date().isoformat()
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(("member", "name", "platform", "handle", "consented_on", "consented_by", "scope"))
        for member, accounts in members(messages).items():
            for account in accounts:
                sheet.writerow((member, member, *account.split(":"), begun_on, member, "public posts"))
    return path


def write_posts(path: Path, said: Iterator[Said]) -> Path:
    """Write a history as a posts file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one.row()) + "\n" for one in said)
    return path


def fill(data: Path, said: Iterator[Said]) -> None:
    """Write a history straight into the archive, with labels that are ready."""
    folder = Folder(data)
    authors = {account.id: folder.owner(account) for account in folder.live_accounts().values()}
    with folder.archive() as archive:
        while some := list(islice(said, PAGE)):
            posts = [_post(one, authors) for one in some]
            labels = [label for one in some for label in _labels(one)]
            archive.keep(Page(account=posts[0].account, posts=posts), labels, owner="", now_us=END_US)
        for account in authors:
            seen = [
                Seen(account=account, sight=sight, from_us=END_US - YEARS_US, to_us=END_US)
                for sight in OVER_TIME
            ]
            archive.keep(Page(account=account, seen=seen), [], owner="", now_us=END_US)


def _post(one: Said, authors: dict[str, str]) -> Post:
    author = authors[one.account] if one.author == "member" else f"{one.author:0>24}"
    return Post(
        id=one.id, platform=one.account.split(":")[0], account=one.account, author=author, kind=Kind(one.kind),
        posted_us=one.posted_us, text=one.text, url=f"https://posts.example/{one.id}", answers=one.answers,
        source=one.source,
    )  # fmt: skip


def _labels(one: Said) -> Iterator[Label]:
    """Yield the labels of a message as if the rules had given them."""
    said = {}
    if one.author != "member":
        said["ask"] = "ask" if one.asks else "nothing"
        if one.asks and one.answers:
            said["asks-too"] = "yes"
    elif one.kind != "share":
        said |= {"question": "no", "credits": "yes" if one.asks else "no", "corrects": "no"}
        said["reports-back"] = "no" if len(one.text) % ONE_REPORT_IN else "yes"
        if one.kind == "reply":
            said["form"] = form_hash(one.text)
        else:
            said["invites"] = said["seeks-views"] = "yes" if one.asks else "no"
        if one.kind == "quote":
            said["own-words"] = "yes" if has_own_words(one.text) else "no"
    for rule, value in said.items():
        reason = WHY if value == "yes" or rule == "ask" else ""
        yield Label(post=one.id, rule=rule, version=by_id()[rule].version, value=value, reason=reason)


if __name__ == "__main__":
    main(sys.argv[1:])
