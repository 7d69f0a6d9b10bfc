"""The area of several wards: kept from the register, published, and never wiped by a file that doesn't know it."""

import pytest

from store.published import Published
from tests.small_council import Council, write_posts

ROW = {"member": "jo", "name": "Jo", "ward": "Mill", "email": "", "platform": "x", "handle": "jo"}
ROW |= {"consented_on": "2026-01-01", "consented_by": "Jo", "scope": ""}


def register(council, **more):
    path = council.path.parent / "register.csv"
    row = ROW | more
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    council.must("register", str(path))


def published_areas(council):
    row = {"account": "x:jo", "author": "member", "text": "Hello."}
    posts = [{**row, "id": "1", "kind": "post", "posted_at": "2026-10-02T09:00:00Z"}]
    council.must("import", str(write_posts(council.path.parent / "posts.jsonl", posts)))
    council.must("measure", "--as-of", "2026-11-06T09:00:00Z")
    return [(one["member"], one["area"]) for one in Published(council.path / "published").members()]


@pytest.mark.commands
def test_an_area_is_published_and_a_file_without_it_leaves_it(tmp_path):
    council = Council(tmp_path / "data")
    register(council, area="Valley North")

    register(council)  # an older file, which doesn't have the column

    assert published_areas(council) == [("jo", "Valley North")]


@pytest.mark.commands
def test_a_later_file_moves_a_member_to_another_area(tmp_path):
    council = Council(tmp_path / "data")
    register(council, area="Valley North")

    register(council, area="Coast", ward="Quay")

    assert published_areas(council) == [("jo", "Coast")]
