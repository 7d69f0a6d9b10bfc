"""The sender killed at 30 random moments, by a server that refuses and hangs up: nothing twice, nothing pretended."""

import random
from collections import Counter
from pathlib import Path

import pytest

from facts import HOUR_US
from pipelines.keep.folder import now_us
from tests.crash.kills.points import Hit
from tests.crash.kills.processes import Order, run
from tests.deliver.councils import froze, let_in, started, states
from tests.deliver.post_office import PostOffice, opened
from tests.small_council import Council

pytestmark = [pytest.mark.killed, pytest.mark.timeout(600)]

KILLS, RECIPIENTS = 30, 90


def order(post: PostOffice, hours: int) -> Order:
    """Return the command, so many hours from now: what was refused for a while is due again."""
    environment = tuple(post.environment.items())
    return Order(arguments=("deliver", "--due"), now_us=now_us() + hours * HOUR_US, environment=environment)


def council_of(tmp_path: Path, post: PostOffice) -> Council:
    council = started(tmp_path / "data", post.settings())
    froze(council)
    let_in(council, [f"p{number:02}@anytown.example" for number in range(RECIPIENTS)])
    return council


@pytest.mark.parametrize("mode", ["slow", "hostile"])
def test_killed_at_random_it_sends_nothing_twice_and_calls_nothing_sent_that_did_not_arrive(tmp_path, mode):
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    with opened(tmp_path / "post", mode) as post:
        council = council_of(tmp_path, post)
        killed = 0
        for number in range(KILLS):
            # Opening, queueing and logging in take some 0.2 s of work; what comes then is sending.
            ended = run(order(post, number), council.path, Hit(0, us=chance.randrange(100_000, 900_000)))
            killed += ended.was_killed
        for last in range(KILLS, KILLS + 12):
            assert run(order(post, last), council.path).code in (0, 4), seed

        arrived = Counter(mail["to"][0] for mail in post.inbox)
        found = states(council)
        unknown = {to for to, state in found.items() if state == "unknown"}
        assert [to for to, times in arrived.items() if times > 1] == [], seed
        assert {to for to, state in found.items() if state == "sent"} <= set(arrived), seed
        assert (len(found), set(found.values())) == (RECIPIENTS, {"sent", "unknown"}), seed
        assert killed >= KILLS // 2, "the moments were chosen too late to tell anything"
        assert unknown & set(arrived), "no kill fell between a message's arrival and its being noted"
