"""A measure, a text rule or a platform is one file or folder: what it brings along arrives without touching another."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import spreadsheet
from dashboard.viewer import Role, Viewer
from labels import all_rules
from tests.commands.test_command_line import member
from tests.house.adding import one_file
from tests.pages.looking import plain, run, text
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.pages

AS_OF = "2026-11-01T00:00:00Z"
COVERS = "2026-07-01..2026-10-31"
QUOTED, SAID = 5, 12  # how many of the member's own posts pass words on

MEASURE = """
from facts import Sight, Unit
from metrics.measure import Measure, Nouns
from metrics.sums import SHARE

MEASURE = Measure(
    id="quoting-share",
    order=45,
    version=3,
    since="2026-11-27",
    title="Posts that quote somebody",
    explains="Of everything you posted that wasn't a reply, the share that quoted somebody with words of your own.",
    cant_see="Whether they liked it.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    sum_up=SHARE,
    is_about_asks=False,
    nouns=Nouns("posting", "postings", "quoting somebody"),
    reasons={"quotes": "quotes somebody's words", "quotes-nobody": "quotes nobody's words"},
    occasions=\"\"\"
        select
            said.member,
            windows.label,
            said.posted_us as happened_us,
            said.id as post,
            null as answer,
            said.kind = 'quote' as met,
            null as value,
            case when said.kind = 'quote' then 'quotes' else 'quotes-nobody' end as reason,
            false as left_out
        from said
        join windows on said.posted_us >= windows.from_us and said.posted_us < windows.to_us
        where said.kind in ('post', 'quote')
    \"\"\",
    column="Quoting",
    stories=(),
)
"""
PACK = """
title = "Ours"

[[line]]
id = "quote"
do = true
words.en = "Quote your neighbours."
measures = ["quoting-share"]
"""

RULE = """
from facts import Kind
from labels.rule import Authors, Rule
from labels.words import NO, Found


def shouts(text: str) -> Found:
    return Found("yes", "capitals", "shouts", SHOUTED) if SHOUTED in text else NO


