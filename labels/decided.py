"""What a message is, by the rules and by a small linear model that reads its words beside what the rules say.

The rules alone know the words that somebody thought of; the model has weighed those of thousands of messages. It
decides, and a reason is the rule's where the rule says so too, else the words that weighed most. Of messages whose
words the model doesn't know the rules decide alone.
"""

from collections.abc import Mapping
from functools import lru_cache

from labels import said
from labels.language import leans_welsh
from labels.model import model
from labels.rules import ask
from labels.words import NO, Found, Words, read

READS_LIKE = {
    "ask": "reads like a question or request:",
    "report": "reads like a report of trouble:",
    "thanks": "reads like thanks or closing:",
    "nothing": "reads like nothing to answer:",
    "invites": "reads like an invitation:",
    "seeks_views": "reads like a question of views:",
    "reports_back": "reads like reporting back:",
    "credits": "reads like credit:",
    "corrects": "reads like owning up:",
}
# Rules that rest on more than words, or on words that always say so.
SURE = frozenset({"survey_link", "set_rhetoric", "bare_question"})
GAMES = frozenset({"quiz", "contest"})  # which seek no views, whatever else they say
# In English and in Welsh, in which mutations make unknown words of known ones. What residents asked and members did is
# held against people, and of another world than that of the messages it learnt from a model is surer than it is right.
# AGAINST_THE_RULE times the share of unknown words is how far above its threshold it must be where the rule says no;
# beyond MOST_UNKNOWN of a message's words the rules decide alone. How the surety was chosen: docs/decisions.md.
AGAINST_THE_RULE = {"residents": (3.0, 0.0), "members": (8.0, 0.0)}
MOST_UNKNOWN = (0.3, 0.5)
FEWEST_KNOWN = 3  # different words: of fewer the rules decide alone what a member's post says
MODEL = "model"


@lru_cache(maxsize=64)
def of_member(text: str) -> Mapping[str, Found]:
    """Return what a member's message says: `invites`, `seeks_views`, `reports_back`, `credits`, `corrects`."""
    words = read(text)
    by_rule = said.by_rules(text)
    if not ask.WORD.search(words.plain):
        return {label: found if found.rule in SURE else NO for label, found in by_rule.items()}
    in_welsh = leans_welsh(words.plain)
    scores = model("members").scores(words, said.of_member(words, by_rule), in_welsh=in_welsh)
    if scores.unknown > MOST_UNKNOWN[in_welsh] or scores.known < FEWEST_KNOWN:
        return by_rule
    decided = {}
    for label, found in by_rule.items():
        least = 0.0 if found.value == "yes" else AGAINST_THE_RULE["members"][in_welsh] * scores.unknown
        if scores.by_label[label] > least or found.rule in SURE:
            decided[label] = (
                found
                if found.value == "yes"
                else Found("yes", MODEL, READS_LIKE[label], scores.words_for(label, words))
            )
        else:
            decided[label] = NO
    else_wanted = by_rule["seeks_views"]
    if else_wanted.rule in GAMES or (not decided["seeks_views"] and else_wanted.value != "yes"):
        decided["seeks_views"] = else_wanted  # a quiz, a contest, a request for reports, or none
    if not decided["invites"] and decided["seeks_views"].value == "yes":
        decided["seeks_views"] = NO
    return decided


@lru_cache(maxsize=64)
def of_resident(text: str, *, answers_question: bool) -> Found:
    """Return what a resident's message is: ask, report, thanks or nothing."""
    words = read(text)
    found = ask.by_rule(text, answers_question=answers_question)
    if not ask.WORD.search(words.plain) or found.rule in SURE:
        return found
    in_welsh = leans_welsh(words.plain)
    by_rule = said.of_resident(words, found, answers_question=answers_question)
    scores = model("residents").scores(words, by_rule, in_welsh=in_welsh)
    if scores.unknown > MOST_UNKNOWN[in_welsh]:
        return found
    least = 0.0 if found.value == "ask" else AGAINST_THE_RULE["residents"][in_welsh] * scores.unknown
    may_ask = found.value == "ask" or not answers_question  # an idea put as a wish is an answer
    value = "ask" if may_ask and scores.by_label["ask"] > least else _else(scores.by_label)
    return found if value == found.value else _by_words(value, scores.words_for(value, words), words)


def _else(by_label: Mapping[str, float]) -> str:
    return max((label for label in by_label if label != "ask"), key=lambda label: by_label[label])


def _by_words(value: str, weighed: str, words: Words) -> Found:
    return Found(value, MODEL, READS_LIKE[value], weighed or words.plain[:40])
