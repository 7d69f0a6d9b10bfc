"""The labelled messages are many, of many voices, and no two are made in one frame."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import labels

SET = Path(labels.__file__).parent / "messages"
RUN, MOST_SHARED = 4, 0.02
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def messages(part, name):
    return [
        json.loads(line) for line in (SET / part / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def both(name):
    return messages("open", name) + messages("aside", name)


def sharing_a_frame(texts):
    """Return the texts that begin with the same four words as another, or share half of their runs of four."""
    words = [WORD.findall(text.lower()) for text in texts]
    runs = [[tuple(some[at : at + RUN]) for at in range(len(some) - RUN + 1)] for some in words]
    where = defaultdict(set)
    for place, some in enumerate(runs):
        for run in some:
            where[run].add(place)
    beginnings = Counter(some[0] for some in runs if some)
    shared = {place for place, some in enumerate(runs) if some and beginnings[some[0]] > 1}
    for place, some in enumerate(runs):
        others = Counter(other for run in some for other in where[run] - {place})
        if any(count * 2 >= min(len(some), len(runs[other])) for other, count in others.items()):
            shared.add(place)
    return [texts[place] for place in sorted(shared)]


@pytest.mark.parametrize(("name", "fewest"), [("residents", 2_000), ("members", 1_500), ("copies", 400)])
def test_there_are_many_and_a_third_is_set_aside(name, fewest):
    assert len(both(name)) >= fewest
    assert len(messages("aside", name)) / len(both(name)) == pytest.approx(1 / 3, abs=0.02)


def test_there_are_many_in_welsh():
    welsh = [row for name in ("residents", "members") for row in both(name) if row["language"] == "cy"]

    assert len(welsh) >= 500


@pytest.mark.many
@pytest.mark.parametrize("name", ["residents", "members"])
def test_hardly_any_two_share_a_frame(name):
    texts = [row["text"] for row in both(name)]

    assert len(sharing_a_frame(texts)) <= MOST_SHARED * len(texts)


@pytest.mark.parametrize("name", ["residents", "members"])
def test_no_message_stands_twice(name):
    texts = [" ".join(WORD.findall(row["text"].lower())) or row["text"] for row in both(name)]

    assert [text for text, times in Counter(texts).items() if times > 1] == []


@pytest.mark.parametrize("part", ["open", "aside"])
def test_every_label_has_many_on_both_sides(part):
    inbound = Counter(row["label"] for row in messages(part, "residents"))
    assert min(inbound[label] for label in ("ask", "report", "thanks", "nothing")) >= 90

    for label in ("invites", "seeks_views", "reports_back", "credits", "corrects"):
        yes = sum(row[label] for row in messages(part, "members"))
        assert 30 <= yes <= len(messages(part, "members")) / 2, label


def test_only_what_invites_seeks_views():
    assert [row["text"] for row in both("members") if row["seeks_views"] and not row["invites"]] == []


def test_no_telephone_number_could_be_somebodys():
    numbers = [
        found
        for name in ("residents", "members")
        for row in both(name)
        for found in re.findall(r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b", row["text"])
    ]

    assert [one for one in numbers if not re.match(r"01632 ?960|07700 ?900", one)] == []
