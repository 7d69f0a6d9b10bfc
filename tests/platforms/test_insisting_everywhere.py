"""A quarter of all calls fail, on every platform: nothing is lost, nothing doubled, and no item read twice for it."""

from pathlib import Path

import pytest

from tests.platforms.stands import STANDS
from tests.platforms.stands.insisting import play, play_naively

pytestmark = pytest.mark.platforms


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("platform", STANDS)
def test_a_quarter_of_calls_failing_loses_nothing_and_reads_nothing_twice(
    platform: str, seed: int, tmp_path: Path
) -> None:
    calm = play(STANDS[platform], tmp_path / "calm", seed=seed, days=4, fails=0.0)
    harried = play(STANDS[platform], tmp_path / "harried", seed=seed, days=4, fails=0.25)

    assert calm.runs < harried.runs or platform == "blog"  # a feed is one call: tried again within the run
    assert (harried.there, harried.lost) == (calm.there, 0)
    assert harried.rows == calm.rows == calm.there
    assert harried.claimed == calm.claimed
    assert harried.handed_over / calm.handed_over <= STANDS[platform].reads_again


def test_the_usual_watermark_loses_messages_on_the_same_history(tmp_path: Path) -> None:
    lost = [play_naively(STANDS["x"], tmp_path / f"{n}", seed=n, days=6, fails=0.25).lost for n in range(3)]

    assert sum(lost) > 0
