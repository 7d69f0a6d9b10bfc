"""`scorecard`: members' scorecards as files, of what was published and may be shown, or nothing at all."""

import contextlib

import pytest

from tests import pdf
from tests.commands.test_command_line import AS_OF, COVERS, POSTS, member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands


@pytest.fixture
def council(tmp_path):
    council = Council(tmp_path / "data")
    register = write_register(tmp_path / "register.csv", [member("ann"), member("bob")])
    council.must("register", str(register))
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", POSTS)), "--covers", COVERS)
    council.must("measure", "--as-of", AS_OF)
    return council


def names(out):
    return sorted(path.name for path in out.iterdir())


def said(path):
    return pdf.text(path.read_bytes())


def test_a_members_scorecard_is_a_pdf_and_a_page_with_the_published_figures(council, tmp_path):
    answer = council.must("scorecard", "ann", "--month", "2026-10", "--out", str(tmp_path / "out"))

    assert names(tmp_path / "out") == ["scorecard-ann-2026-10.html", "scorecard-ann-2026-10.pdf"]
    assert answer.count("Written: ") == 2
    rows = council.json("show", "ann", "--month", "2026-10")["results"]
    shares = [one for one in rows if one["met"] is not None and one["n"]]
    told = said(tmp_path / "out" / "scorecard-ann-2026-10.pdf")
    assert shares
    assert "9 of 12 questions" in told
    assert all(f"{one['met']} of {one['n']} " in told for one in shares)
    assert "Figures as of" in told


def test_what_is_for_the_members_own_eyes_is_on_it(council, tmp_path):
    council.must("scorecard", "ann", "--out", str(tmp_path))

    page = (tmp_path / "scorecard-ann-90-days.html").read_text("utf-8")
    assert 'id="long-exchanges"' in page


def test_all_of_a_month_in_welsh_says_that_its_words_are_a_draft(council, tmp_path):
    done = council.run(
        "scorecard", "--all", "--month", "2026-10", "--language", "cy", "--out", str(tmp_path / "out")
    )

    assert done.exit_code == 0
    assert names(tmp_path / "out") == [
        f"scorecard-{who}-2026-10-cy.{form}" for who in ("ann", "bob") for form in ("html", "pdf")
    ]
    assert "[draft-words]" in done.stderr
    assert "Cyfieithiad drafft" in said(tmp_path / "out" / "scorecard-ann-2026-10-cy.pdf")


def test_a_withdrawn_member_has_none(council, tmp_path):
    council.must("withdraw", "--account", "x:bob")

    one = council.run("scorecard", "bob", "--out", str(tmp_path / "out"))
    council.must("scorecard", "--all", "--out", str(tmp_path / "all"))

    assert (one.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "no live consent" in one.stderr
    assert names(tmp_path / "all") == ["scorecard-ann-90-days.html", "scorecard-ann-90-days.pdf"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--out", "o"], 2, "Name one member, or say --all."),
        (["ann", "--all", "--out", "o"], 2, "Name one member, or say --all."),
        (["ann"], 2, "Say with --out"),
        (["ann", "--month", "2026-13", "--out", "o"], 2, "Write --month as YYYY-MM"),
        (["ann", "--month", "2019-01", "--out", "o"], 1, "Nothing of 2019-01 was published"),
        (["ann", "--language", "fr", "--out", "o"], 2, "no words in 'fr'"),
        (["nobody", "--out", "o"], 1, "There are no results for nobody"),
        (["ann", "--out", "a file"], 2, "is no folder"),
    ],
)
def test_what_is_asked_wrongly_writes_nothing(council, tmp_path, arguments, code, says):
    (tmp_path / "a file").write_text("")

    with contextlib.chdir(tmp_path):
        done = council.run("scorecard", *arguments)

    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr
    assert not (tmp_path / "o").exists()


def test_before_anything_is_measured_there_is_none(tmp_path):
    council = Council(tmp_path / "data")
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann")])))

    done = council.run("scorecard", "ann", "--out", str(tmp_path / "out"))

    assert done.exit_code == 1
    assert "[nothing-published]" in done.stderr


def test_two_members_whose_ids_differ_in_odd_signs_alone_keep_a_file_each(tmp_path):
    council = Council(tmp_path / "data")
    some = [member("a b"), member("a/b")]
    council.must("register", str(write_register(tmp_path / "register.csv", some)))
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", POSTS)), "--account", "x:a b")
    council.must("measure", "--as-of", AS_OF)

    council.must("scorecard", "--all", "--out", str(tmp_path / "out"))

    assert len(names(tmp_path / "out")) == 4
