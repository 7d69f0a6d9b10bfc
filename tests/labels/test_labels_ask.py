"""What a resident's message is: stories, and what must never change it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels import ask, credits
from labels.rules.ask import by_rule

QUESTIONS_AND_REQUESTS = [
    "When is bin day on Acer Road?",
    "how do i get a blue badge",
    "Can ye tell me whit time the dump shuts",
    "Cheers for that. Any chance of a second bin",
    "Please get the pothole by the school filled",
    "I'd be grateful for an update on the footbridge",
    "Not sure who to ask about the allotments",
    "The bus never came. Why",
    "Which day do you empty the glass bank",
    "Just wondering if the baths open on Sunday",
    "Lovely to meet you. One more thing: is the hall heated",
]
WELSH_ASKS = [
    "Pryd fydd y pwll nofio yn agor",
    "Oes modd trwsio'r golau ar Stryd y Bont",
    "Gallwch chi ddweud wrtha i pwy sy'n gyfrifol am y parc",
    "Sut mae cael bin newydd",
    "Pam mae'r ffordd ar gau",
    "Faint mae'r neuadd yn ei gostio",
    "A oes lle i barcio",
    "Hoffwn wybod ble mae'r cyfarfod",
    "Fedrwch chi helpu efo'r sŵn",
]
REPORTS = [
    "The bins have not been emptied for three weeks.",
    "Thanks for nothing, we sat in the dark all night",
    "How many more crashes before you lot do something?",
    "What's the point of telling the council anything?",
    "Do you even read these?",
    "Thank you for coming out but the drain is still blocked",
]
THANKS = [
    "Thank you so much, all sorted now!",
    "Cheers Cllr",
    "Diolch yn fawr i chi",
    "The light is working again, ta",
]
NOTHING = [
    "I grew up on that street",
    "What a lovely picture",
    "When I was at school there was a tram",
    "Pam runs the book stall and makes the cakes",
    "👍👍",
    "https://example.org/?what=this",
]


@pytest.mark.parametrize("text", QUESTIONS_AND_REQUESTS)
def test_a_question_or_request_is_an_ask_with_or_without_its_mark(text):
    assert ask(text).value == "ask"


@pytest.mark.parametrize("text", WELSH_ASKS)
def test_a_welsh_ask_without_a_question_mark_is_found(text):
    found = ask(text)

    assert found.value == "ask"
    assert found.rule.startswith("welsh")


@pytest.mark.parametrize("text", REPORTS)
def test_trouble_and_rhetoric_are_reports_not_asks(text):
    assert ask(text).value == "report"


@pytest.mark.parametrize("text", THANKS)
def test_thanks_are_thanks(text):
    assert ask(text).value == "thanks"


@pytest.mark.parametrize("text", NOTHING)
def test_banter_memories_and_bare_links_are_nothing_to_answer(text):
    assert ask(text).value == "nothing"


@pytest.mark.parametrize(
    "text", ["The park?", "More benches please", "A crossing would be great", "How about a café"]
)
def test_an_answer_to_the_members_own_question_is_no_ask(text):
    assert ask(text, answers_question=True).value == "nothing"


@pytest.mark.parametrize("text", ["The park. When does it open?", "Option A. Also can you ring my mum"])
def test_an_answer_that_also_asks_is_an_ask(text):
    assert ask(text, answers_question=True).value == "ask"


def test_an_ask_beside_rhetoric_is_still_an_ask():
    assert ask("Do you even read these? When will the road be gritted?").value == "ask"


def test_a_question_mark_inside_somebody_elses_words_asks_nothing():
    assert ask('My gran always said "who are you?" to the postman').value == "nothing"


def test_a_question_mark_inside_a_link_asks_nothing():
    assert ask("We saw it here https://example.org/watch?v=1").value == "nothing"


def test_a_masked_handle_is_a_handle():
    assert ask("@someone @someone is the tip open today").value == ask("is the tip open today").value == "ask"


def test_the_reason_says_which_words_fired():
    found = ask("Hi Cllr, how do I report a pothole")

    assert found.rule == "question_word"
    assert found.reason == "question-word opening 'how do'"


EVERY_STORY = QUESTIONS_AND_REQUESTS + WELSH_ASKS + REPORTS + THANKS + NOTHING
WORDS = st.sampled_from(
    [
        "can",
        "you",
        "please",
        "when",
        "is",
        "the",
        "bin",
        "pothole",
        "thanks",
        "but",
        "still",
        "not",
        "why",
        "how",
        "many",
        "any",
        "news",
        "@someone",
        "#help",
        "don't",
        "diolch",
        "pryd",
        "mae'r",
        "oes",
        "modd",
        "?",
        "!",
        ".",
        ",",
        "👍",
        "what",
        "a",
        "shambles",
        "&amp;",
        "“quoted”",
        "I",
        "know",
        "who",
        "to",
        "ask",
        ":(",
        "3",
        "weeks",
    ]
)
MESSAGES = st.sampled_from(EVERY_STORY) | st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=120)


@given(MESSAGES)
@settings(max_examples=300, deadline=None)
def test_a_link_with_a_question_mark_never_changes_the_label(text):
    assert ask(f"{text} https://example.org/?a=b&c=what?").value == ask(text).value


@given(MESSAGES)
@settings(max_examples=300, deadline=None)
def test_a_leading_handle_never_changes_the_label(text):
    assert ask(f"@someone {text}").value == ask(text).value


@given(MESSAGES.filter(lambda text: text.upper().lower() == text.lower()))
@settings(max_examples=300, deadline=None)
def test_case_never_changes_the_label(text):
    assert ask(text.upper()).value == ask(text.lower()).value == ask(text).value


@given(MESSAGES)
@settings(max_examples=300, deadline=None)
def test_whatever_is_flagged_has_a_reason_in_the_messages_own_words(text):
    found = ask(text)

    assert found.reason
    if found.value != "nothing":
        assert found.words.strip()
        assert found.words in text


def test_what_follows_two_thousand_characters_is_not_read():
    assert ask("la " * 700 + "when is bin day?").value == "nothing"


def test_a_reason_survives_links_handles_entities_and_curly_quotes_before_it():
    text = "@bob https://example.org/?x &amp; “so”  what’s   #happening with the pool"

    found = ask(text)

    assert found.value == "ask"
    assert found.words in text
    assert re.match("what’s", found.words)


@pytest.mark.parametrize(
    "text",
    [
        "What is the point of contact for planning?",
        "What is the use class of the old chapel?",
        "Who knew about the leak and when?",
        "Who cares for my mum when the day centre shuts?",
        "why bother voting, when is my bin coming?",
    ],
)
def test_a_question_that_begins_like_rhetoric_is_still_asked(text):
    assert ask(text).value == "ask"


@pytest.mark.parametrize(
    "text", ["What's the point?", "Who cares?", "Who do you think you are?", "Why bother."]
)
def test_a_whole_sentence_of_set_rhetoric_wants_no_answer_whatever_the_model_says(text):
    assert ask(text).value == "report"


@pytest.mark.parametrize(
    ("text", "rule"), [("The bus never came. Why", "bare_question"), ("Nobody rang. When?", "bare_question")]
)
def test_who_ends_with_a_bare_question_word_asks(text, rule):
    assert (ask(text).value, ask(text).rule) == ("ask", rule)


def test_a_question_that_the_writer_answers_is_not_sure_to_be_one():
    assert by_rule("They shut the library. Why? Because they don't care.").rule != "bare_question"


@pytest.mark.parametrize("names", [("Jane Parry", "Olu Adeyemi"), ("Bev Hughes", "Mohammed Iqbal")])
@pytest.mark.parametrize(
    "told", ["I told {} about the light weeks ago", "{} raised the flooding with me. The drain is now clear."]
)
def test_a_label_is_the_same_whoever_is_named(told, names):
    assert len({ask(told.format(name)).value for name in names}) == 1
    assert len({bool(credits(told.format(name))) for name in names}) == 1
