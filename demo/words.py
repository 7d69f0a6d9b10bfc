"""Sentences from templates: [a|b] is a choice, {street} comes from the scene. The words live in the TOML files."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from demo.dice import Dice

_MARKS = re.compile(r"\[([^\[\]]*)\]|\{(\w+)\}")
Say = Callable[[str], str]  # gives the word for a slot
Part = str | tuple[str] | list["Template"]  # plain words, a slot, a choice
Template = tuple[Part, ...]


@cache
def told(name: str) -> dict[str, Any]:
    """Return one of the TOML files beside this one."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def template(text: str) -> Template:
    """Return a text cut into plain words, slots and choices."""
    parts: list[Part] = []
    end = 0
    for mark in _MARKS.finditer(text):
        parts.append(text[end : mark.start()])
        end = mark.end()
        slot = mark.group(2)
        parts.append((slot,) if slot else [template(choice) for choice in mark.group(1).split("|")])
    return (*parts, text[end:])


def spoken(text: str, dice: Dice, say: Say) -> str:
    """Return a text with every choice made and every slot filled."""
    return _spoken(template(text), dice, say)


def _spoken(parts: Template, dice: Dice, say: Say) -> str:
    said = []
    for part in parts:
        if isinstance(part, str):
            said.append(part)
        elif isinstance(part, tuple):
            said.append(say(part[0]))
        else:
            said.append(_spoken(dice.pick(part), dice, say))
    return "".join(said)