SHOUTED = "NOW"
RULE = Rule(
    id="shouts",
    order=90,
    version=1,
    reads=Authors.RESIDENTS,
    kinds=frozenset({Kind.REPLY}),
    says=shouts,
    tried_as="shouts",
)
"""

PLATFORM = '''
"""A platform on which one member has said something."""

from collections.abc import Iterator

from connectors.connector import Cursors
from connectors.platform import Allowance, Chosen, Left, Lent, Platform
from facts import DAY_US, Account, Kind, Page, Post, Seen, Sight

AT_US = 1_790_000_000_000_000


class Grapevine:
    platform = "grapevine"
    sees = frozenset({Sight.POSTS})
    calls = 0
    clock_off_s = 0.0

    def __init__(self, lent: Lent) -> None:
        self.lent = lent

    def server_of(self, account: Account) -> str:
        return self.lent.chosen.hosts["grapevine"]

    def lasting_id(self, handle: str) -> str:
        return handle

    def close(self) -> None:
        pass

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        token = self.lent.token_of(account.id)
        said = f"{self.lent.chosen.hosts['grapevine']} {self.lent.chosen.environment['TWOWAY_GRAPEVINE']} {bool(token)}"
        author = self.lent.masks.author("grapevine", account.handle)
        known = self.lent.ids_since(account.id, 0)
        posts = [
            Post(id=f"{account.id}/{number}", platform="grapevine", account=account.id, author=author,
                 kind=Kind.POST, posted_us=AT_US + number, text=f"{said} {len(known)}")
            for number in range(2)
        ]
        self.lent.keep_cursor("spent", str(len(posts)))
        seen = Seen(account=account.id, sight=Sight.POSTS, from_us=AT_US - DAY_US, to_us=now_us)
        yield Page(account=account.id, posts=posts, seen=[seen], cursors={"feed": '"done"'})


def left(settings: str, spent: str, now) -> Left:
    return Left(reads=100 - int(spent or 0), allowed=100, renewed_at=now)


def read_settings(table: object) -> str:
    if not isinstance(table, dict) or not isinstance(table.get("root", ""), str):
        raise ValueError("grapevine.root must be text.")
    return table.get("root", "")


def why_not(chosen: Chosen) -> str:
    return "" if chosen.settings == "deep" else "it has no root: set [grapevine] root in settings.toml"


DESCRIPTOR = Platform(
    id="grapevine",
    order=60,
    name="The Grapevine",
    sees=Grapevine.sees,
    connect=Grapevine,
    knows_people_by="the name of their vine",
    needs_token=True,
    hosts={"grapevine": "grapes.example"},
    environment=("TWOWAY_GRAPEVINE",),
    read_settings=read_settings,
    why_not=why_not,
    allowance=Allowance(stream="spent", left=left, used_up=lambda settings: "100"),
)
'''


# A measure


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    """A council measured with one measure more, which its pack names."""
    path = tmp_path_factory.mktemp("measure")
    council = Council(path / "data")
    council.path.mkdir()
    (council.path / "settings.toml").write_text('pack = "ours.toml"\n', encoding="utf-8")
    (council.path / "ours.toml").write_text(PACK, encoding="utf-8")
    rows = [
        {"id": str(n), "account": "x:ann", "author": "member", "posted_at": f"2026-10-{n + 1:02}T09:00:00Z",
         "text": f"On day {n}.", "url": f"https://x.example/ann/{n}",
         **({"kind": "quote", "source": "anytown"} if n < QUOTED else {})}
        for n in range(SAID)
    ]  # fmt: skip
    with one_file(path / "metrics" / "quoting.py", MEASURE), pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOWAY_DATA", str(council.path))
        council.must("register", str(write_register(path / "register.csv", [member("ann")])))
        council.must("import", str(write_posts(path / "posts.jsonl", rows)), "--covers", COVERS)
        council.must("measure", "--as-of", AS_OF)
        yield council


def test_a_measure_of_one_file_is_shown_with_its_evidence_by_the_command_line(measured: Council) -> None:
    [result] = [one for one in measured.json("show", "ann")["results"] if one["measure"] == "quoting-share"]
    evidence = measured.json("evidence", "ann", "quoting-share")["occasions"]
    [line] = measured.json("lines")

    assert (result["outcome"], result["met"], result["n"]) == ("measured", QUOTED, SAID)
    assert (result["value"], result["version"]) == (pytest.approx(QUOTED / SAID), 3)
    assert [one["why"] for one in evidence].count("quotes somebody's words") == QUOTED
    assert line["measures"] == ["quoting-share"]


def test_its_card_stands_on_the_scorecard_below_the_line_that_names_it(measured: Council) -> None:
    told = plain(run("scorecard", m="ann"))

    assert told.index("Quote your neighbours.") < told.index("Posts that quote somebody")
    assert f"{QUOTED} of {SAID}" in told


def test_its_column_stands_in_the_list_of_members(measured: Council) -> None:
    told = text(run("week"))
    table = told[told.index('<table class="members">') : told.index("</table>")]

    assert '<th scope="col">Quoting</th>' in table
    assert f"{QUOTED} of {SAID}" in table
    assert "k=quoting-share" in table


def test_its_evidence_is_a_page_and_a_spreadsheet(measured: Council) -> None:
    told = plain(run("evidence", m="ann", k="quoting-share", w="90 days"))
    sheet = spreadsheet.evidence(Viewer(Role.COMMS), "ann", "quoting-share", "90 days")
    rows = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))

    assert "Quotes somebody's words. Counts as met" in told
    assert "5 of 12 postings quoting somebody" in told
    assert "Whether they liked it." in told
    assert [row["met"] for row in rows].count("yes") == QUOTED
    assert {(row["measure"], row["definition_version"], row["definition_since"]) for row in rows} == {
        ("quoting-share", "3", "2026-11-27")
    }


# A text rule


def labels_of(council: Council, rule: str) -> dict[str, tuple[int, str, str]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        rows = db.execute("select post, version, value, reason from labels where rule = ?", [rule]).fetchall()
    return {post: tuple(rest) for post, *rest in rows}


@pytest.fixture
def said(tmp_path: Path) -> Council:
    """A council in which a resident asks the member something, twice below a post of the member's, once elsewhere."""
    council = Council(tmp_path / "data")
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann")])))
    rows = [
        message("1", "member", "SHOP NOW, says the poster."),
        message("2", "jo", "When is bin day? Tell me NOW!", answers="1"),
        message("3", "jo", "Thank you, no hurry.", answers="1"),
        message("4", "jo", "When is bin day? NOW!"),
    ]
    write_posts(tmp_path / "posts.jsonl", rows)
    return council


