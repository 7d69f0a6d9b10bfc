"""The plan of the house, as a test: who may import what, and the habits that keep it readable."""

import ast
import graphlib
import importlib
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors import all_platforms
from tests.lanes import ROOT

# room -> the rooms of ours it may import. Direct imports only.
DOORS: dict[str, set[str]] = {
    "facts": set(),  # and handles, which all may import as well
    "handles": set(),
    "guidance": {"facts"},
    "connectors": {"facts"},
    "labels": {"facts"},
    "metrics": {"facts"},
    "wording": {"facts", "guidance", "metrics"},  # of metrics its nouns
    "store": {"facts"},
    "people": {"facts", "guidance", "store"},
    "summaries": {"facts", "wording"},
    "demo": {"facts"},
    "pipelines": {
        "facts",
        "guidance",
        "connectors",
        "labels",
        "metrics",
        "store",
        "wording",
        "people",
        "summaries",
        "demo",
    },
    "dashboard": {"facts", "guidance", "metrics", "store", "wording", "people", "summaries"},
    "app": {"dashboard"},
}

# room -> the packages of others that it may import. Nobody else may, so each can be replaced in one place.
OUTSIDE: dict[str, set[str]] = {
    "connectors": {
        "tweepy",
        "requests",
        "facebook",
        "httpx",
        "msgspec",
        "feedparser",
    },  # tweepy stands on requests
    "labels": {"numpy", "py3langid"},
    "metrics": {"numpy", "scipy"},
    "wording": {"babel"},
    "people": {"uk_election_timetables"},
    "store": {"duckdb", "pyarrow", "sqlalchemy", "alembic", "cryptography", "pyspark", "psycopg"},
    "summaries": {"jinja2", "typst", "fontTools", "xlsxwriter"},
    "pipelines": {"typer", "rich", "notifications_python_client"},
    "dashboard": {"streamlit", "starlette", "plotly", "pandas"},  # starlette is what streamlit stands on
    "app": {"streamlit", "starlette"},
}

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "data", "process"}
LONGEST_FILE = 250
LONGEST_FUNCTION = 45
NEWCOMERS_PATH = 500  # lines: README, facts, one measure, the front file of the verb that measures
NOT_OURS = {".git", ".hypothesis", ".venv", "build", "data", "node_modules"}  # see .gitignore; caches too
NOT_PROSE = {".png", ".gz", ".woff2", ".ico", ".pyc", ".zip", ".pdf", ".parquet", ".duckdb"}

ENGINE_DATES = re.compile(
    r"\bcurrent_(?:date|time|timestamp)\b|\binterval\s+['\d]|::\s*(?:date|time|timestamp)|\bas\s+(?:date|timestamp)\b"
    r"|\b(?:now|today|date_trunc|date_part|datepart|extract|strftime|strptime|to_timestamp|make_timestamp"
    r"|make_date|epoch|epoch_ms|epoch_us|date_diff|datediff|date_add|dateadd|age|year|month|hour)\s*\(",
    re.IGNORECASE,
)
SELECT_STAR = re.compile(r"\bselect\s+(?:\w+\.)?\*", re.IGNORECASE)

# Written in halves, so that this file doesn't name what it forbids.
UNWANTED = re.compile(
    "|".join(
        first + second
        for first, second in (
            (r"(?<![\w.])/wo", "rk/"),
            (r"(?<![\w.])/t", "mp/"),
            (r"(?<![\w.])/ro", "ot/"),
            (r"(?<![\w.])/ho", r"me/\w"),
            (r"\b[A-Z]:\\", r"Users\\"),
            (r"\bpypi\.", "org|pythonhosted\\."),
            (r"registry\.np", "mjs"),
            (r"\bdeb\.deb", "ian"),
            (r"\bcla", r"ude\b"),
            (r"\banthr", "opic"),
            (r"\bsub-?ag", r"ent\b"),
            (r"\bAI (?:ag", "ent|assistant)"),
            (r"\bhelper ses", "sion"),
        )
    ),
    re.IGNORECASE,
)


def files(ending: str, *rooms: str) -> list[Path]:
    """Return the files of some rooms, folder or single file."""
    found = [path for room in rooms for path in (ROOT / room).rglob(f"*{ending}")]
    return sorted(
        found + [ROOT / f"{room}{ending}" for room in rooms if (ROOT / f"{room}{ending}").is_file()]
    )


