"""The small models: trained from the open messages, the same bytes each time; good enough on messages set aside."""

import gzip
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import labels
from labels import model as models
from labels.decided import MODEL
from labels.training.compare import f1
from labels.training.fit import Rows, fit
from labels.training.learn import digest, learn, read_as
from labels.training.messages import MEMBERS, RESIDENTS, TASKS, messages

MEMBER_LABELS = {
    "invites": labels.invites,
    "credits": labels.credits,
    "corrects": labels.corrects,
}


def file_of(name):
    return Path(models.__file__).with_name(f"{name}.json.gz")


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_model_is_of_todays_open_messages(task):
    told = json.loads(gzip.decompress(file_of(task.name).read_bytes()))

    assert told["messages"] == digest(messages("open", task.name)), "Run: python -m labels.training"


@pytest.mark.many
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_model_is_of_what_todays_rules_say(task):
    told = json.loads(gzip.decompress(file_of(task.name).read_bytes()))

    assert told["read"] == read_as(told, task, messages("open", task.name)), "Run: python -m labels.training"


def test_the_models_are_well_under_a_megabyte():
    assert sum(file_of(task.name).stat().st_size for task in TASKS) < 800_000


def test_the_same_messages_give_the_same_model():
    some = messages("open", "residents")[::80]  # of every writer

    assert json.dumps(learn(RESIDENTS, some)) == json.dumps(learn(RESIDENTS, some))


def test_what_tells_two_kinds_apart_gets_the_weight():
    rows = Rows(np.array([0, 2, 1, 2, 0, 2, 1, 2]), np.ones(8), np.array([0, 2, 4, 6, 8]), 3)

    weights = fit(rows, np.array([True, False, True, False]), 10.0)

    assert weights[0] > 1 > -1 > weights[1]
    assert abs(weights[2]) < 0.01  # what all have tells nothing


@cache
def said(name):
    rows = messages("aside", name)
    if name == "residents":
        asked = [labels.ask(row["text"], answers_question=bool(row["context"])).value for row in rows]
        return rows, {"ask": np.array(asked) == "ask"}
    return rows, {
        label: np.array([rule(row["text"]).value == "yes" for row in rows])
        for label, rule in MEMBER_LABELS.items()
    }


@pytest.mark.many
@pytest.mark.parametrize(
    ("name", "label", "languages", "floor"),
    [
        ("residents", "ask", ["en"], 0.90),
        ("residents", "ask", ["cy"], 0.85),
        ("members", "invites", ["en", "cy"], 0.85),
        ("members", "credits", ["en", "cy"], 0.80),
        ("members", "corrects", ["en", "cy"], 0.82),
    ],
)
def test_messages_set_aside_are_read_well_enough(name, label, languages, floor):
    rows, found = said(name)
    task = RESIDENTS if name == "residents" else MEMBERS
    here = np.array([row["language"] in languages for row in rows])
    true = np.array([task.is_one(row, label) for row in rows])

    assert f1(true[here], found[label][here]) >= floor


@pytest.mark.many
def test_copies_among_pairs_set_aside_are_found_well_enough():
    rows = messages("aside", "copies")
    found = np.array([bool(labels.copies(row["text"], [row["source"]])) for row in rows])

    assert f1(np.array([row["copies"] for row in rows]), found) >= 0.96


CHANGES = (
    lambda text: f"{text} https://example.org/?a=what?",
    lambda text: f"@someone {text}",
    str.upper,
    str.lower,
)


@pytest.mark.many
@pytest.mark.parametrize("change", CHANGES)
def test_links_leading_handles_and_case_change_no_label(change):
    for row in messages("open", "residents")[::40]:
        for is_answer in (False, True):
            before = labels.ask(row["text"], answers_question=is_answer)
            assert labels.ask(change(row["text"]), answers_question=is_answer).value == before.value, row[
                "text"
            ]
    for row in messages("open", "members")[::40]:
        for rule in (*MEMBER_LABELS.values(), labels.seeks_views, labels.reports_back):
            assert rule(change(row["text"])).value == rule(row["text"]).value, row["text"]


@pytest.mark.many
def test_every_yes_has_a_reason_in_the_words_of_the_message():
    for row in messages("open", "members")[::15]:
        for rule in MEMBER_LABELS.values():
            found = rule(row["text"])
            if found.value == "yes":
                assert found.reason
                assert found.words in row["text"], (found, row["text"])
                assert found.words or found.rule != MODEL
    for row in messages("open", "residents")[::15]:
        found = labels.ask(row["text"])
        assert found.reason
        assert found.words in row["text"], (found, row["text"])