def message(id_: str, author: str, words: str, **more: str) -> dict[str, Any]:
    posted_at = f"2026-10-0{id_}T09:00:00Z"
    return {"id": id_, "account": "x:ann", "author": author, "posted_at": posted_at, "text": words, **more}


def test_a_rule_of_one_file_is_stored_of_the_messages_it_reads(said: Council, tmp_path: Path) -> None:
    with one_file(tmp_path / "labels" / "shouts.py", RULE):
        said.must("import", str(tmp_path / "posts.jsonl"))

    assert labels_of(said, "shouts") == {"2": (1, "yes", "shouts 'NOW'"), "3": (1, "no", "")}


def test_a_rule_that_is_added_later_labels_what_was_there_before(said: Council, tmp_path: Path) -> None:
    said.must("import", str(tmp_path / "posts.jsonl"))
    before = labels_of(said, "ask")

    with one_file(tmp_path / "labels" / "shouts.py", RULE):
        said.must("measure", "--as-of", AS_OF)

    assert labels_of(said, "shouts") == {"2": (1, "yes", "shouts 'NOW'"), "3": (1, "no", "")}
    assert labels_of(said, "ask") == before


def test_its_labels_are_made_anew_when_its_version_is_raised(said: Council, tmp_path: Path) -> None:
    with one_file(tmp_path / "labels" / "shouts.py", RULE):
        said.must("import", str(tmp_path / "posts.jsonl"))
    raised = RULE.replace("version=1", "version=2").replace('"NOW"', '"hurry"')

    with one_file(tmp_path / "labels" / "shouts.py", raised):
        said.must("measure", "--as-of", AS_OF)

    assert labels_of(said, "shouts") == {"2": (2, "no", ""), "3": (2, "yes", "shouts 'hurry'")}


def test_where_its_value_tells_of_the_words_it_goes_with_them(said: Council, tmp_path: Path) -> None:
    telling = RULE.replace("    tried_as=", "    tells_words=True,\n    tried_as=").replace(
        "RESIDENTS", "BOTH"
    )
    with one_file(tmp_path / "labels" / "shouts.py", telling):
        said.must("import", str(tmp_path / "posts.jsonl"))
        before = labels_of(said, "shouts")
        jo = member("jo", consented_on="")  # on the register from now on, and hasn't said yes
        said.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), jo])))
        said.must("measure", "--as-of", AS_OF)

    assert {post: value for post, (_, value, _) in before.items()} == {"2": "yes", "3": "no"}
    assert {post: value for post, (_, value, _) in labels_of(said, "shouts").items()} == {"2": "", "3": ""}


def test_people_can_try_it(tmp_path: Path) -> None:
    line = json.dumps({"text": "Tell me NOW!", "author": "resident"})
    of_a_member = json.dumps({"text": "Tell me NOW!", "author": "member"})
    council = Council(tmp_path / "data")

    with one_file(tmp_path / "labels" / "shouts.py", RULE):
        done = council.run("label", typed=f"{line}\n{of_a_member}\n")
    resident, by_member = [json.loads(one) for one in done.stdout.splitlines()]

    assert (resident["label"], resident["shouts"]) == ("ask", True)
    assert resident["reasons"]["shouts"] == "shouts 'NOW'"
    assert "shouts" not in by_member


