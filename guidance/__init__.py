"""Reads a council's guidance: one TOML pack, each line with the measures that mirror it or why none can.

A pack is found by its name here (`default`) or as a `.toml` file in the data folder. default.toml says how to
write one.
"""

import tomllib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKS = Path(__file__).parent
ENTRIES = {"id": str, "do": bool, "words": dict, "measures": list, "not_seen_because": str, "self_check": str}
LANGUAGES = ("en", "cy")


class PackTrouble(Exception):
    """What is wrong with a pack: one line for each thing, with the file and the line of guidance."""

    code = "bad-pack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line as the council says it: in English, in Welsh, or both."""

    en: str = ""
    cy: str = ""

    def in_language(self, language: str) -> str:
        """Return the words in a language (`en` or `cy`), or in the other one if the pack has only that."""
        return (self.cy or self.en) if language == "cy" else (self.en or self.cy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of guidance. Without measures it says why, and gives the member a private question instead."""

    id: str
    words: Words
    do: bool  # False: something not to do
    measures: tuple[str, ...] = ()
    not_seen_because: str = ""
    self_check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A council's guidance, its lines in the council's order."""

    id: str
    title: str
    lines: tuple[Line, ...]


def read(pack: str = "default", folder: Path | None = None, *, known: Collection[str] | None = None) -> Pack:
    """Return a pack by its name, or by its file name in the data folder.

    `known` are the ids of the measures there are; without it they are not checked. Raise PackTrouble.
    """
    path = find(pack, folder)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PackTrouble(f"{path.name}: can't be read: {error}") from error
    except RecursionError as error:
        raise PackTrouble(f"{path.name}: can't be read: it is nested too deeply") from error
    troubles = troubles_in(told, known)
    if troubles:
        raise PackTrouble("\n".join(f"{path.name}: {trouble}" for trouble in troubles))
    return Pack(id=path.stem, title=told["title"], lines=tuple(line_from(entry) for entry in told["line"]))


def find(pack: str, folder: Path | None) -> Path:
    """Return the file of a pack. A pack of the data folder is written with its ending: `ours.toml`."""
    names = sorted(path.stem for path in PACKS.glob("*.toml"))
    if pack in names:
        return PACKS / f"{pack}.toml"
    if folder is not None and pack.endswith(".toml"):
        path = (folder / pack).resolve()
        if path.is_file() and path.is_relative_to(folder.resolve()):
            return path
    raise PackTrouble(
        f"{pack}: no such pack. Name one of {', '.join(names)}, or a .toml file inside the data folder."
    )


def line_from(entry: dict[str, Any]) -> Line:
    """Return one checked entry of a pack as a Line."""
    return Line(**{**entry, "words": Words(**entry["words"]), "measures": tuple(entry.get("measures", ()))})


def troubles_in(told: dict[str, Any], known: Collection[str] | None) -> list[str]:
    """Return what is wrong with a whole pack, in reading order."""
    lines: Any = told.get("line")
    has_lines = isinstance(lines, list) and lines and all(isinstance(entry, dict) for entry in lines)
    if not isinstance(told.get("title"), str) or not has_lines:
        return ['it needs `title = "..."` and at least one `[[line]]`.']
    troubles = []
    for number, entry in enumerate(lines, start=1):
        name = f"line {number} ({entry.get('id', 'no id')})"
        troubles += [f"{name}: {trouble}" for trouble in troubles_of_line(entry, known)]
    ids = Counter(str(entry.get("id")) for entry in lines)
    return troubles + [f"the id {id_} is used {times} times." for id_, times in ids.items() if times > 1]


def troubles_of_line(entry: dict[str, Any], known: Collection[str] | None) -> list[str]:
    """Return what is wrong with one line of guidance."""
    troubles = [f"unknown entry `{name}`." for name in entry if name not in ENTRIES]
    troubles += [
        f"`{name}` should be a {type_.__name__}."
        for name, type_ in ENTRIES.items()
        if name in entry and not isinstance(entry[name], type_)
    ]
    troubles += [f"`{name}` is missing." for name in ("id", "do", "words") if name not in entry]
    return troubles or troubles_of_meaning(entry, known)


def troubles_of_meaning(entry: dict[str, Any], known: Collection[str] | None) -> list[str]:
    """Return what is wrong with a line whose entries are of the right types."""
    words, measures = entry["words"], entry.get("measures", [])
    troubles = [f"`words.{name}` is no language; use en or cy." for name in words if name not in LANGUAGES]
    if not all(isinstance(text, str) for text in words.values()):
        troubles.append("its words should be text.")
    elif not any(text.strip() for text in words.values()):
        troubles.append("it has no words.")
    if not all(isinstance(measure, str) for measure in measures):
        return [*troubles, "its measures should be a list of names."]
    if known is not None:
        troubles += [f"no measure is called {measure}." for measure in measures if measure not in known]
    if not measures and not (entry.get("not_seen_because") and entry.get("self_check")):
        troubles.append("it names no measure, so it needs `not_seen_because` and `self_check`.")
    return troubles
