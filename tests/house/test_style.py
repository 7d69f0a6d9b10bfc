"""Ruff and mypy have nothing to say."""

import subprocess
import sys

import pytest

from tests.lanes import ROOT

pytestmark = pytest.mark.style


@pytest.mark.timeout(300)
@pytest.mark.parametrize("check", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_nothing_to_say(check: list[str]) -> None:
    said = subprocess.run(
        [sys.executable, "-m", *check], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert said.returncode == 0, said.stdout + said.stderr
