"""A path that was left empty, by a script whose variable isn't set say, is never taken for the folder one is in."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import start
from pipelines.cli.app import app

pytestmark = pytest.mark.commands

EMPTY = ("", " ")
ASKED = {
    "tables": ["tables", "--out", "{}"],
    "tables=": ["tables", "--out={}"],
    "scorecards": ["scorecard", "--all", "--out", "{}"],
    "an export": ["export", "--member", "ann", "--out", "{}"],
    "a summary": ["summary", "--month", "2026-10", "--out", "{}"],
    "import": ["import", "{}"],
    "register": ["register", "{}"],
    "label": ["label", "{}"],
    "backup": ["backup", "{}"],
    "restore": ["restore", "{}"],
    "before the verb": ["--data", "{}", "doctor"],
    **{f"--data of {verb}": [verb, "--data", "{}"] for verb in ("demo", "run", "hourly", "health", "doctor")},
    "--data of a verb's verb": ["person", "list", "--data", "{}"],
    "--data of deliver": ["deliver", "--due", "--data", "{}"],
}


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_an_empty_path_is_refused_in_one_line_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], empty: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("TWOWAY_DATA", str(tmp_path / "data"))

    done = CliRunner().invoke(app, [word.format(empty) for word in asked])

    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith("[wrong-argument]\n")
    assert list((tmp_path / "here").iterdir()) == []
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("empty", EMPTY)
def test_nor_does_start_take_it_for_the_folder_one_is_in(
    empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        start.parse(["run", "--data", empty])

    assert ended.value.code == 2
    assert "--data: it is empty: name a folder" in capsys.readouterr().err
