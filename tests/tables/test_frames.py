"""A published table as a frame: by its name, in UTC, less what was withdrawn; the examples for notebooks run."""

import re

import pandas as pd
import pytest

from pipelines.tables.frames import frame
from store.shown_tables import WHICH, NoSuchTable
from store.trouble import StoreTrouble
from tests.lanes import ROOT
from tests.tables.test_hand_on import withdrawn

pytestmark = pytest.mark.commands

EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "notebooks.md").read_text("utf-8"), re.DOTALL)


def test_the_examples_for_notebooks_run_one_after_the_other(made, monkeypatch, capsys):
    monkeypatch.setenv("TWOWAY_DATA", str(made.path))
    names: dict[str, object] = {}

    for example in EXAMPLES:
        exec(example, names)

    assert len(EXAMPLES) == 5
    assert "measured as of 2026-11-20T09:00:00Z" in capsys.readouterr().out


@pytest.mark.parametrize("table", WHICH)
def test_every_table_is_a_frame_whose_columns_are_told(made, table):
    found = frame(table, made.path)

    assert isinstance(found, pd.DataFrame)
    assert list(found.attrs["columns"]) == list(found.columns)
    assert all(found.attrs["columns"].values())
    for name in found.columns:
        if name.endswith("_at"):
            assert str(found[name].dt.tz) == "UTC"
        assert not name.endswith("_us") or name == "token_ends_us"


def test_times_are_the_moments_that_were_published(made):
    told = made.json("show", "--all")[0]

    assert frame("windows", made.path).set_index("label").loc["90 days", "from_at"] == pd.Timestamp(
        told["window"]["from"]
    )
    waiting = frame("waiting", made.path)
    assert (waiting["asked_at"] + waiting["waited"] == waiting["seen_until_at"]).all()


def test_figures_are_those_of_the_command_line_and_what_is_unknown_is_missing(made):
    found = frame("results", made.path).set_index(["member", "measure", "label"])

    for document in made.json("show", "--all"):
        for one in document["results"]:
            key = (document["member"], one["measure"], "90 days")
            if key in found.index:
                value = found.loc[key, "value"]
                assert pd.isna(value) if one["value"] is None else value == one["value"]


def test_a_table_that_is_not_there_is_refused_by_name(made):
    with pytest.raises(
        NoSuchTable, match=r"No published table is called 'result'. There are: meta, .*results"
    ) as why:
        frame("result", made.path)

    assert why.value.code == "no-such-table"


@pytest.mark.parametrize("table", ["results; drop table results", "read_csv('/etc/passwd')", ""])
def test_a_name_is_never_asked_of_the_database(made, table):
    with pytest.raises(NoSuchTable):
        frame(table, made.path)


def test_a_folder_without_a_council_is_said_to_be_one(tmp_path):
    with pytest.raises(StoreTrouble, match="Nothing has been published yet"):
        frame("results", tmp_path)


def test_what_was_withdrawn_is_in_no_frame(council):
    account, member = withdrawn(council)

    for table in WHICH:
        found = frame(table, council.path)
        assert account not in found.to_csv()
    results = frame("results", council.path)
    assert set(results[results["member"] == member]["outcome"]) <= {"unknown"}


def test_a_frame_changes_nothing_in_the_data_folder(council):
    def seen() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in council.path.rglob("*") if path.is_file()}

    frame("messages", council.path)  # SQLite may tidy up what another process left beside the desk
    before = seen()
    frame("messages", council.path)

    assert seen() == before
