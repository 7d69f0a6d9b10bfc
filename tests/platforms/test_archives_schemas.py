"""The archives made up for the tests have the shape of real ones, as others wrote it down."""

import json
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from tests.lanes import REAL_DATA
from tests.platforms.made_archives import comment, entry

SCHEMAS = REAL_DATA / "facebook-archive"
DAY = "2026-10-01T09:00:00+00:00"
FILES = {
    "posts__your_posts.json": {
        "status_updates": [
            entry(DAY),
            entry(DAY, None, attachments=[{"data": [{"media": {"uri": "photos/1.jpg"}}]}]),
            entry(DAY, attachments=[{"data": [{"external_context": {"url": "https://news.example/a"}}]}]),
            entry(DAY, tags=["Jo Bloggs"]),
        ]
    },
    "comments__comments.json": {"comments": [comment(DAY, "Yes."), comment(DAY, "In one", group="A group")]},
}


@pytest.mark.data
@pytest.mark.parametrize(("name", "made"), FILES.items(), ids=FILES)
def test_what_we_make_up_is_what_facebook_writes(name: str, made: Any) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip("../shared/data/facebook-archive is not here: made-up archives were NOT held against it")
    schemas = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")]
    known = Registry().with_resources(
        (schema["id"], Resource.from_contents(schema, default_specification=DRAFT4)) for schema in schemas
    )
    schema = json.loads((SCHEMAS / name).read_text("utf-8"))

    errors = list(Draft4Validator(schema, registry=known).iter_errors(made))

    assert [error.message for error in errors] == []
