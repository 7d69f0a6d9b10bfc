"""`tables`: whole or not at all, described to the column, and nothing of anybody whose consent has ended."""

import csv
import json
from pathlib import Path

import duckdb
import frictionless
import pytest

from metrics import own_measures
from pipelines.keep.folder import Folder, now_us
from pipelines.tables.hand_on import BOOK, INDEX
from store.described import tables
from store.published import Published
from store.showing import Showing
from store.shown_tables import WHICH, ShownTables
from tests.small_council import Council, dump
from tests.tables.conftest import MONTH
from tests.tables.reading_sheets import texts
from wording.withholding import withheld

pytestmark = pytest.mark.commands


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def withdrawn(council: Council) -> tuple[str, str]:
    """End the consent for one account of a member, at the desk alone. Return account and member."""
    folder = Folder(council.path)
    account = sorted(folder.live_accounts())[0]
    member = folder.live_accounts()[account].member
    folder.desk.withdraw(account, now_us=now_us(), by="test")
    folder.desk.close()
    return account, member


def test_every_published_table_is_handed_on_as_it_is(made, tmp_path):
    made.must("tables", "--out", str(tmp_path))

    run = Folder(made.path, to_read=True).published
    with duckdb.connect(str(run / f"{Published(run).version}.duckdb"), read_only=True) as file:
        for table in WHICH:
            told = read(tmp_path / f"{table}.csv")
            names = [one.name for one in tables()[table].columns if one.name != "text"]
            published = file.execute(f"select {', '.join(names)} from {table}").fetchall()
            kept = [row for row in published if (table, row[0]) != ("meta", "folder")]
            if table == "council":  # of fewer than five members (test_withheld.py)
                kept = [tuple(withheld(dict(zip(names, row, strict=True))).values()) for row in kept]
            assert sorted(tuple(row[name] for name in names) for row in told) == sorted(
                tuple(as_csv(value) for value in row) for row in kept
            ), table
            assert table in {"visits", "unseen", "late"} or told  # nobody visits it, and no month is frozen


