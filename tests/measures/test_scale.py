"""A million messages are measured by one command within 2 GB, every figure of them is published, and all is kept."""

import sys
from pathlib import Path

import pytest

from benchmarks.million import HEAD, costs
from metrics import all_measures
from store.published import Published

MESSAGES = 1_000_000
MOST_BYTES = 2_000_000_000

pytestmark = [
    pytest.mark.scale,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows doesn't say how much memory a process took"),
]


def test_a_million_messages_are_measured_within_two_gigabytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {cost.step: cost for cost in costs(tmp_path / "data", MESSAGES, straight=True)}

    with capsys.disabled():
        print("\n".join(["", HEAD, *map(str, found.values())]))
    assert found["measure"].peak_bytes < MOST_BYTES
    published = Published(tmp_path / "data" / "published")
    assert MESSAGES - 100 < int(published.meta()["messages"]) <= MESSAGES  # a few are dated after the moment
    own = Published(tmp_path / "data" / "published", own=True)  # what only the member themself sees
    results = published.results(label="90 days") + own.results(label="90 days")
    assert {row["measure"] for row in results} == {measure.id for measure in all_measures()}
    assert found["backup"].wall_s < 60
    assert found["restore"].wall_s < 120
    assert max(found["backup"].peak_bytes, found["restore"].peak_bytes) < 1_000_000_000
    assert sum(row["n"] or 0 for row in published.results(label="90 days")) > MESSAGES / 100