def relative(path: Path) -> str:
    """Name a file as people do."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Name the first part of everything a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]


def queries(*rooms: str) -> Iterator[tuple[str, str]]:
    """Yield what the .sql files of some rooms say, comments left out."""
    for path in files(".sql", *rooms):
        yield relative(path), re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))


def queries_in_python(*rooms: str) -> Iterator[tuple[str, str]]:
    """Yield every text in the Python files of some rooms that selects from something."""
    for path in files(".py", *rooms):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.search(r"\bselect\b[\s\S]+\bfrom\b", text):
                yield f"{relative(path)}:{node.lineno}", re.sub(r"--[^\n]*", "", text)


@pytest.mark.parametrize("room", DOORS)
def test_a_room_imports_only_through_its_doors(room: str) -> None:
    allowed = {room, "handles"} | DOORS[room] | OUTSIDE.get(room, set()) | sys.stdlib_module_names

    through_the_wall = [
        f"{relative(path)} imports {name}"
        for path in files(".py", room)
        for name in imports(path)
        if name not in allowed
    ]

    assert through_the_wall == []


def test_the_two_commands_need_nothing_but_python() -> None:
    needed = {name for path in (ROOT / "start.py", ROOT / "tests" / "lanes.py") for name in imports(path)}

    assert needed - set(sys.stdlib_module_names) == {
        "tests",
        "store",
    }  # of store where the data lie, as all ask


def test_no_two_rooms_need_each_other() -> None:
    order = list(graphlib.TopologicalSorter(DOORS).static_order())

    assert set(order[:2]) == {"facts", "handles"}


def test_every_folder_of_code_is_a_room_of_the_plan() -> None:
    folders = {path.parent.relative_to(ROOT).parts[0] for path in ROOT.glob("*/*.py")}

    assert folders - NOT_OURS <= {*DOORS, "tests", "benchmarks"}


def test_no_file_has_a_name_that_says_nothing() -> None:
    names = [path for path in files(".py", *DOORS) if SAYS_NOTHING & {path.stem, path.parent.name}]

    assert [relative(path) for path in names] == []


def test_no_room_checks_with_assert_because_python_can_leave_it_out() -> None:
    asserts = [
        f"{relative(path)}:{node.lineno}"
        for path in files(".py", *DOORS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]

    assert asserts == []


def test_no_file_is_too_long_to_read_in_one_sitting() -> None:
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in files(".py", *DOORS)}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_see_at_once() -> None:
    lengths = {
        f"{relative(path)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in files(".py", *DOORS)
        if "migrations" not in path.parts  # each is a table as it was on its day
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_a_newcomer_reads_little_before_they_know_their_way() -> None:
    path = ("README.md", "facts.py", "metrics/still_waiting.py", "pipelines/measure/steps.py")

    assert sum(len((ROOT / name).read_text("utf-8").splitlines()) for name in path) < NEWCOMERS_PATH


def test_a_query_names_its_columns() -> None:
    asked = [*queries(*DOORS), *queries_in_python("metrics")]

    assert [place for place, sql in asked if SELECT_STAR.search(sql)] == []


def test_a_measure_is_whole_numbers_and_never_an_engines_dates() -> None:
    asked = [*queries("metrics"), *queries_in_python("metrics")]

    assert [f"{place}: {hit[0]}" for place, sql in asked if (hit := ENGINE_DATES.search(sql))] == []


def test_nothing_names_a_machine_a_registry_or_a_workplace() -> None:
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        is_ours = not NOT_OURS & set(parts) and not any(part.endswith("cache") for part in parts)
        if is_ours and path.is_file() and path.suffix not in NOT_PROSE and path.name != "package-lock.json":
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{relative(path)}: {hit[0]}" for hit in UNWANTED.finditer(text)]

    assert found == []


def test_every_connector_says_where_it_looks_its_limits_and_what_it_cannot_see() -> None:
    for platform in [one.id for one in all_platforms()]:
        label = importlib.import_module(f"connectors.{platform}").__doc__ or ""

        assert all(f"\n{part}:" in label for part in ("Source", "Limits", "Can't see")), platform


def test_both_locked_files_agree_so_that_testing_tests_what_runs() -> None:
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([\w.-]+)==([\w.+-]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))

    run, test = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {name: test.get(name) for name in run} == run


def test_every_locked_package_has_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"^(?=[\w.-]+==)", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]

        assert blocks
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_no_test_can_reach_another_machine() -> None:
    for host in ("example.com", "192.0.2.1"):
        with pytest.raises(pytest.fail.Exception, match=f"a test tried to reach {host}"):
            socket.create_connection((host, 80), timeout=1)
