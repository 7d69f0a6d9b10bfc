"""`export`: everything held about a member as a zip that a person can read, whole or not at all."""

import contextlib
import json
import os
import shutil
import stat
import zipfile
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipelines.keep.export import registry
from pipelines.keep.export.export import export
from pipelines.keep.folder import Folder
from store import tables
from store.archive import Archive
from store.described import tables as published_tables
from summaries.csvs import cell_for_people
from tests.commands.exported import Zip, handed_out, prepared
from tests.small_council import Council
from wording import held

pytestmark = pytest.mark.commands


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return prepared(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def handed(made: Council, tmp_path_factory: pytest.TempPathFactory) -> Zip:
    return handed_out(made, tmp_path_factory.mktemp("out") / "ann.zip")


@pytest.fixture
def council(made: Council, tmp_path: Path) -> Council:
    shutil.copytree(made.path, tmp_path / "data")
    return Council(tmp_path / "data")


# The registry


def every_table() -> set[str]:
    with Archive() as archive:
        held_there = archive.rows("select table_name from duckdb_tables() where not temporary")
        schemas = archive.rows("select schema_name from duckdb_schemas() where not internal")
    return {
        *(f"desk.{name}" for name in tables.TABLES.tables),
        *(f"archive.{name}" for (name,) in held_there),
        *(f"archive.{name}" for (name,) in schemas if name != "main"),
        *(f"published.{name}" for name in published_tables()),
    }


def test_of_every_table_it_is_decided_whether_it_belongs_to_an_export() -> None:
    decided = {name for name in registry.decided() if not name.startswith("folder.")}

    assert decided == every_table()


def test_of_nothing_it_is_decided_twice() -> None:
    handed = [of for kind in registry.KINDS for of in kind.of]

    assert len(handed) == len(set(handed))
    assert set(handed) & set(registry.LEFT_OUT) == set()


def every_column() -> set[str]:
    with Archive() as archive:
        rows = archive.rows("select table_name, column_name from duckdb_columns() where not internal")
    return {
        *(f"desk.{name}.{one.name}" for name, table in tables.TABLES.tables.items() for one in table.columns),
        *(f"archive.{table}.{column}" for table, column in rows),
        *(
            f"published.{name}.{one.name}"
            for name, table in published_tables().items()
            for one in table.columns
        ),
    }


def test_of_every_column_of_what_is_handed_out_it_is_decided_too() -> None:
    handed = {f"{of}.{column}" for kind in registry.KINDS for of in kind.of for column in kind.columns}
    of_handed = {
        one
        for one in every_column()
        if one.rpartition(".")[0] in {of for kind in registry.KINDS for of in kind.of}
    }

    assert of_handed - handed == {*registry.TOLD_AS, *registry.COLUMNS_LEFT_OUT}
    columns = {f"{kind.id}.{column}" for kind in registry.KINDS for column in kind.columns}
    assert set(registry.TOLD_AS.values()) <= columns
    assert set(registry.COLUMNS_LEFT_OUT.values()) <= set(registry.reasons())


def test_of_every_thing_in_a_data_folder_it_is_decided_too(made: Council) -> None:
    there = [path.name for path in made.path.iterdir()]

    assert {"key", "desk.sqlite", "archive.duckdb", "imports", "editions", "published"} <= set(there)
    assert [name for name in there if not registry.is_decided(name)] == []
    assert not registry.is_decided("a-thing-that-nobody-thought-of")


def test_there_are_words_for_every_file_and_every_reason() -> None:
    kinds = {kind.id for kind in registry.KINDS}

    assert set(held.holds()) == kinds
    assert set(held.left_out()) == set(registry.reasons())
    assert {kind.group for kind in registry.KINDS} == set(held.groups())


def test_every_kind_can_be_filled(handed: Zip) -> None:
    assert [kind.id for kind in registry.KINDS if not handed.rows(kind.id)] == []


# What is in it


def test_the_register_consents_and_accounts_are_there(handed: Zip) -> None:
    [person] = handed.rows("register")
    accounts = {one["account"]: one for one in handed.rows("accounts")}

    assert (person["id"], person["email"]) == ("ann", "ann@council.example")
    assert handed.rows("terms") == [{"from_on": "2023-05-08", "to_on": ""}]
    assert set(accounts) == {"x:ann", "mastodon:ann@old.example"}
    assert accounts["x:ann"]["token_held_since_at"]
    assert accounts["mastodon:ann@old.example"]["token_held_since_at"] is None
    assert {one["account"] for one in handed.rows("consents")} == set(accounts)


def test_an_ended_consent_is_told_too(council: Council, tmp_path: Path) -> None:
    folder = Folder(council.path)
    folder.desk.withdraw("mastodon:ann@old.example", now_us=1_790_000_000_000_000, by="Olu")
    folder.desk.close()

    ended = [one for one in handed_out(council, tmp_path / "a.zip").rows("consents") if one["withdrawn_at"]]

    assert [(one["account"], one["withdrawn_at"]) for one in ended] == [
        ("mastodon:ann@old.example", "2026-09-21T14:13:20Z")
    ]


def test_her_messages_what_was_said_to_her_and_what_she_answered_are_there(handed: Zip) -> None:
    found = {one["post"]: (one["why"], one["who"]) for one in handed.rows("posts")}

    assert found["ann-post"] == found["ann-a0"] == found["ann-old"] == ("own", "own")
    assert found["ann-under-bob"] == ("own", "own")  # kept for a colleague, below whose post it stands
    assert found["ann-q0"] == found["ann-r1"] == found["ann-r2"] == ("said to them", "resident")
    assert found["ann-b1"] == ("said to them", "another member")
    assert found["bob-r1"] == ("referred to", "resident")  # which she answered


def test_labels_say_which_rule_said_what_and_by_which_words(handed: Zip) -> None:
    [ask] = [one for one in handed.rows("labels") if (one["post"], one["rule"]) == ("ann-q0", "ask")]

    assert (ask["value"], ask["version"] > 0, bool(ask["reason"])) == ("ask", True, True)


def test_results_are_those_that_show_gives_also_for_her_own_eyes(made: Council, handed: Zip) -> None:
    shown = {one["measure"]: one for one in made.json("show", "ann", "--month", "2026-10")["results"]}
    rows = {one["measure"]: one for one in handed.rows("results") if one["label"] == "2026-10"}

    assert "long-exchanges" in rows  # for her eyes only
    assert set(rows) == set(shown)
    for measure, row in rows.items():
        assert [row[name] for name in ("outcome", "value", "n", "met")] == [
            shown[measure][name] for name in ("outcome", "value", "n", "met")
        ]


def test_the_messages_that_figures_rest_on_are_among_the_posts(handed: Zip) -> None:
    posts = {one["post"] for one in handed.rows("posts")}
    rests_on = {one[of] for one in handed.rows("occasions") for of in ("post", "answer") if one[of]}

    assert rests_on
    assert rests_on <= posts
    assert {one["post"] for one in handed.rows("waiting")} <= posts


def test_marks_about_her_and_by_her_say_which_and_those_taken_back_too(handed: Zip) -> None:
    found = {(one["kind"], one["post"]): one for one in handed.rows("marks")}

    assert set(found) == {("answered-elsewhere", "ann-q0"), ("away", None), ("set-aside", "ann-q1")}
    assert found["answered-elsewhere", "ann-q0"]["undone_at"]
    assert found["answered-elsewhere", "ann-q0"]["by"] == "Olu"
    assert [found[one]["is_by_member"] for one in (("away", None), ("set-aside", "ann-q1"))] == [False, True]


def test_the_log_tells_what_was_done_about_her_and_by_her(handed: Zip) -> None:
    lines = [(one["did"], one["what"]) for one in handed.rows("audit")]

    assert ("token", "x:ann") in lines
    assert ("add person", "ann@council.example member ann") in lines
    assert ("first sign-in", "ann@council.example") in lines
    assert {did for did, _ in lines} >= {
        "mark",
        "undo mark",
        "nominate example",
        "settle example",
        "set person",
    }


def test_a_month_tells_in_which_list_she_is_named(handed: Zip) -> None:
    [edition] = handed.rows("editions")

    assert (edition["month"], edition["revision"]) == ("2026-10", 1)
    assert edition["named_in"] == "examples"
    assert "answered-within-a-day" in edition["counted_in"].split()


# Its form


def test_csv_and_json_hold_the_same_rows(handed: Zip) -> None:
    for kind in registry.KINDS:
        cells, rows = handed.cells(kind.id), handed.rows(kind.id)

        assert [list(row.values()) for row in cells] == [
            [cell_for_people(value) for value in row.values()] for row in rows
        ]
        assert [list(row) for row in cells[:1]] == [kind.heads] * min(1, len(rows))
        assert {one["kind"]: one["rows"] for one in handed.data["files"]}[kind.id] == len(rows)


def test_no_cell_is_a_formula_and_the_json_is_untouched(handed: Zip) -> None:
    [cell] = [one["text"] for one in handed.cells("posts") if one["post"] == "ann-post"]
    [value] = [one["text"] for one in handed.rows("posts") if one["post"] == "ann-post"]

    assert (cell[:2], value[:2]) == ("'=", "=H")
    assert all(handed.bytes[kind.file].startswith(b"\xef\xbb\xbf") for kind in registry.KINDS)


class Outline(HTMLParser):
    """What of a page somebody hears who doesn't see it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.heads: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {f"h{level}" for level in range(1, 7)}:
            self.heads.append(int(tag[1]))
        if tag not in ("meta", "link", "br", "img", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            raise AssertionError(f"{tag} closes what it didn't open")


def test_the_page_is_whole_read_aloud_and_asks_nothing_of_anybody(handed: Zip) -> None:
    page = Outline(handed.page)
    tags = [tag for tag, _ in page.tags]
    named = {told["id"] for _, told in page.tags if told.get("id")}

    assert page.open == []
    assert dict(page.tags)["html"]["lang"] == "en"
    assert page.heads[0] == 1
    assert page.heads.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.heads, page.heads[1:], strict=False))
    assert tags.count("main") == 1
    assert {"script", "img", "link", "iframe", "form"} & set(tags) == set()
    for tag, told in page.tags:
        if tag == "table":
            assert told["aria-labelledby"] in named
        if tag == "th":
            assert told["scope"] in ("col", "row")
        if tag == "a":
            assert told["href"] in handed.entries
    assert "http" not in handed.page.replace("http-equiv", "")


def test_the_page_lists_every_file_with_how_many_rows(handed: Zip) -> None:
    for kind in registry.KINDS:
        assert (
            f'<a href="{kind.file}">{kind.file}</a></th><td class="rows">{len(handed.rows(kind.id)):,}</td>'
            in handed.page
        )
    assert all(reason.replace("'", "&#39;") in handed.page for reason in held.left_out().values())


def test_in_welsh_it_says_that_its_words_are_a_draft(council: Council, tmp_path: Path) -> None:
    found = handed_out(council, tmp_path / "a.zip", "--language", "cy")

    assert '<html lang="cy">' in found.page
    assert "Cyfieithiad drafft" in found.page
    assert found.data["language"] == "cy"


@pytest.mark.skipif(os.name != "posix", reason="rights are inherited on Windows")
def test_it_is_its_owners_alone(handed: Zip) -> None:
    assert stat.S_IMODE(handed.path.stat().st_mode) == 0o600
    assert {entry.external_attr >> 16 for entry in handed.entries.values()} == {0o100600}


def test_the_same_state_and_moment_give_the_same_bytes(council: Council, tmp_path: Path) -> None:
    at_us = 1_795_000_000_000_000
    for name in ("a.zip", "b.zip"):
        folder = Folder(council.path)
        export(folder, "ann", tmp_path / name, now_us=at_us, log=lambda: None)
        folder.desk.close()

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None


# How it ends


def test_without_a_name_it_is_put_where_one_is_under_the_members_id_and_the_day(council, tmp_path) -> None:
    with contextlib.chdir(tmp_path):
        answer = council.must("export", "--member", "ann")

    name = f"two-way-ann-{datetime.now(Folder(council.path).settings.zone):%Y-%m-%d}.zip"
    assert answer.startswith(f"Written: {name}, ")
    assert (tmp_path / name).is_file()


def test_one_line_says_who_exported_whom_and_nothing_else(council: Council, tmp_path: Path) -> None:
    before = Folder(council.path).desk.audit()

    handed_out(council, tmp_path / "a.zip")

    [line] = Folder(council.path).desk.audit()[len(before) :]
    assert (line["did"], line["what"], line["by"], line["subject"]) == ("export member", "ann", "Olu", "")
    assert handed_out(council, tmp_path / "b.zip").rows("audit")[-1]["did"] == "export member"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--member", "nobody", "--out", "o.zip"], 1, "nobody isn't on the register. [not-there]"),
        (["--out", "o.zip"], 2, "--member"),
        (["--member", "ann", "--out", "taken.zip"], 2, "taken.zip is there already, and isn't written over"),
        (["--member", "ann", "--out", "a folder"], 2, "is there already"),
        (["--member", "ann", "--out", "no/such/o.zip"], 1, "No such file or directory"),
        (["--member", "ann", "--out", "data/o.zip"], 2, "lies in the data folder"),
        (["--member", "ann", "--out", "o.zip", "--by", " "], 2, "Say with --by who exports"),
        (["--member", "ann", "--out", "o.zip", "--language", "fr"], 2, "no words in 'fr'"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_writes_nothing(council, tmp_path, arguments, code, says) -> None:
    (tmp_path / "taken.zip").write_text("somebody's")
    (tmp_path / "a folder").mkdir()
    before = sorted(path.name for path in tmp_path.iterdir())

    with contextlib.chdir(tmp_path):
        done = council.run("export", *arguments)

    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "taken.zip").read_text() == "somebody's"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_while_another_run_is_at_work_it_ends_with_3_and_writes_nothing(council, tmp_path) -> None:
    folder = Folder(council.path)
    before = folder.desk.audit()
    (tmp_path / "out").mkdir()
    with folder.archive():
        code, answer, aside = council.apart(
            "export", "--member", "ann", "--out", str(tmp_path / "out" / "a.zip")
        )

    assert (code, answer) == (3, "")
    assert "[archive-busy]" in aside
    assert list((tmp_path / "out").iterdir()) == []
    assert folder.desk.audit() == before


def test_before_anything_is_measured_there_is_what_there_is(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    register = tmp_path / "register.csv"
    register.write_text("member,name,ward,email,platform,handle,consented_on\nann,Ann,N,,x,ann,2026-01-05\n")
    council.must("register", str(register))

    found = handed_out(council, tmp_path / "a.zip")

    assert (found.data["published"], found.rows("results")) == (None, [])
    assert "Nothing has been measured yet" in found.page
    assert [one["account"] for one in found.rows("accounts")] == ["x:ann"]


def test_what_people_typed_is_text_on_the_page(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    (tmp_path / "register.csv").write_text('member,name,ward\n"../a<b>","<script>alert(1)</script>",N\n')
    council.must("register", str(tmp_path / "register.csv"))

    with contextlib.chdir(tmp_path):
        council.must("export", "--member", "../a<b>")

    [path] = tmp_path.glob("two-way-*.zip")
    assert path.name.startswith("two-way-a-b-")
    assert "<script" not in Zip(path).page
    assert json.loads(Zip(path).bytes["data.json"])["member"]["id"] == "../a<b>"
