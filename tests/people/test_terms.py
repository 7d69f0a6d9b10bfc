"""Terms of office: what a register may say of them, and that the last file stands."""

import pytest

from pipelines.keep.folder import Folder
from tests.small_council import Council, write_posts

ROW = {"member": "jo", "name": "Jo", "ward": "Mill", "email": "", "platform": "x", "handle": "jo"}
ROW |= {"consented_on": "2026-01-01", "consented_by": "Jo", "scope": ""}


def register(council, *terms):
    names = [*ROW, "in_office_from", "in_office_to"]
    lines = [",".join([*ROW.values(), *term]) for term in terms]
    path = council.path.parent / "register.csv"
    path.write_text("\n".join([",".join(names), *lines]) + "\n", encoding="utf-8")
    return council.run("register", str(path))


def terms(council):
    return [(str(term.from_on or ""), str(term.to_on or "")) for term in Folder(council.path).desk.terms()]


@pytest.mark.commands
def test_terms_are_kept_and_a_later_file_takes_their_place(tmp_path):
    council = Council(tmp_path / "data")

    assert register(council, ("2018-05-07", "2022-05-09"), ("2023-05-08", "")).exit_code == 0
    assert terms(council) == [("2018-05-07", "2022-05-09"), ("2023-05-08", "")]

    assert register(council, ("", "")).exit_code == 0  # a file that says nothing of terms leaves them
    assert len(terms(council)) == 2

    assert register(council, ("2023-05-08", "2027-05-10")).exit_code == 0
    assert terms(council) == [("2023-05-08", "2027-05-10")]


@pytest.mark.commands
@pytest.mark.parametrize(
    ("term", "says"),
    [
        (("soon", ""), "in_office_from must be a day"),
        (("2026-05-02", "2026-05-01"), "in_office_to is before"),
    ],
)
def test_a_term_that_is_none_is_a_bad_row(tmp_path, term, says):
    council = Council(tmp_path / "data")

    done = register(council, term)

    assert done.exit_code == 4
    assert says in done.stderr


@pytest.mark.commands
def test_a_month_out_of_office_has_no_result(tmp_path):
    council = Council(tmp_path / "data")
    register(council, ("2026-09-10", "2026-10-20"))
    row = {"account": "x:jo", "author": "member", "text": "Hello."}
    posts = [
        {**row, "id": f"p{number}", "posted_at": f"2026-{when}T12:00:00Z"}
        for number, when in enumerate(("08-05", "09-05", "09-15", "10-05", "10-25", "11-05"))
    ]
    file = write_posts(tmp_path / "posts.jsonl", posts)
    council.must("import", str(file), "--covers", "2026-08-01..2026-11-10")
    council.must("measure", "--as-of", "2026-11-10T09:00:00Z")

    def originals(month):
        [found] = council.json("show", "--all", "--month", month)
        return {one["measure"]: one["n"] for one in found["results"]}.get("sharing-share")

    assert [originals(month) for month in ("2026-08", "2026-09", "2026-10", "2026-11")] == [None, 1, 1, None]


@pytest.mark.commands
@pytest.mark.parametrize(
    ("as_of", "is_measured"), [("2026-09-10T00:00:00+01:00", False), ("2026-09-10T00:00:01+01:00", True)]
)
def test_a_term_that_begins_as_it_is_measured_has_nothing_of_the_last_90_days(tmp_path, as_of, is_measured):
    council = Council(tmp_path / "data")
    register(council, ("2026-09-10", ""))
    row = {
        "id": "p",
        "account": "x:jo",
        "author": "member",
        "text": "Hello.",
        "posted_at": "2026-09-09T12:00:00Z",
    }
    council.must(
        "import", str(write_posts(tmp_path / "posts.jsonl", [row])), "--covers", "2026-08-01..2026-09-09"
    )
    council.must("measure", "--as-of", as_of)

    [found] = council.json("show", "--all")
    measured = [one for one in found["results"] if (one["reason"] or {}).get("code") != "not-published"]
    assert bool(measured) == is_measured
