"""What somebody typed, a name as much as a post, is shown letter by letter: never as a link, a picture or a sign."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st_

from dashboard.ui.literal import JOINER, literal
from tests.pages import published_sample as sample
from tests.pages.test_pages import ANWEN, EVIDENCE, ROOT, run

pytestmark = pytest.mark.pages

HOSTILE = [
    "[x](http://evil.example)",
    "![x](http://192.0.2.1/leak.gif)",
    ":red[Suspended] :blue-badge[Official]",
    r"$\LaTeX$ and $$x^2$$",
    ":material/delete: :smile: :streamlit: :+1:",
    "<b>Bold</b> <img src=x onerror=alert(1)>",
    "www.evil.example http://evil.example/a https://evil.example",
    "me@evil.example mailto:me@evil.example",
    "**bold** _it_ ~~gone~~ `code` ^up^ ~down~",
    "# Head",
    "1. One",
    "- item",
    "> said",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "&amp; &#58;smile&#58; &lt;",
    "\\*not\\*",
    "| a | b |",
    "---",
    "one\ntwo\n\n    three\n```\nfour\n```",
    "{{x}} [^1] [ ] [[x]]",
    "O'Neill, Jo",
]
WORDS = {"body", "label", "title", "text", "help", "caption", "captions", "description", "icon"}
# Calls whose first argument is read as Markdown. Options of the first row are drawn as Markdown too; those of a
# select box, what a text field holds and code are shown as they are (seen in the browser: tests/browser).
WITH_OPTIONS = {"radio", "pills", "segmented_control", "tabs", "menu_button", "feedback"}
READS = {"title", "button", "form_submit_button", "download_button", "selectbox", "multiselect", "text_input"}
READS |= {
    "text_area",
    "number_input",
    "date_input",
    "time_input",
    "checkbox",
    "toggle",
    "slider",
    "toast",
    "dialog",
}
READS |= {
    "select_slider",
    "error",
    "page_link",
    "status",
    "spinner",
    "chat_input",
    "file_uploader",
    *WITH_OPTIONS,
}
# Draws what it is given as HTML, letter by letter, or draws none of it.
OTHER = {
    "html",
    "code",
    "text",
    "container",
    "columns",
    "grid",
    "empty",
    "form",
    "space",
    "pagination",
    "switch_page",
}
OTHER |= {
    "navigation",
    "Page",
    "set_page_config",
    "rerun",
    "stop",
    "App",
    "plotly_chart",
    "fragment",
    "query_params",
}
OTHER |= {"session_state", "cache_data", "cache_resource", "context", "secrets", "user", "login", "logout"}


def pages() -> list[tuple[str, ast.Module]]:
    return [(path.name, ast.parse(path.read_text("utf-8"))) for path in (ROOT / "dashboard").rglob("*.py")]


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of Streamlit's in a file, with its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "st":
                yield node.func.attr, node


def is_ours(text: ast.expr) -> bool:
    """Say whether a text is written in the code itself, or goes through `literal`."""
    match text:
        case ast.Constant():
            return True
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return name.isupper()
        case ast.Call(func=ast.Name(id="literal")):
            return True
        case ast.JoinedStr(values=parts):
            return all(is_ours(part) for part in parts)
        case ast.FormattedValue(value=value):
            return is_ours(value)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return is_ours(one) and is_ours(other)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return all(is_ours(part) for part in parts)
        case _:
            return False


def read_as_markdown(name: str, call: ast.Call) -> Iterator[ast.expr]:
    """Yield what a call of Streamlit's reads as Markdown."""
    named = {word.arg: word.value for word in call.keywords}
    yield from () if name == "page_link" else call.args[:1]  # whose first argument is the page
    yield from (value for word, value in named.items() if word in WORDS)
    if name in WITH_OPTIONS:
        shown = named.get("format_func")
        if isinstance(shown, ast.Lambda):
            yield shown.body
        elif not (isinstance(shown, ast.Name) and shown.id == "literal"):
            yield from call.args[1:2]
            yield from (named[word] for word in ("options",) if word in named)


