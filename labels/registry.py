"""Every text rule, found by walking this folder. To add one, add a file with a RULE in it."""

import importlib
import pkgutil
from functools import cache

import labels
from labels.rule import Rule


@cache
def by_id() -> dict[str, Rule]:
    """Return the RULE of every file here that has one, by its id, in the order in which they are asked."""
    modules = [
        importlib.import_module(f"labels.{found.name}") for found in pkgutil.iter_modules(labels.__path__)
    ]
    rules = [module.RULE for module in modules if hasattr(module, "RULE")]
    return {rule.id: rule for rule in sorted(rules, key=lambda rule: (rule.order, rule.id))}


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order in which they are asked."""
    return tuple(by_id().values())


def stored_rules() -> tuple[Rule, ...]:
    """Return the rules whose labels are kept."""
    return tuple(rule for rule in all_rules() if rule.is_stored)
