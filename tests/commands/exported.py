"""A council of which every kind of thing is held about one member, and the zip that is handed out of it."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facts import DAY_US, MarkKind, Sight, Trouble, Unseen
from pipelines.keep.folder import Folder, now_us
from store.examples import State
from store.outbox import Wanted
from store.visits import note_shortfalls, note_visit
from tests.commands.test_command_line import AS_OF, COVERS, POSTS
from tests.small_council import Council, write_posts

TOKENS = {"x:ann": "anns-token-aaaaaaaaaaaaaaaa", "x:bobtheother": "bobs-token-bbbbbbbbbbbbbbbb"}
RESIDENT = "resident.who.writes.to.both"  # their handle, which no file may hold
REGISTER = """\
member,name,ward,email,platform,handle,consented_on,consented_by,scope,in_office_from
ann,Ann Ash,North,ann@council.example,x,ann,2026-01-05,Ann Ash,public posts,2023-05-08
ann,Ann Ash,North,ann@council.example,mastodon,ann@old.example,2026-01-05,Ann Ash,public posts,2023-05-08
bob,Bob Beech,South,bob@council.example,x,bobtheother,2026-01-05,Bob Beech,public posts,
cat,Cat Cedar,South,cat@council.example,x,catwithoutconsent,,,,
"""


NEWS = "The fish market reopens in April with thirty stalls, a new roof and a crane that lifts boats from the quay."


def row(id_: str, author: str, at: str, text: str, *, of: str = "x:ann", **more: Any) -> dict[str, Any]:
    url = f"https://x.example/post/{id_}"
    return {"id": id_, "account": of, "author": author, "posted_at": at, "text": text, "url": url, **more}


EXTRA = [
    row("ann-post", "member", "2026-10-02T08:00:00Z", "=HYPERLINK(1) is no formula. What do you think?"),
    row("ann-r1", RESIDENT, "2026-10-02T09:00:00Z", "A word to Ann about bins?", answers="ann-post"),
    row("ann-r2", RESIDENT, "2026-10-02T09:01:00Z", "And one more to Ann.", answers="ann-r1"),
    row("ann-b1", "x:bobtheother", "2026-10-02T10:00:00Z", "A colleague to Ann.", answers="ann-post"),
    row("ann-c1", "x:catwithoutconsent", "2026-10-02T11:00:00Z", "Words nobody may keep.", answers="ann-post"),
    row("ann-x1", "someone.else", "2026-10-02T12:00:00Z", "From one resident to another.", answers="ann-r1"),
    row("bob-post", "member", "2026-10-03T08:00:00Z", "Bob's own words.", of="x:bobtheother"),
    row("bob-r1", RESIDENT, "2026-10-03T09:00:00Z", "What of the swimming pool?", of="x:bobtheother",
        answers="bob-post"),
    row("ann-under-bob", "x:ann", "2026-10-03T10:00:00Z", "Ann answers below.", of="x:bobtheother", answers="bob-r1"),
    row("bob-r2", RESIDENT, "2026-10-03T11:00:00Z", "To Bob alone.", of="x:bobtheother", answers="bob-post"),
    row("bob-news", "member", "2026-10-04T08:00:00Z", NEWS, of="x:bobtheother"),
    row("ann-news", "member", "2026-10-05T08:00:00Z", NEWS),
    row("ann-old", "member", "2026-09-03T08:00:00Z", "On the old account.", of="mastodon:ann@old.example"),
]  # fmt: skip


def prepared(path: Path) -> Council:
    """Return a council in which every kind of thing is held about ann, and as much about bob."""
    council = Council(path / "data")
    (path / "register.csv").write_text(REGISTER, encoding="utf-8")
    council.must("register", str(path / "register.csv"))
    posts = [one if one["account"] != "x:bob" else {**one, "account": "x:bobtheother"} for one in POSTS]
    council.must("import", str(write_posts(path / "posts.jsonl", [*posts, *EXTRA])), "--covers", COVERS)
    profiles = [{"account": "x:ann", "read_at": "2026-10-01T00:00:00Z", "text": "Councillor for North."}]
    council.must("import", str(write_posts(path / "profiles.jsonl", profiles)), "--profiles")
    for account, token in TOKENS.items():
        done = council.run("token", "--account", account, typed=token)
        if done.exit_code:
            raise AssertionError(done.output)
    for who in ("ann", "bob"):
        council.must("person", "add", f"{who}@council.example", "--role", "member", "--member", who)
        council.must(
            "mark", "answered-elsewhere", "--post", f"{who}-q0", "--by", "Olu", "--why", f"rang {who}"
        )
        council.must(
            "mark", "away", "--member", who, "--from", "2026-08-01", "--to", "2026-08-03", "--by", "Olu"
        )
    council.must("mark", "undo", "1", "--by", "Olu")
    decide(council)
    council.must("measure", "--as-of", AS_OF)
    council.must("summary", "--month", "2026-10")
    return council


def decide(council: Council) -> None:
    """Let everything happen that no command of one line does: sign-ins, looks, messages, visits."""
    folder = Folder(council.path)
    desk, at_us = folder.desk, now_us()
    for who in ("ann", "bob"):
        email = f"{who}@council.example"
        desk.pin(email, "https://id.example", f"subject-of-{who}", now_us=at_us)
        desk.note_look(who, "comms", "2026-11-02", first_day="2020-01-01")
        wanted = Wanted(kind="scorecard", period="2026-10", member=who, recipient=email, channel="folder",
                        message_id=f"message-to-{who}")  # fmt: skip
        desk.queue([wanted], now_us=at_us)
        number = desk.nominate(
            post=f"{who}-post",
            member=who,
            line="answer-questions",
            why=f"well said, {who}",
            by="Olu",
            now_us=at_us,
        )
        signed = f"https://id.example subject-of-{who}"
        desk.settle_example(number or 0, State.PERMITTED, by=who, now_us=at_us, subject=signed)
        desk.add_mark(MarkKind.SET_ASIDE, by=who, now_us=at_us, why="mine", post=f"{who}-q1", subject=signed)
        desk.choose(email, {"channel": "folder"}, now_us=at_us, by=email)
    lack = Trouble(what="the list ends there", where="x:ann", why=Unseen.CAP, sights=(Sight.POSTS,))
    with folder.archive() as archive:
        for account in ("x:ann", "x:bobtheother"):
            note_visit(archive, account, None, now_us=at_us, token_ends_us=at_us + DAY_US)
            note_shortfalls(archive, account, [lack], at_us)
    desk.close()


@dataclass
class Zip:
    """A zip that was handed out, read."""

    path: Path

    def __post_init__(self) -> None:
        with zipfile.ZipFile(self.path) as file:
            self.entries = {one.filename: one for one in file.infolist()}
            self.bytes = {name: file.read(name) for name in file.namelist()}
        self.data = json.loads(self.bytes["data.json"])
        self.page = self.bytes["index.html"].decode()

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Return the rows of a kind, as the JSON has them."""
        found: list[dict[str, Any]] = self.data["holds"][kind]
        return found

    def cells(self, kind: str) -> list[dict[str, str]]:
        """Return the rows of a kind, as the CSV has them."""
        text = self.bytes[f"{kind}.csv"].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def holding(self, *words: str) -> dict[str, list[str]]:
        """Return which of these words stand in which file, whatever their case."""
        found = {
            name: [word for word in words if word.lower().encode() in held.lower()]
            for name, held in {**self.bytes, "the zip itself": self.path.read_bytes()}.items()
        }
        return {name: some for name, some in found.items() if some}


def handed_out(council: Council, out: Path, *more: str) -> Zip:
    """Return the zip of ann."""
    council.must("export", "--member", "ann", "--out", str(out), "--by", "Olu", *more)
    return Zip(out)
