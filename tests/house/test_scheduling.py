"""The files for schedulers are whole, and call commands that there are."""

import configparser
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import typer.core
import typer.main

from pipelines.cli.app import app
from tests.lanes import ROOT

FILES = ROOT / "docs" / "scheduling"
TOLD = [ROOT / "docs" / "scheduling.md", *sorted(FILES.iterdir())]
CALLED = re.compile(r"-m\"?,? \"?pipelines\"?,? \"?([a-z]+)")
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def unit(name: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((FILES / name).read_text("utf-8"))
    return read


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_every_command_that_is_called_is_there(path: Path) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    called = set(CALLED.findall(path.read_text("utf-8")))

    assert called <= set(group.commands)
    assert "hourly" in called or path.suffix == ".timer"


def test_systemds_units_are_of_each_other_and_systemd_takes_them(tmp_path: Path) -> None:
    service, timer = unit("two-way.service"), unit("two-way.timer")
    assert (service["Service"]["Type"], timer["Timer"]["OnCalendar"]) == ("oneshot", "hourly")
    assert service["Service"]["SuccessExitStatus"].split() == ["3", "4"]

    if checker := shutil.which("systemd-analyze"):
        for name in ("two-way.service", "two-way.timer"):
            told = (FILES / name).read_text("utf-8")
            (tmp_path / name).write_text(
                told.replace("/opt/two-way/.venv/bin/python", sys.executable), "utf-8"
            )
            done = subprocess.run(
                [checker, "verify", f"./{name}"],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, "")


def test_windows_task_calls_it_every_hour_one_at_a_time() -> None:
    task = ET.parse(FILES / "two-way-task.xml").getroot()

    assert task.tag == f"{TASK}Task"
    assert task.findtext(f".//{TASK}Interval") == "PT1H"
    assert task.findtext(f".//{TASK}MultipleInstancesPolicy") == "IgnoreNew"
    assert (task.findtext(f".//{TASK}Arguments") or "").startswith("-m pipelines hourly --data ")


def test_the_container_calls_it_and_asks_for_its_health() -> None:
    told = (FILES / "compose.yaml").read_text("utf-8")

    assert "python -m pipelines hourly; sleep 3600" in told
    assert '"-m", "pipelines", "health"' in told
    assert "\t" not in told