def test_what_somebody_typed_reaches_no_markdown_unescaped():
    """Put `literal(...)` around what isn't written in the code: it may be a name, a ward, a council's own words."""
    found = [
        f"{file}:{call.lineno} st.{name}({ast.unparse(text)})"
        for file, tree in pages()
        for name, call in calls(tree)
        if name in READS
        for text in read_as_markdown(name, call)
        if not is_ours(text)
    ]

    assert found == []


def test_every_way_of_streamlit_that_pages_use_is_known_here():
    """A new one is put in the list it belongs to, after a look at how it draws text. st.markdown and its kind: none."""
    used = {
        (file, node.attr)
        for file, tree in pages()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
    }

    assert [(file, name) for file, name in used if name not in READS | OTHER] == []


def test_what_is_drawn_as_html_was_made_by_markup():
    """st.html takes what `markup` made, by one of the functions that say so, or our own style sheet."""
    trees = pages()
    makers = {
        node.name
        for _, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns).startswith("Html")
    }

    def is_made(value: ast.expr, known: dict[str, list[ast.expr]]) -> bool:
        match value:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                return name in makers
            case ast.IfExp(body=one, orelse=other):
                return is_made(one, known) and is_made(other, known)
            case ast.BoolOp(values=parts):
                return all(is_made(part, known) for part in parts)
            case ast.Name(id=name) if name in known:
                return all(is_made(part, known) for part in known[name])
            case ast.BinOp(right=ast.Constant(value="page.css")):
                return True
            case _:
                return False

    found = []
    for file, tree in trees:
        known: dict[str, list[ast.expr]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.NamedExpr | ast.Assign):
                target = node.target if isinstance(node, ast.NamedExpr) else node.targets[0]
                if isinstance(target, ast.Name):
                    known.setdefault(target.id, []).append(node.value)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "html"
            ):
                found += [f"{file}:{node.lineno}" for value in node.args[:1] if not is_made(value, known)]

    assert makers >= {"el", "join", "post"}
    assert found == []


def unescaped(text: str) -> str:
    """Return what Markdown shows of a text in which every sign has a backslash."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace(JOINER, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_keeps_its_letters(text):
    assert unescaped(literal(text)) == " ".join(text.split())


@given(st_.text())
def test_any_text_keeps_its_letters_and_no_sign_stays_bare(text):
    made = literal(text)

    assert unescaped(made) == " ".join(text.replace(JOINER, "").split()) or JOINER in text
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`\[\]<>$~^#|&:]", re.sub(r"\\[!-/:-@\[-`{-~]", "", made))
    assert "\n" not in made


def test_plain_names_stay_as_they_are():
    for name in ("Cllr Jo O'Neill", "Siân Pŵel", "Mohammed Rees, Riverside"):
        assert literal(name) == name


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("name", [name for name in HOSTILE if "\n" not in name])
def test_a_hostile_name_reaches_streamlit_only_as_letters(written, tmp_path, monkeypatch, name):
    shutil.copytree(written, tmp_path / "data")
    monkeypatch.setenv("TWOWAY_DATA", str(tmp_path / "data"))
    for file in Path(tmp_path / "data/published").glob("*.duckdb"):
        with duckdb.connect(file) as opened:
            opened.execute("update members set name = ?, ward = ?", [name, name])

    for page, query in (
        ("scorecard", {"m": ANWEN}),
        ("waiting", {"m": ANWEN}),
        ("evidence", EVIDENCE),
        ("week", {}),
    ):
        at = run(page, **query)
        read = [title.value for title in at.title] + [link.proto.label for link in at.get("page_link")]
        read += [
            widget.label for kind in ("button", "radio", "selectbox", "text_input") for widget in at.get(kind)
        ]
        assert not [text for text in read if name in text.replace(literal(name), "")], page
        if page != "evidence":
            assert page == "week" or literal(name) in at.title[0].value
