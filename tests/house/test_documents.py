"""What the documents name is there: links, files, commands, lanes, tables; and nothing is left out of their lists."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
import typer.core
import typer.main

from pipelines.cli.app import app
from tests.lanes import LANES, ROOT

LONGEST_README = 120
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')
# What is written as a path of the house: in a folder of it, or with an ending that its files have.
PATH = re.compile(r"(?:\.?[\w-]+/)*[\w.-]+\.(?:py|sql|toml|md|txt|in|yml|yaml|png|css|po)|(?:\.?[\w-]+/)+")
OF_A_DATA_FOLDER = {
    "settings.toml",
    "ours.toml",
    "published/",
    "editions/",
    "imports/",
    "data/",
    ".streamlit/secrets.toml",
}
MADE_BY_RUNNING = {"build/", ".venv/"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """Return the names by which parts of a document can be linked to."""
    text = BLOCK.sub("", read(path))
    titles = [
        re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in HEADING.findall(text)
    ]
    return {*titles, *ANCHOR.findall(text)}


def broken_links(path: Path) -> Iterator[str]:
    """Yield the links of a document that lead nowhere in the house."""
    for link in LINK.findall(BLOCK.sub("", read(path))):
        file, _, part = unquote(link).partition("#")
        target = (path.parent / file).resolve() if file else path
        is_ours = "://" not in link and not link.startswith("mailto:")
        if is_ours and not (target.exists() and (not part or part in anchors(target))):
            yield f"{named(path)}: {link}"


def paths_in(text: str) -> Iterator[str]:
    """Yield what a document names as a file or folder of the house: in code, and in the plan's first column."""
    for code in CODE.findall(BLOCK.sub("", text)):
        if PATH.fullmatch(code) and code not in OF_A_DATA_FOLDER | MADE_BY_RUNNING:
            yield code
    for _, _, block in BLOCK.findall(text):
        yield from re.findall(r"^([\w./]+(?:/|\.py))  +\S", block, re.MULTILINE)


def missing_paths(path: Path) -> list[str]:
    return [f"{named(path)}: {one}" for one in paths_in(read(path)) if not (ROOT / one).exists()]


def commands_told(text: str) -> set[str]:
    """Return the commands that the first column of the table of commands names."""
    table = text.partition("| `python -m pipelines ...` |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (`.+?) \| ", table, re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([a-z]+)\b[^`]*`", cell)}


def fenced(path: Path, language: str) -> list[str]:
    return [block for _, tongue, block in BLOCK.findall(read(path)) if tongue == language]


@pytest.fixture
def published() -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of a published file, empty."""
    with duckdb.connect() as tables:
        tables.execute(read(ROOT / "store" / "published.sql"))
        yield tables


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert list(broken_links(path)) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    assert missing_paths(path) == []


def test_a_link_or_file_that_is_not_there_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.test_documents.ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "# One part\n[here](#one-part) [gone](#two) [lost](lost.md) [far](https://example.org/x)\n"
        "`metrics/lost.py` and `lost/`, not `settings.toml`\n```\nlost.py    what it was\npage.md\n```\n"
    )

    assert list(broken_links(page)) == ["page.md: #two", "page.md: lost.md"]
    assert missing_paths(page) == ["page.md: metrics/lost.py", "page.md: lost/", "page.md: lost.py"]


def test_the_readme_can_be_read_in_one_go() -> None:
    assert len(read(ROOT / "README.md").splitlines()) <= LONGEST_README


def test_the_readme_names_every_document() -> None:
    linked = {unquote(link).partition("#")[0] for link in LINK.findall(read(ROOT / "README.md"))}

    assert {named(path) for path in DOCUMENTS} - linked == {"README.md"}


def test_the_plan_names_every_room() -> None:
    rooms = {f"{path.parent.name}/" for path in ROOT.glob("*/__init__.py")} - {"build/"}

    assert rooms - set(paths_in(read(ROOT / "README.md"))) == set()


def test_the_table_of_commands_names_all_of_them_and_no_others() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)

    assert commands_told(read(ROOT / "docs" / "commands.md")) == set(group.commands)


def test_every_lane_is_in_the_guide_for_contributors() -> None:
    told = re.findall(r"^\| `(\w+)` \| [^|]+\|$", read(ROOT / "CONTRIBUTING.md"), re.MULTILINE)

    assert told == list(LANES)


def test_the_page_of_the_published_file_names_every_table(published: duckdb.DuckDBPyConnection) -> None:
    made = [name for (name,) in published.execute("select table_name from duckdb_tables()").fetchall()]
    told = re.findall(r"^\| `(\w+)` \| ", read(ROOT / "docs" / "published.md"), re.MULTILINE)

    assert sorted(set(told) - {"current"}) == sorted(made)


@pytest.mark.parametrize("query", fenced(ROOT / "docs" / "published.md", "sql"))
def test_every_query_on_that_page_can_be_asked(query: str, published: duckdb.DuckDBPyConnection) -> None:
    published.execute(query)
