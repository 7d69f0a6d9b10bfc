"""Real answers of X, and what X publishes of its API in both vocabularies: from ../shared/data, where it is there."""

import gzip
import json
from collections import Counter
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import pytest
from jsonschema import Draft202012Validator

from connectors.connector import PlatformTrouble
from connectors.x.answers import billed, included, listed
from connectors.x.drift import unnamed, unnamed_kind
from connectors.x.read import Reader, Unreadable
from connectors.x.removals import lost
from connectors.x.visit import referred_to
from facts import DAY_US, Post
from store.key import Pseudonyms
from tests.lanes import REAL_DATA
from tests.platforms.local_platform import said as answered
from tests.platforms.local_x import NOW_US, LocalX, running, small_talk, visiting

SPECS = {"tweet": "x_openapi_2.166_2026-07-06.json.gz", "post": "x_openapi_2.167_2026-08-22.json.gz"}
WRONG = {"post": "tweet.fields", "tweet": "post.fields"}
PAGES = {"x_v2_payload_twitwi.json": 10, "x_v2_payload_twitwi_partial_errors.json": 100}
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not (REAL_DATA / "x").is_dir(), reason=f"the real answers of X aren't there: {REAL_DATA / 'x'}"
    ),
]


@cache
def real(name: str) -> Any:
    return json.loads((REAL_DATA / "x" / name).read_text(encoding="utf-8"))


@cache
def spec(words: str) -> Any:
    with gzip.open(REAL_DATA / "specs" / SPECS[words]) as file:
        return json.load(file)


def read(said: Any) -> list[Post]:
    authors, firsts = referred_to([*included(said), *listed(said["data"])])
    reader = Reader(MASKS, "x:somebody", NOW_US)
    return [reader.message(item, authors, firsts) for item in listed(said["data"])]


def renamed(said: Any) -> Any:
    """Return a real answer in the words X uses since August 2026."""
    text = json.dumps(said)
    for old, new in (
        ("referenced_tweets", "referenced_posts"),
        ("edit_history_tweet_ids", "edit_history_post_ids"),
    ):
        text = text.replace(f'"{old}"', f'"{new}"')
    body = json.loads(text)
    body["includes"]["posts"] = body["includes"].pop("tweets")
    return body


@pytest.mark.parametrize("name", PAGES)
def test_every_message_of_a_real_page_is_read_in_either_vocabulary(name: str) -> None:
    old, new = real(name), renamed(real(name))

    posts = read(old)

    assert len(posts) == PAGES[name]
    assert read(new) == posts
    assert billed(new) == billed(old)
    assert all(
        post.written_us is not None and abs(post.written_us - post.posted_us) < 1_000_000 for post in posts
    )


def test_a_real_page_holds_the_kinds_that_were_counted_by_hand() -> None:
    page = real("x_v2_payload_twitwi_partial_errors.json")

    kinds = Counter(post.kind.value for post in read(page))

    # Two of the replies don't say to what: the message they answer was removed.
    assert kinds == {"share": 73, "reply": 14 + 2, "post": 8, "quote": 3}
    assert sum(unnamed_kind(item) is not None for item in page["data"]) == 2
    assert unnamed(page["data"]) == 0  # so they raise no alarm


@pytest.mark.parametrize("name", PAGES)
def test_no_strangers_handle_of_a_real_page_is_kept(name: str) -> None:
    page = real(name)
    handles = {user["username"].lower() for user in page["includes"]["users"]}

    kept = "\n".join(repr(post).lower() for post in read(page))

    assert sorted(handle for handle in handles if f"@{handle}" in kept or f".com/{handle}" in kept) == []


def test_the_errors_of_a_real_page_remove_nothing_that_stands() -> None:
    page = real("x_v2_payload_twitwi_partial_errors.json")
    ids = {item["id"] for item in page["data"]}
    away = {
        error["resource_id"]
        for error in page["errors"]
        if error["type"].endswith("not-authorized-for-resource")
    }

    assert lost(page, ids) == ([], [])
    assert lost(page, ids | away) == ([], sorted(f"x:{id_}" for id_ in away))  # parents we may not see


@pytest.mark.parametrize(
    "name", ["get_users_tweets", "get_users_mentions", "search_recent_tweets", "get_tweets"]
)
def test_recorded_answers_without_fields_are_set_aside_never_misread(name: str) -> None:
    told = real(f"cassettes/{name}.json")
    reader = Reader(MASKS, "x:somebody", NOW_US)
    bodies = [body for body in _bodies(told) if listed(body.get("data"))]

    assert bodies
    for item in (item for body in bodies for item in body["data"]):
        if "author_id" not in item:
            with pytest.raises(Unreadable, match="author_id"):
                reader.message(item, {}, {})
        assert billed({"data": [item]}) == [item["id"]]


def _bodies(told: Any) -> list[Any]:
    if isinstance(told, dict):
        here = [told] if "data" in told else []
        return here + [body for value in told.values() for body in _bodies(value)]
    return [body for value in told for body in _bodies(value)] if isinstance(told, list) else []


