"""A path that was left empty, by a script whose variable isn't set say, is never taken for the folder one is in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import start
from tests.lanes import ROOT

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
    "before the verb": ["--data", "{}", "doctor"],
    **{f"--data of {verb}": [verb, "--data", "{}"] for verb in ("demo", "run", "hourly", "health", "doctor")},
    "--data of a verb's verb": ["person", "list", "--data", "{}"],
    "--data of deliver": ["deliver", "--due", "--data", "{}"],
}


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_an_empty_path_is_refused_in_one_line_and_nothing_is_written(
    tmp_path: Path, asked: list[str], empty: str
) -> None:
    (tmp_path / "here").mkdir()

    done = subprocess.run(
        [sys.executable, "-m", "pipelines", *(word.format(empty) for word in asked)],
        cwd=tmp_path / "here",
        env={**os.environ, "PYTHONPATH": str(ROOT), "TWOWAY_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (2, "")
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
