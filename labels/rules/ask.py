"""What a resident's message to a member is: an ask, a report of trouble, thanks, or nothing to answer.

Rule 0 is context: an answer to the member's own question is nothing to answer, unless it asks something too
(asks_too.py; question.py says which messages of the member's own ask something).
Rules 1 to 5 make an ask: a question mark, a question word or a verb that opens a sentence, an indirect
question, a request. Rule 6 sees through rhetoric. Rules 7 and 8 tell thanks from trouble when nothing is asked.
"""

import re
from functools import cache

from labels.language import leans_welsh
from labels.rules import ask_closing, ask_welsh
from labels.rules.ask_cues import Cue, cues
from labels.words import Found, Words, one_of, read

ANSWERS = "answers the member's own question"

WHY = {
    "question_mark": "question mark in",
    "question_word": "question-word opening",
    "verb_first": "verb-first opening",
    "any_news": "asks for news",
    "indirect": "indirect question",
    "embedded": "indirect question",
    "request": "request",
    "call_me": "request to get in touch",
    "urging": "urging",
    "suggestion": "suggestion",
    "welsh_question": "Welsh question-word opening",
    "welsh_verb_first": "Welsh verb-first opening",
    "welsh_indirect": "Welsh indirect question",
    "welsh_request": "Welsh request",
    "welsh_suggestion": "Welsh suggestion",
}
ANSWERS_TOO = {"urging", "suggestion", "welsh_suggestion"}  # what people say when asked for their ideas
BARE = {"why", "when", "where", "how come", "what time"}  # who ends with nothing else wants to know
FEW_WORDS = 3  # "The park?" to the member's question is a hesitant answer

WORD = re.compile(r"[^\W_]")


def by_rule(text: str, *, answers_question: bool = False) -> Found:
    """Return what a resident's message is: ask, report, thanks or nothing; and the words that say so."""
    words = read(text)
    if not WORD.search(words.plain):
        return Found("nothing", "empty", "no words of its own")
    in_welsh = leans_welsh(words.plain)
    rhetoric = _compiled((ask_welsh if in_welsh else ask_closing).RHETORIC, ask_closing.TAG)
    first_rhetoric: Cue | None = None
    for cue in cues(words.plain, in_welsh=in_welsh):
        if answers_question and _is_answer(cue, words.plain):
            continue
        goes_on = cue.name == "question_mark" and first_rhetoric  # "Seriously? Here?" goes on as it began
        if not goes_on and not rhetoric.search(cue.sentence):
            is_bare = cue.sentence.rstrip(" ?!.") in BARE and not WORD.search(words.plain, cue.end)
            name = "bare_question" if is_bare else cue.name
            return Found("ask", name, WHY[cue.name], words.quote(cue.start, cue.end))
        first_rhetoric = first_rhetoric or cue
    if answers_question:
        return Found("nothing", "answer", ANSWERS)
    if first_rhetoric:
        is_set = _compiled(ask_closing.SET_RHETORIC).search(first_rhetoric.sentence)
        said = words.quote(first_rhetoric.start, first_rhetoric.end)
        return Found("report", "set_rhetoric" if is_set else "rhetoric", "rhetorical question", said)
    return _closing(words, in_welsh=in_welsh)


def _is_answer(cue: Cue, plain: str) -> bool:
    """Say whether a cue, in an answer to the member's question, is part of the answer."""
    if cue.name == "question_mark":
        return len(cue.sentence.split()) <= FEW_WORDS
    is_polite_idea = "request" in cue.name and cue.start == 0 and plain.startswith("pl")
    return cue.name in ANSWERS_TOO or is_polite_idea  # "Please keep the library open"


def _closing(words: Words, *, in_welsh: bool) -> Found:
    """Return what a message that asks nothing is."""
    rules = ask_welsh if in_welsh else ask_closing
    sour = _compiled(rules.SOUR).search(words.plain)
    trouble = _compiled(rules.TROUBLE, ask_closing.CROSS).search(words.plain)
    thanks = _compiled(rules.THANKS, ask_closing.CHEERFUL).search(words.plain)
    if sour:
        return Found("report", "sour_thanks", "thanks that mean the opposite", words.quote(*sour.span()))
    if thanks and not (trouble and _is_outweighed(words.plain, thanks)):
        return Found("thanks", "thanks", "thanks or closing", words.quote(*thanks.span()))
    if trouble:
        return Found("report", "trouble", "words of trouble", words.quote(*trouble.span()))
    return Found("nothing", "none", "no cue fired")


def _is_outweighed(plain: str, thanks: re.Match[str]) -> bool:
    """Say whether trouble comes after a `but`, or fills the message before a closing `thanks`."""
    however = _compiled(ask_closing.HOWEVER).search(plain)
    if however and _compiled(ask_closing.TROUBLE).search(plain, however.end()):
        return True
    if not ask_closing.THANKFUL.search(plain):
        return True  # "Lovely. Sewage in the brook again."
    return thanks.start() > len(plain) // 2 and not _compiled(ask_closing.SOLVED).search(plain)


@cache
def _compiled(pattern: str, signs: str = "") -> re.Pattern[str]:
    """Compile a pattern of words, tried where a word begins; and of signs, tried anywhere."""
    return re.compile(rf"(?<!\w){one_of(pattern)}" + (f"|{signs}" if signs else ""))