def as_csv(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_its_description_is_a_data_package_and_fits(made, tmp_path):
    made.must("tables", "--out", str(tmp_path))

    report = frictionless.validate(str(tmp_path / INDEX))

    assert report.valid, report.flatten(["type", "message"])
    told = json.loads((tmp_path / INDEX).read_text("utf-8"))
    assert [one["name"] for one in told["resources"]] == list(WHICH) == list(tables())
    assert all(one["description"] for one in told["resources"])
    fields = [(one["name"], field) for one in told["resources"] for field in one["schema"]["fields"]]
    assert [(table, field["name"]) for table, field in fields if not field["description"]] == []
    assert {field["unit"] for _, field in fields if field["name"].endswith("_us")} == {
        "microseconds since 1970-01-01T00:00:00Z",
        "microseconds",
    }
    assert not {"licenses", "contributors"} & told.keys()
    assert "Invented" in told["description"]


def test_a_file_that_was_changed_no_longer_fits_it(made, tmp_path):
    made.must("tables", "--out", str(tmp_path))
    with (tmp_path / "members.csv").open("a", encoding="utf-8") as file:
        file.write("a,b,c\r\n")

    assert not frictionless.validate(str(tmp_path / INDEX)).valid


def test_licence_and_contact_stand_in_it_only_if_settings_say_so(council, tmp_path):
    with (council.path / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[tables]\nlicence = "OGL-UK-3.0"\ncontact = "Web team"\ncontact_email = "web@x.example"\n'
        )

    council.must("tables", "--out", str(tmp_path / "out"))

    told = json.loads((tmp_path / "out" / INDEX).read_text("utf-8"))
    assert told["licenses"] == [{"name": "OGL-UK-3.0"}]
    assert told["contributors"] == [{"title": "Web team", "email": "web@x.example", "roles": ["contact"]}]
    assert frictionless.validate(str(tmp_path / "out" / INDEX)).valid


@pytest.mark.parametrize(
    "table",
    [
        'licence = ""',
        "licence = 3",
        'licences = "x"',
        'licence_address = "https://x.example"',
        'contact_email = "a@b"',
    ],
)
def test_what_the_settings_say_of_it_is_checked(council, tmp_path, table):
    with (council.path / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tables]\n{table}\n")

    done = council.run("tables", "--out", str(tmp_path / "out"))

    assert (done.exit_code, "[tables]" in done.stderr, "[bad-settings]" in done.stderr) == (1, True, True)
    assert not (tmp_path / "out").exists()


def test_the_same_run_gives_the_same_bytes(made, tmp_path):
    made.must("tables", "--out", str(tmp_path / "a"), "--month", MONTH)
    made.must("tables", "--out", str(tmp_path / "b"), "--month", MONTH)

    assert held(tmp_path / "a") == held(tmp_path / "b")


def test_what_is_for_members_own_eyes_never_goes_out(made, tmp_path):
    made.must("tables", "--out", str(tmp_path))

    for table in ("results", "occasions", "series", "council"):
        assert {row["measure"] for row in read(tmp_path / f"{table}.csv")} & set(own_measures()) == set()


def test_no_words_of_messages_go_out(made, tmp_path):
    made.must("tables", "--out", str(tmp_path))

    run = Folder(made.path, to_read=True).published
    version = (run / "current").read_text("ascii").strip()
    words = {row[6] for row in dump(run / f"{version}.duckdb")["main.messages"] if len(row[6]) > 30}
    told = texts(tmp_path)
    assert words
    assert [text for text in words if text in told] == []


def test_of_an_account_whose_consent_has_ended_nothing_goes_out(council, tmp_path):
    account, member = withdrawn(council)

    council.must("tables", "--out", str(tmp_path / "out"))

    told = texts(tmp_path / "out")
    assert account not in told
    assert account.partition(":")[2] not in told
    rows = [row for row in read(tmp_path / "out" / "results.csv") if row["member"] == member]
    assert {(row["outcome"], row["value"], row["n"]) for row in rows} <= {("unknown", "", "")}
    assert frictionless.validate(str(tmp_path / "out" / INDEX)).valid


def test_tables_hide_what_pages_hide(council):
    _, member = withdrawn(council)
    folder = Folder(council.path, to_read=True)
    live, run = folder.live_accounts(), Published(folder.published)
    showing, whole = Showing([run], live), ShownTables(folder.published, live)

    def rows(name):
        columns = [one.name for one in tables()[name].columns]
        return [dict(zip(columns, row, strict=True)) for some in whole.rows(tables()[name]) for row in some]

    labels = [row["label"] for row in run.windows() if row["kind"] != "week"]
    shown = [row for label in labels for row in showing.results(label)]
    measured = ("member", "measure", "label", "outcome", "value", "n")
    assert by(rows("results"), *measured) == by(shown, *measured)
    series = [{**row, "member": id_} for id_ in showing.people for row in showing.series(id_, None)]
    assert by(rows("series"), "member", "measure", "label") == by(series, "member", "measure", "label")
    occasions = [
        {**row, "member": id_, "measure": measure, "label": label}
        for id_ in showing.people
        for measure in {row["measure"] for row in shown}
        for label in labels
        for row in showing.occasions(id_, measure, label)
    ]
    happened = ("member", "measure", "label", "happened_us", "post", "answer")
    assert by(rows("occasions"), *happened) == by(occasions, *happened)
    assert {row["member"] for row in rows("members")} == showing.people.keys()
    assert {
        row["account"] for name in ("accounts", "coverage", "messages", "waiting") for row in rows(name)
    } <= live.keys()
    assert member in showing.touched


def by(rows, *names):
    return sorted(tuple(str(row[name]) for name in names) for row in rows)


def test_a_month_that_was_never_published_writes_nothing(made, tmp_path):
    done = made.run("tables", "--out", str(tmp_path / "out"), "--month", "2019-01")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "Nothing was published for 2019-01. [not-there]" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_a_set_that_cannot_be_put_in_place_changes_nothing(made, tmp_path):
    made.must("tables", "--out", str(tmp_path))
    (tmp_path / "results.csv").unlink()
    (tmp_path / "results.csv").mkdir()
    before = {path.name for path in tmp_path.iterdir()}, (tmp_path / BOOK).stat().st_mtime_ns

    done = made.run("tables", "--out", str(tmp_path), "--month", MONTH)

    assert (done.exit_code, "[in-the-way]" in done.stderr) == (1, True)
    assert ({path.name for path in tmp_path.iterdir()}, (tmp_path / BOOK).stat().st_mtime_ns) == before


@pytest.mark.parametrize("renamed", [0, 1, 7, 15])
def test_a_writer_that_stops_between_two_files_leaves_no_description_that_does_not_fit(
    council, tmp_path, monkeypatch, renamed
):
    out = tmp_path / "out"
    council.must("tables", "--out", str(out))
    done, replace = [], Path.replace

    def replacing(self, target):
        if Path(target).parent == out:
            done.append(target)
            if len(done) > renamed:
                raise OSError(5, "the disk is gone")
        return replace(self, target)

    with monkeypatch.context() as fault:
        fault.setattr(Path, "replace", replacing)
        assert council.run("tables", "--out", str(out), "--month", MONTH).exit_code == 1

    assert not (out / INDEX).exists()
    council.must("tables", "--out", str(out), "--month", MONTH)
    assert frictionless.validate(str(out / INDEX)).valid
    assert len(list(out.iterdir())) == len(WHICH) + 2


def test_nothing_is_written_where_nothing_was_published(tmp_path):
    council = Council(tmp_path / "data")

    done = council.run("tables", "--out", str(tmp_path / "out"))

    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "out").exists()


def test_a_file_is_no_folder(made, tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")

    assert made.run("tables", "--out", str(tmp_path / "out")).exit_code == 2
    assert (tmp_path / "out").read_text("utf-8") == "mine"
