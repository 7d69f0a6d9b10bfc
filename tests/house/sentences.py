"""Finds words for people that are written where no sentence is made: a scan of Python's own syntax tree.

Two things give words away: a text in which words stand beside words, or beside what is filled in; and any text with a
letter in it that is handed to what draws words, `el("p", "Here")`, `st.button("Go")`.
"""

import ast
import re
from collections.abc import Iterator

DRAWN = {"el": 1, "join": 0, "fill": 0, "literal": 0, "bdi": 0, "NotForYou": 0}  # from which argument on
SPOKEN = {  # arguments by name that people read or hear
    "label", "help", "placeholder", "title", "page_title", "caption", "body", "text", "aria_label", "alt", "spoken",
}  # fmt: skip
KEYS = {"class_", "style", "key", "id", "mime", "file_name", "role", "href", "rel", "name"}  # no words
# Of Streamlit, what draws no word that it is given first: a name of ours, a page, or HTML that `el` has made.
NOT_DRAWN = {
    "cache_data", "cache_resource", "code", "container", "empty", "form", "grid", "html", "navigation", "Page",
    "page_link", "pagination", "set_page_config", "switch_page",
}  # fmt: skip
ADMINISTRATORS = re.compile(r"(?:Trouble|Error|^NothingPublished|^CannotBeRead|^SystemExit|^NotThere)$")
PATTERNS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall"}  # of `re`
OWN_WORDS = {
    "Measure",
    "Story",
}  # what a measure says of itself is said where the measure is (wording/catalogue.py)
SQL = re.compile(
    r"^\s*(?:select|with|insert|update|delete|create|attach|detach|copy)\b|\b(?:group|order) by\b|\b(?:count|list)\("
)
MARKUP = re.compile(r"^\s*<")

FILLED = "\x00"
LETTERS = r"[^\W\d_]+"
WORD = rf"(?:{LETTERS}(?:['’\-]{LETTERS})*)"
END, BEGIN = r"[,;:.!?…”\")\]]*", r"[“\"(\[]*"
TWO_WORDS = re.compile(
    rf"{WORD}{END} +{BEGIN}(?:{WORD}|{FILLED})|{FILLED}{END} +{BEGIN}{WORD}"  # 'Go on', '{n} more', 'by {name}'
    rf"|^ +{BEGIN}{WORD}|{WORD}{END} +$"  # a piece of something: ' and '
)


def sentences(source: str) -> list[tuple[int, str]]:
    """Return the words for people in a file, each with its line."""
    tree = ast.parse(source)
    aside = set(_aside(tree))
    found = {
        (node.lineno, text)
        for node in _texts(tree)
        if node not in aside and (text := written(node)) and is_sentence(text)
    }
    drawn = {
        (text.lineno, written(text))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for argument in _drawn(call)
        for text in _within(argument)
        if text not in aside and re.search(LETTERS, written(text).replace(FILLED, ""))
    }
    return sorted((line, text.replace(FILLED, "{}")) for line, text in found | drawn)


def is_sentence(text: str) -> bool:
    """Say whether words stand in a text beside each other, or beside what is filled in, and for people."""
    return bool(TWO_WORDS.search(text)) and not SQL.search(text) and not MARKUP.search(text)


def written(text: ast.expr) -> str:
    """Return a text as it is written, with a sign for each thing that is filled in."""
    if isinstance(text, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else FILLED for p in text.values)
    return text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else ""


def _texts(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield every text; of one with things filled in the whole, and not its pieces."""
    pieces = {piece for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in _pieces(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and node not in pieces:
            yield node


def _pieces(text: ast.JoinedStr) -> Iterator[ast.AST]:
    for part in text.values:
        if isinstance(part, ast.Constant):
            yield part
        elif isinstance(part, ast.FormattedValue) and part.format_spec:
            yield part.format_spec
            yield from ast.walk(part.format_spec)


def _aside(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is no word for members, officers or leaders: docstrings, keys, patterns, administrators' errors."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                yield docstring
            case ast.keyword(arg=name) if name in KEYS:
                yield from ast.walk(node.value)
            case ast.Subscript(value=ast.Attribute(attr="session_state")):
                yield from ast.walk(node.slice)
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="session_state" | "query_params"))):
                yield from ast.walk(node)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if name in PATTERNS:
                yield from ast.walk(node)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="typer"))
            ):  # what an administrator is told of a command
                yield from ast.walk(node)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="LOG"))):  # a line of the server's log
                yield from ast.walk(node)
            case ast.Call(func=ast.Name(id=name)) if name in OWN_WORDS or ADMINISTRATORS.search(name):
                yield from ast.walk(node)


def _drawn(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that people read."""
    match call.func:
        case ast.Name(id=name) if name in DRAWN:
            yield from call.args[DRAWN[name] :]
        case ast.Attribute(value=ast.Name(id="st"), attr=name):
            yield from () if name in NOT_DRAWN else call.args[:2]  # the label, and the options there are
        case _:
            return
    yield from (word.value for word in call.keywords if word.arg in SPOKEN)


def _within(argument: ast.expr) -> Iterator[ast.expr]:
    """Yield the texts that an argument may be: those of another call in it are that call's."""
    match argument:
        case ast.JoinedStr() | ast.Constant():
            yield argument
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from _within(one)
            yield from _within(other)
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _within(part)
        case ast.Starred(value=part) | ast.NamedExpr(value=part):
            yield from _within(part)
        case ast.GeneratorExp(elt=part) | ast.ListComp(elt=part):
            yield from _within(part)
