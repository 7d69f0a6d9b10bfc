"""A desk whose making, or whose bringing up to date, was killed anywhere is made by the next command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.kills.points import MIGRATION, Hit
from tests.crash.kills.processes import Order, asked, run
from tests.crash.kills.stage import NOW_US, Stage, keep_key
from tests.platforms.local_bluesky import running

pytestmark = [pytest.mark.killed, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with running() as network:
        yield Stage(tmp_path_factory.mktemp("kills") / "stage", network)


def make_desk(folder: Path, version: str) -> None:
    """Make a desk as an older Two-Way made it. In a process of its own."""
    import sqlalchemy as sa
    from alembic import command
    from alembic.config import Config

    from store.migrating import MIGRATIONS

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with sa.create_engine(f"sqlite:///{folder / 'desk.sqlite'}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


@pytest.mark.parametrize("version", ["", "0001", "0002"])
def test_the_next_command_makes_a_desk_whose_making_was_killed(
    stage: Stage, tmp_path: Path, version: str
) -> None:
    def folder(name: str) -> Path:
        keep_key(tmp_path / name)
        if version:
            asked(make_desk, tmp_path / name, version)
        return tmp_path / name

    order = Order(arguments=("register", str(stage.register)), now_us=NOW_US)
    points = [one for one in run(order, folder("usual")).passed if one.place == MIGRATION]
    points = [one for one in points if "pragma" not in one.what.lower()]

    broken = {}
    for point in points:
        killed = run(order, folder(str(point.number)), Hit(point.number, "after"))
        again = run(order, tmp_path / str(point.number))
        if not killed.was_killed or again.code:
            broken[point.what] = (killed.code, again.code, again.err)

    assert len(points) >= 2
    assert broken == {}