@pytest.mark.parametrize("words", SPECS)
def test_our_x_answers_and_we_ask_as_x_publishes_it(words: str) -> None:
    with running(words) as network, visiting(network) as visitor:
        play_everything(network, visitor)
        bodies = network.bodies

    assert len({operation(words, path)[0] for path, _, _ in bodies}) == 6
    for path, query, body in bodies:
        template, told = operation(words, path)
        check_answer(words, told, body, template)
        check_question(words, told, query, template)
    asked = {name for _, query, _ in bodies for name in parse_qs(query)}
    where = {"since_id", "until_id", "pagination_token", "next_token", "max_results"}
    assert asked == {
        *where, "ids", "usernames", "query", "expansions", "user.fields", f"{words}.fields",
    }  # fmt: skip


@pytest.mark.parametrize("words", SPECS)
def test_every_error_of_our_x_is_one_that_x_publishes(words: str) -> None:
    with running(words) as network, visiting(network) as visitor:
        play_everything(network, visitor)
        wrong_words = json.loads(network.answer("/2/tweets", f"ids=1&{WRONG[words]}=id").body)
        errors = [wrong_words, *(error for _, _, body in network.bodies for error in body.get("errors", []))]

    kinds = {error["type"].rsplit("/", 1)[-1] for error in errors}
    assert kinds == {
        "resource-not-found", "not-authorized-for-resource", "resource-unavailable", "disallowed-resource",
        "invalid-request",
    }  # fmt: skip
    known = spec(words)["components"]["schemas"]["Problem"]["discriminator"]["mapping"]
    for error in errors:
        whole = {"$ref": known[error["type"]], "components": spec(words)["components"]}
        wrong = [one.message[:200] for one in Draft202012Validator(whole).iter_errors(error)]
        assert (error["type"], wrong) == (error["type"], [])


def test_every_problem_x_publishes_of_a_message_is_known_or_harmless() -> None:
    for words in SPECS:
        problems = spec(words)["components"]["schemas"]["Problem"]["discriminator"]["mapping"]
        for problem in problems:
            error = {"type": problem, "resource_id": "1", "value": "1", "title": "t", "detail": "d"}
            gone, closed = lost({"errors": [error]}, {"1"})

            assert bool(gone) == problem.endswith("/resource-not-found")
            assert bool(closed) == problem.endswith(
                ("/not-authorized-for-resource", "/resource-unavailable", "/disallowed-resource")
            )


def play_everything(network: LocalX, visitor: Any) -> None:
    ids = small_talk(network)
    network.post(ids["zeb"], "@cllr_ahmed well?", NOW_US - DAY_US)
    bare = {"meta": {"result_count": 0, "next_token": f"before{2**62}"}}
    network.instead = {"10000/tweets": [answered(bare)], "search/recent": [answered(bare)]}
    visitor.visit()
    network.edit(ids["told"], "Friday")
    network.remove(ids["ask"])
    network.states[ids["ann"]] = "suspended"
    visitor.visit(NOW_US + 8 * DAY_US)
    network.states[ids["ann"]] = "protected"
    visitor.visit(NOW_US + 31 * DAY_US)
    network.states |= {ids["ann"]: "unavailable", ids["zeb"]: "disallowed"}
    visitor.visit(NOW_US + 181 * DAY_US)
    network.states[ids["ahmed"]] = "protected"
    with pytest.raises(PlatformTrouble):
        visitor.visit(NOW_US + 189 * DAY_US)


def operation(words: str, path: str) -> tuple[str, Any]:
    parts = path.split("/")
    template = f"/2/users/{{id}}/{parts[4]}" if path.startswith("/2/users/1") else path
    return template, spec(words)["paths"][template]["get"]


def check_answer(words: str, told: Any, body: Any, where: str) -> None:
    schema = told["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": spec(words)["components"]}
    wrong = [f"{where}: {error.message[:200]}" for error in Draft202012Validator(whole).iter_errors(body)]
    assert wrong == []


def check_question(words: str, told: Any, query: str, where: str) -> None:
    parameters = [resolved(words, one) for one in told["parameters"]]
    known = {one["name"]: one["schema"] for one in parameters}
    needed = {one["name"] for one in parameters if one.get("required") and one["in"] == "query"}
    assert needed <= parse_qs(query).keys()
    for name, [value] in parse_qs(query).items():
        assert name in known, f"{where} doesn't know {name}"
        schema = resolved(words, known[name])
        given: Any = value
        if schema["type"] == "array":
            given = value.split(",")
        elif schema["type"] == "integer":
            given = int(value)
        whole = {**schema, "components": spec(words)["components"]}
        wrong = [
            f"{where} {name}: {error.message[:200]}"
            for error in Draft202012Validator(whole).iter_errors(given)
        ]
        assert wrong == []


def resolved(words: str, told: Any) -> Any:
    while "$ref" in told:
        found = spec(words)
        for part in told["$ref"].split("/")[1:]:
            found = found[part]
        told = found
    return told