def test_a_rule_comes_after_the_one_it_stands_on() -> None:
    """Else its labels could never be made, and whoever asks which are missing would ask for ever."""
    order = [rule.id for rule in all_rules() if rule.is_stored]

    for rule in all_rules():
        assert not rule.after or rule.after[0] in order[: order.index(rule.id)]


# A platform


@pytest.fixture
def vine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Council]:
    """A council with one member on a platform that one folder declares."""
    council = Council(tmp_path / "data")
    monkeypatch.setenv("TWOWAY_DATA", str(council.path))
    monkeypatch.setenv("TWOWAY_GRAPEVINE", "ripe")
    with one_file(tmp_path / "connectors" / "grapevine" / "__init__.py", PLATFORM):
        row = member("ann", platform="grapevine")
        council.must("register", str(write_register(tmp_path / "register.csv", [row])))
        yield council


def settle(council: Council, settings: str) -> None:
    (council.path / "settings.toml").write_text(settings, encoding="utf-8")


def doctor(council: Council) -> tuple[str, dict[str, Any]]:
    told = council.run("doctor")
    assert told.exit_code == 4, told.output
    return told.stdout, json.loads(council.run("doctor", "--json").stdout)


def test_a_platform_of_one_folder_is_collected_and_called_by_its_name(vine: Council) -> None:
    settle(vine, '[hosts]\ngrapevine = "https://vine.example"\n[grapevine]\nroot = "deep"\n')
    assert vine.run("token", "--account", "grapevine:ann", typed="secret").exit_code == 0

    vine.must("collect")
    vine.must("measure")

    with duckdb.connect(str(vine.path / "archive.duckdb"), read_only=True) as db:
        kept = db.execute("select id, text from posts order by id").fetchall()
    assert kept == [(f"grapevine:ann/{n}", "https://vine.example ripe True 0") for n in range(2)]
    results = {one["measure"]: one for one in vine.json("show", "ann")["results"]}
    assert (
        results["answered-within-a-day"]["outcome"] == "not visible"
    )  # it declares that it shows no replies
    assert "The Grapevine" in results["answered-within-a-day"]["why"]
    assert "The Grapevine" in plain(run("evidence", m="ann", k="longest-silence", w="90 days"))


def test_what_it_lacks_is_said_where_one_asks(vine: Council) -> None:
    left_out = vine.must("collect")
    told, found = doctor(vine)
    settle(vine, '[grapevine]\nroot = "deep"\n')
    _, without_token = doctor(vine)

    why = "it has no root: set [grapevine] root in settings.toml"
    assert f"grapevine is not collected: {why}." in left_out
    assert found["accounts"][0]["next_step"].startswith(f"Not set up ({why}).")
    assert without_token["accounts"][0]["next_step"].startswith("Ask the member to grant a token")
    assert "The Grapevine: 100 of 100 reads are left until " in told
    assert "blog, grapevine, not 'myspace'" in vine.run("collect", "--platform", "myspace").output
    assert "is kept under the name of their vine." in vine.run("erase", "--account", "grapevine:jo").output


def test_its_own_table_of_the_settings_is_read_by_itself(vine: Council) -> None:
    settle(vine, "[grapevine]\nroot = 3\n")
    wrong = vine.run("doctor")
    settle(vine, '[grapevine]\nroot = "deep"\n[orchard]\n')
    odd = vine.run("doctor")

    assert wrong.exit_code == 1
    assert "settings.toml: grapevine.root must be text." in wrong.output
    assert "take orchard out" in odd.output
    assert "take grapevine out" not in odd.output


def test_what_it_spent_is_left_out_of_what_may_still_be_read(vine: Council) -> None:
    settle(vine, '[grapevine]\nroot = "deep"\n')
    assert vine.run("token", "--account", "grapevine:ann", typed="secret").exit_code == 0

    vine.must("collect")
    told, found = doctor(vine)

    assert "The Grapevine: 98 of 100 reads are left until " in told
    assert found["grapevine_reads"]["left"] == 100 - 2
    assert found["x_reads"] is None
