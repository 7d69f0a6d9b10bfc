"""A consent that ends while its account is being collected: no page that was on its way is kept, on any platform."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facts import DAY_US
from pipelines.keep.folder import Folder
from tests.platforms.local_platform import Answer
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import AUTHORITIES, Ground, live, settled
from tests.platforms.stands.stand import NOW_US
from tests.small_council import Council, dump

pytestmark = pytest.mark.platforms


@pytest.fixture(params=STANDS)
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    with settled(STANDS[request.param], tmp_path / "data") as ground:
        ground.patch.setattr("httpx._transports.default.create_ssl_context", lambda **_: AUTHORITIES)
        live(ground, NOW_US - 5 * DAY_US, 4)
        ground.clock(NOW_US)
        yield ground


@pytest.mark.parametrize("is_failing", [False, True], ids=["answered", "failing"])
@pytest.mark.parametrize("nth", [1, 2, 3, 6])
def test_what_arrives_after_a_withdrawal_is_not_kept(ground: Ground, nth: int, is_failing: bool) -> None:
    """Also not why a visit failed: what is noted of an account goes with its consent."""
    stand, council = ground.stand, Council(ground.path)
    desk = Folder(ground.path).desk
    ended: list[str] = []

    def withdraw(asked: str) -> Answer | None:
        if len(stand.asked) >= nth:
            if not ended:
                ended.append(asked)
                assert desk.withdraw(ground.account, now_us=NOW_US, by="Ahmed")
                assert desk.pending_erasures() == [ground.account]
            return Answer(b"broken", 500) if is_failing else None
        return None

    stand.fault = withdraw
    done = council.run("collect")

    assert done.exit_code in (0, 4), done.output
    assert ended or len(stand.asked) < nth  # a blog is read in few calls
    if ended:
        rows = dump(council.path / "archive.duckdb")
        assert not [name for name, some in rows.items() if ground.account in repr(some)]
        assert desk.pending_erasures() == []  # it was erased before the run ended
        assert {row[2] for row in rows["main.posts"]} >= {ground.far}
