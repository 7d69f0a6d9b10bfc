"""Every sentence for members, officers and leaders is made in wording/, and stands in every language's catalogue."""

import re
from collections.abc import Iterator

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from metrics import all_measures
from tests.house.sentences import sentences
from tests.lanes import ROOT
from wording import corrections, counts, reasons
from wording.catalogue import Message, messages
from wording.language import CATALOGUES, DEFAULT, languages

NAME = re.compile(r"\{(\w+)\}")
MAKES_NO_SENTENCE = (
    "dashboard/**/*.py", "metrics/**/*.py", "store/published*.py", "pipelines/measure/*.py", "pipelines/publish/*.py",
    "pipelines/cli/show.py",
)  # fmt: skip

# What reads like words and is none for members, officers or leaders. A file alone stands for all of it.
ASIDE = {
    "dashboard/front/cookies.py": ("{}={}; Path", "{}; Max-Age", "a header that browsers read"),
    "dashboard/front/headers.py": ("default-src", "a policy that browsers read"),
    "dashboard/front/secrets.py": ("", "for whoever starts the server"),
    "dashboard/front/places.py": ("{}:{} in {}", "a line of the server's log"),
    "dashboard/ui/trend.py": (" runs", " now", "names of styles"),
    "metrics/asks.py": ("", "words of measures, which are in the catalogue"),
    "metrics/story.py": ("", "the language that stories are written in, for who writes a measure"),
    "pipelines/measure/outcomes.py": ("not seen", "a count as it is published"),
    "pipelines/measure/states.py": ("declared away", "a state as it is published"),
    "pipelines/measure/unlabelled.py": ("", "pieces of a query"),
    "pipelines/measure/steps.py": ("labelled {} messages", "how far a run is, for administrators"),
}


def catalogue(language: str) -> Catalog:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def told(found: Catalog) -> dict[Message, tuple[str, ...]]:
    """Return each message of a catalogue that is translated, with its forms."""
    return {
        tuple(one.id) if isinstance(one.id, (list, tuple)) else one.id: texts(one.string)
        for one in found
        if one.id and all(texts(one.string)) and not one.fuzzy
    }


def written_elsewhere() -> Iterator[tuple[str, int, str]]:
    """Yield every text for people that isn't made in wording/, with its file and line."""
    for pattern in MAKES_NO_SENTENCE:
        for path in sorted(ROOT.glob(pattern)):
            file = path.relative_to(ROOT).as_posix()
            for line, text in sentences(path.read_text("utf-8")):
                yield file, line, text


def is_aside(file: str, text: str) -> bool:
    return any(text.lstrip().startswith(sign.lstrip()) for sign in ASIDE.get(file, ())[:-1])


# The catalogues


def test_the_catalogue_holds_todays_messages_and_no_other() -> None:
    assert set(told(catalogue(DEFAULT))) == set(messages()), "Run: python -m wording.catalogue"


def test_english_is_what_the_code_says() -> None:
    differ = {id_: forms for id_, forms in told(catalogue(DEFAULT)).items() if forms != texts(id_)}

    assert differ == {}


@pytest.mark.parametrize("language", languages())
def test_a_translation_is_whole(language: str) -> None:
    """A message that is missing, or whose English has changed since, would stand in English among the others."""
    missing = [
        one.id
        for one in catalogue(language)
        if one.id
        and (one.fuzzy or not all(one.string if isinstance(one.string, (tuple, list)) else [one.string]))
    ]

    assert missing == []


@pytest.mark.parametrize("language", languages())
def test_a_translation_fills_in_the_names_that_the_english_does(language: str) -> None:
    differ = [
        (id_, form)
        for id_, forms in told(catalogue(language)).items()
        for form in forms
        if set(NAME.findall(form)) - {"n"} != set(NAME.findall(texts(id_)[-1])) - {"n"}
    ]

    assert differ == []


def test_a_message_that_is_made_of_a_measures_words_is_told_once_only() -> None:
    """One text can't be a message by itself and with plural forms: a catalogue keeps them under the same key."""
    alone = {message for message in messages() if isinstance(message, str)}
    with_forms = {message[0] for message in messages() if not isinstance(message, str)}

    assert alone & with_forms == set()


# Reasons


def test_a_reason_of_another_version_is_told_as_such_and_stops_no_page() -> None:
    [measure] = [one for one in all_measures() if one.id == "still-waiting"]
    gone = {"code": "a-code-that-went", "n": 3}

    assert reasons.occasion(measure, gone) == "worked out by another version of Two-Way"
    assert reasons.why(gone, {}) == "worked out by another version of Two-Way"


def test_there_are_words_for_every_correction_and_every_count_that_a_measure_names() -> None:
    for measure in all_measures():
        assert all(corrections.choice(kind) for kind in measure.marks)
        assert set(measure.beside) <= {*counts.all_words(), *measure.also}


# The scan


def test_no_sentence_for_people_is_made_elsewhere() -> None:
    found = [
        f"{file}:{line} {text!r}" for file, line, text in written_elsewhere() if not is_aside(file, text)
    ]

    assert found == []


def test_what_is_aside_is_still_there() -> None:
    there = {(file, text) for file, _, text in written_elsewhere()}
    idle = [
        (file, sign)
        for file, (*signs, _reason) in ASIDE.items()
        for sign in signs
        if not any(file == other and text.lstrip().startswith(sign.lstrip()) for other, text in there)
    ]

    assert idle == []


@pytest.mark.parametrize(
    "source",
    [
        'told = "Nobody is waiting."',
        'told = f"{number} waiting"',
        'told = f"after {wait}"',
        'NAMES = {"week": "This week"}',
        'told = count + " more" if count else ""',
        'told = " and ".join(parts)',
        'el("p", "Unknown")',
        'el("a", mark, aria_label="Open")',
        'el("p", *(["Here"] if here else []))',
        'join(name, f"({number:,} left)")',
        'st.button("Go", key="go")',
        'st.pills(literal(label), ["Met"])',
        'st.text_input(label, help="Kept")',
        'st.title(literal("Scorecards"))',
        'raise NotForYou("Nothing")',
        'def f():\n    "A docstring is none."\n    return "This one is."',
    ],
)
def test_the_scan_finds_a_sentence(source: str) -> None:
    assert len(sentences(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""What a file is for."""',
        'def f():\n    """Return what there is."""',
        'db.execute("select member, label from results where member = ?")',
        'el("p", told, class_="post own")',
        'el("i", style=f"left:{x:.1f}%;width:{y}%")',
        'st.container(key="week cards")',
        'st.session_state.get(f"at {group}", 1)',
        'raise StoreTrouble("Nothing has been published yet. Run: python -m pipelines measure")',
        'WORD = re.compile("[a-z]+ [a-z]+")',
        'MEASURE = Measure(title="Questions answered within a day")',
        'el("p", frame.promise(), " · ", f"{number:,}")',
        'st.switch_page(PAGES / "week.py")',
    ],
)
def test_the_scan_leaves_the_rest_alone(source: str) -> None:
    assert sentences(source) == []
