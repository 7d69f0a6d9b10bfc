"""Hostile items on every platform: whatever one holds, its neighbours and the other accounts don't notice."""

import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.platforms.local_platform import Answer
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import Ground, Played, played
from tests.platforms.stands.stand import NOW_US

pytestmark = pytest.mark.platforms

MOST_S = 20.0  # for a visit with one hostile item; an undisturbed one takes a quarter of a second
TRICKS = "a\x00b\x07c\x1b[31md\u202ee\u2066f\u2069g\u200fh\x7fi\x85j"
WORDS = {
    "ten million letters": "x" * 10_000_000,
    "ten million marks": "@" * 10_000_000,
    "a million links": "http://a.b/c," * 300_000,
    "control and reordering marks": TRICKS,
    "half a character": "half \ud83d of one, and \udc00",
    "a page": "<script>alert(1)</script><img src=x onerror=alert(2)><!-- <b>" + "<div>" * 50_000,
    "entities": "&lt;script&gt;&#0;&#x202e;&amp;amp;" + "&#9999999999;" * 10_000,
    "a handle without end": "@" + "a" * 100_000 + " hello",
}
HUGE = 10**400
VALUES: dict[str, Any] = {
    "a huge number": HUGE,
    "a small one": -HUGE,
    "nothing": None,
    "a truth": True,
    "a list": [[]] * 9,
}


@pytest.fixture(scope="module", params=STANDS)
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with played(STANDS[request.param], tmp_path_factory.mktemp(request.param)) as played_:
        yield played_


@pytest.fixture
def ground(history: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    yield history.new.copy(tmp_path / "data", monkeypatch)
    history.new.stand.bend = lambda _, truth: truth


def spoil(ground: Ground, how: Any) -> list[str]:
    """Let the second item of Ahmed's first page be spoilt. Return its id, once it was."""
    stand = ground.stand
    done: list[str] = []

    def bent(asked: str, truth: Answer) -> Answer:
        if not stand.is_list(asked):
            return truth
        body = stand.body(truth)
        rows = stand.rows(body)
        id_ = stand.id_of(rows[1]) if len(rows) > 1 else ""
        if id_ and (not done or id_ in done):
            done.append(id_)
            how(rows[1])
            return stand.saying(truth, body)
        return truth

    stand.bend = bent
    return done


def insist(ground: Ground, history: Played, spoilt: list[str]) -> None:
    """Collect, and hold all but the spoilt item against what an undisturbed run keeps."""
    began = time.monotonic()
    seen = ground.run(NOW_US)
    took_s = time.monotonic() - began

    calm = history.whole["new"].now
    is_spoilt = {id_ for id_ in calm.posts if spoilt and id_.endswith(spoilt[0])}
    below = {id_ for id_, row in calm.posts.items() if set(row[4:6]) & is_spoilt}
    assert spoilt
    assert took_s < MOST_S
    assert all(seen.posts.get(id_) == row for id_, row in calm.posts.items() if id_ not in is_spoilt | below)
    assert {trouble.where for trouble in seen.troubles} <= {ground.account}
    assert all(len(str(trouble)) < 400 and str(trouble).isprintable() for trouble in seen.troubles)
    for id_, (_, text, *rest) in seen.posts.items():
        told = [id_, text.replace("\n", "").replace("\t", ""), *(one for one in rest if isinstance(one, str))]
        assert [one[:80] for one in told if not is_plain(one)] == []
        assert len(text) <= 10_000


def is_plain(text: str) -> bool:
    """Say whether a text holds no control and no reordering marks."""
    return not any(
        unicodedata.category(sign) in ("Cc", "Cs")
        or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for sign in text
    )


@pytest.mark.parametrize("words", WORDS)
def test_hostile_words_harm_nothing_else(ground: Ground, history: Played, words: str) -> None:
    spoilt = spoil(ground, lambda row: ground.stand.words(row, WORDS[words]))

    if len(WORDS[words]) < ground.stand.most_bytes:
        insist(ground, history, spoilt)
        return
    seen, calm = ground.run(NOW_US), history.whole["new"].now
    [line] = seen.troubles
    assert "answers without end" in line.what
    assert seen.posts == {id_: row for id_, row in calm.posts.items() if row[0] != ground.account}


@pytest.mark.parametrize("name", ["a" * 100_000, TRICKS, "half \ud83d", "<script>", "at://x", "../../me", ""])
def test_a_hostile_author_harms_nothing_else(ground: Ground, history: Played, name: str) -> None:
    spoilt = spoil(ground, lambda row: ground.stand.author(row, name))

    insist(ground, history, spoilt)


@pytest.mark.parametrize("value", VALUES)
def test_values_of_another_kind_harm_nothing_else(ground: Ground, history: Played, value: str) -> None:
    def everywhere(row: dict[str, Any]) -> None:
        kept = {"id", "uri", "xml"}
        for name in [name for name in row if name not in kept]:
            row[name] = VALUES[value]

    spoilt = spoil(ground, everywhere)

    insist(ground, history, spoilt)


@pytest.mark.parametrize("part", range(3))
def test_fields_may_hold_anything(ground: Ground, history: Played, part: int) -> None:
    def some(row: dict[str, Any]) -> None:
        for name in [name for name in sorted(row) if name not in ("id", "uri", "xml")][part::3]:
            row[name] = {TRICKS: [HUGE, {"\ud83d": TRICKS}]}

    spoilt = spoil(ground, some)

    insist(ground, history, spoilt)


def test_nesting_without_end_harms_nothing_else(ground: Ground, history: Played) -> None:
    deep = "[" * 10_000 + "]" * 10_000
    stand = ground.stand
    saying = stand.saying

    def deeply(answer: Answer, body: Any) -> Answer:
        said = saying(answer, body)
        return Answer(said.body.replace(b'"DEEP"', deep.encode()), said.status, said.headers)

    stand.saying = deeply  # type: ignore[method-assign]
    try:
        spoilt = spoil(ground, lambda row: row.update(depth="DEEP"))
        began = time.monotonic()
        seen = ground.run(NOW_US)
    finally:
        stand.saying = saying  # type: ignore[method-assign]

    calm = history.whole["new"].now
    assert spoilt
    assert time.monotonic() - began < MOST_S
    assert seen.of(ground.other) == calm.of(ground.other)
    assert seen.of(ground.far) == calm.of(ground.far)
    assert seen.posts.items() <= calm.posts.items()
    assert len(seen.troubles) <= 1
