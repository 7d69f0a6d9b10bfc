"""Language, copies, forms, and the answer of the `label` command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels import (
    HANDLE,
    LINK,
    Shelf,
    copies,
    form,
    form_hash,
    grams,
    has_own_words,
    is_bilingual,
    label,
    label_item,
    language,
)
from labels.copy_words import SMALL, words_of
from labels.known_lines import known_lines
from labels.short_forms import SHORT

RELEASE = (
    "The council has approved plans to plant two thousand trees along the river path over the next three winters, "
    "with help from local schools and the wildlife trust."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mae'r biniau heb eu casglu eto", "cy"),
        ("The bins have not been collected", "en"),
        ("MAE'R BINIAU HEB EU CASGLU ETO", "cy"),
        ("Pam Evans sings tonight", "en"),
        ("Diolch yn fawr", "cy"),
        ("Ok thanks", "und"),
        ("@someone https://example.org/a/long/way", "und"),
    ],
)
def test_a_message_is_welsh_english_or_too_short_to_say(text, expected):
    assert language(text) == expected


def test_a_message_in_both_languages_is_noted():
    assert is_bilingual("Mae'r llyfrgell ar gau heddiw. The library is closed all day today.")
    assert not is_bilingual("The library is closed today. It opens again on Monday morning.")


def test_lines_quoted_inside_own_words_are_a_copy_and_the_passage_is_the_reason():
    passage = "plant two thousand trees along the river path over the next three winters"
    text = f"I have wanted this since I was elected in the spring. We will {passage}. Come and dig with me on Saturday!"

    (copy,) = copies(text, ["Nothing to do with it at all, not even a word.", RELEASE])

    assert copy.against == 1
    assert copy.passage == passage
    assert copy.shared == len(passage.split()) - 1 - 5 + 1  # two thousand is one word


def test_a_copy_with_a_link_added_and_case_changed_is_whole():
    (copy,) = copies(f"{RELEASE.upper()} https://example.org", [RELEASE])

    assert copy.contained == 1.0


def test_the_same_subject_in_other_words_is_no_copy():
    assert (
        copies(
            "Two thousand trees for our river! Schools are helping to plant them, what a lovely idea.",
            [RELEASE],
        )
        == []
    )


def test_a_shared_address_or_date_is_no_copy():
    address = "12 1 2026 14 30 16 45 22 07 31 the hall"
    mine = (
        "I'll be at this one with cake and a kettle, so come and say hello to me and bring whoever wants a chat "
        f"about the trees or the buses or the market or anything else at all {address}"
    )
    agenda = "Agenda and reports pack of the planning committee for members of the press and the wider public"

    assert copies(mine, [f"{agenda} {address} {RELEASE}"]) == []


def test_what_everybody_says_is_boilerplate_not_a_copy():
    line = "please follow the council page for more updates on this great subject"
    some, many = (
        Shelf([f"{line} number {n}" for n in range(others)] + [f"{line} thanks"]) for others in (200, 201)
    )

    assert some.copy(200, 0)
    assert many.copy(201, 0) is None


def test_what_one_source_says_time_and_again_is_boilerplate():
    line = "come and see us at the depot where the kettle is always on"
    others = [f"A story number {n} all about something else, told once and never again." for n in range(60)]

    def found(times: int, of: int) -> bool:
        texts = [line] * times + others[: of - times] + [f"As they say, {line}."]
        return Shelf(texts, ["council"] * of + ["jo"]).copy(of, 0) is not None

    assert found(2, 2)  # fewer than 3
    assert found(3, 60)  # a twentieth, and no more
    assert not found(3, 59)


def test_what_the_writer_said_before_is_no_evidence():
    line = "come and see us at the depot where the kettle is always on"
    shelf = Shelf([line, f"As they say, {line}."])

    assert shelf.copy(1, 0)
    assert shelf.copy(1, 0, is_own=set(grams(line).tolist()).__contains__) is None


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("Twelve thousand homes & 34 per cent", "12,000 homes and thirty-four %"),
        ("Meet on Denby Road on Wednesday at 6 pm", "Meet on Denby Rd on Weds at 6pm"),
        ("The pools' tenants don't pay", "The pol tenant dont pay"),
    ],
)
def test_words_are_compared_however_they_are_written(written, copied):
    assert [word.said for word in words_of(written).words if not word.is_small] == [
        word.said for word in words_of(copied).words if not word.is_small
    ]


def test_small_words_that_the_copier_dropped_break_no_run():
    source = (
        "The fence by the canal will be mended in the spring, the lamps are to follow and a bench is planned."
    )
    mine = "Fence by canal mended in spring, lamps to follow, bench is planned."

    (copy,) = copies(mine, [source])

    assert copy.passage == mine.rstrip(".")
    assert mine[copy.start : copy.end] == copy.passage


@pytest.mark.parametrize(
    "line",
    [
        "Printed and promoted by A. Ndlovu on behalf of the Elm Party, both at 3 Fern Row, Anytown, AT1 2AB",
        "To report a lamp ring the lighting team on 01632 960123 or email lamps@example.org",
        "We meet at the Old Corn Exchange, 14 Market Street, Anytown, AT1 2AB",
        "Ash Row, Beech Lane, Cedar Close, Elm Drive, Fern Hill and Gorse Way",
        "Monday to Friday from 9 am to 5 pm, Saturday from 10 am to 1 pm and Sunday from noon to 4 pm",
        "#Anytown #Elm #Fern #OneTown #Spring #Summer #Autumn #Winter #Morning #Noon #Night",
        "Members of the public are welcome to attend in person or watch online",
        "Erection of a two storey side extension and conversion of the garage to a habitable room",
        "They shall grow not old, as we that are left grow old",
        "Ymddiheurwn am unrhyw anghyfleustra a diolch am eich amynedd a'ch dealltwriaeth",
    ],
)
def test_what_texts_share_by_their_kind_is_no_copy(line):
    assert (
        copies(f"What a day it was at ours, what with the rain. {line}", [f"{line}. See you all soon."]) == []
    )


def test_a_line_that_is_said_everywhere_is_known_once_and_of_a_length_that_can_be_told():
    lines = known_lines()

    assert len(lines) == len({line.lower() for line in lines})
    assert [line for line in lines if not 6 <= len(line.split()) <= 40] == []


@pytest.mark.parametrize(
    "line",
    [
        "Your feedback is important to us and will help to shape future services",
        "Never drive or walk through flood water: just thirty centimetres of fast flowing water can move a car",
        "Mae eich barn yn bwysig i ni a bydd yn ein helpu i lunio gwasanaethau yn y dyfodol",
    ],
)
def test_who_writes_what_is_said_everywhere_copies_nobody(line):
    assert (
        copies(f"What a day it was at ours, what with the rain. {line}", [f"{line}. See you all soon."]) == []
    )


def test_grams_are_the_same_on_every_machine():
    assert [int(gram) for gram in grams("one two three four five")] == [ONE_TO_FIVE]


ONE_TO_FIVE = 7800817788933208659


@pytest.mark.parametrize("shape", ["", "a", "a " * 9, "the cat sat on the mat " * 40])
def test_repetition_and_emptiness_harm_nothing(shape):
    assert isinstance(copies(shape, [shape, RELEASE]), list)


def test_a_reply_sent_to_ten_people_has_one_form():
    one = "@ann.jones Thanks Ann! Reported, ref 1234. https://example.org/a"
    other = "@bob@example.social thanks   ANN - reported (ref 99)"

    assert form(one) == form(other) == "thanks ann reported ref"
    assert form_hash(one) == form_hash(other) != ""


def test_an_empty_form_has_no_hash():
    assert form("@someone https://example.org 42 !!") == ""
    assert form_hash("@someone https://example.org 42 !!") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@someone https://example.org/words", False),
        ("www.example.org", False),
        ("@user@example.social", False),
        ("!!! 👍", False),
        ("7", True),
        ("@someone yes", True),
        ("ann@example.org", True),
        ("", False),
    ],
)
def test_a_quote_has_own_words_when_a_letter_or_digit_is_left(text, expected):
    assert has_own_words(text) is expected


def test_links_and_handles_are_told_from_mail_addresses():
    assert HANDLE.findall("@a.b-c, @user@host.org! .@x mail@example.org") == [
        "@a.b-c",
        "@user@host.org",
        "@x",
    ]
    assert LINK.findall("see www.example.org or HTTPS://example.org/?a, awww.cute") == [
        "www.example.org",
        "HTTPS://example.org/?a,",
    ]


@given(st.text(max_size=200))
def test_a_form_of_a_form_is_itself(text):
    assert has_own_words(text) or not any(sign.isalpha() for sign in form(text))


def test_a_residents_message_gets_exactly_its_keys():
    found = label("Pryd fydd y biniau'n cael eu casglu", "resident")

    assert set(found) == {"label", "language", "reasons"}
    assert (found["label"], found["language"]) == ("ask", "cy")
    assert "Pryd fydd" in found["reasons"]["label"]


def test_a_members_post_gets_exactly_its_keys():
    found = label(f"What do you think? {RELEASE}", "member", against=["", RELEASE])

    said = {"invites", "seeks_views", "reports_back", "credits", "corrects"}
    assert set(found) == {*said, "language", "copies", "reasons"}
    assert found["invites"] is True
    assert found["corrects"] is False
    assert found["copies"][0]["against"] == 1
    assert set(found["reasons"]) >= {"invites", "copies"}


@pytest.mark.parametrize(
    "item",
    [
        [],
        "text",
        None,
        {},
        {"text": "hello", "author": "mayor"},
        {"text": 3, "author": "member"},
        {"author": "resident"},
        {"text": "hello", "author": "resident", "context": "reply"},
        {"text": "hello", "author": "member", "against": "a text"},
        {"text": "hello", "author": "member", "against": [1]},
        {"text": "hello", "author": ["member"]},
    ],
)
def test_a_bad_line_is_refused_in_one_clear_line(item):
    with pytest.raises(ValueError, match="must be") as trouble:
        label_item(item)

    assert "\n" not in str(trouble.value)


def test_a_line_of_the_label_command_is_labelled():
    assert (
        label_item({"text": "More benches please", "author": "resident", "context": "reply-to-question"})[
            "label"
        ]
        == "nothing"
    )
    assert (
        label_item({"text": "More benches please", "author": "resident", "context": None})["label"] == "ask"
    )


ADVICE = (
    "Never leave a pan alone on the hob, check your smoke alarm every week and keep your doors shut at night."
)
NEWS = "A retired baker of ninety has knitted four hundred hats for the crew of the Ferry."


def test_advice_is_no_copy_by_itself_but_is_where_what_stands_beside_it_was_taken_too():
    release = f"{NEWS} {ADVICE}"

    assert copies(f"Our street had a fire on Sunday, all out safe, thank God. {ADVICE}", [release]) == []
    assert copies(f"{NEWS} {ADVICE}", [release])
    assert copies(ADVICE, [ADVICE])


@pytest.mark.parametrize(
    "text",
    [
        "Blimey: a retired baker of ninety has crocheted four hundred hats for the crew of the Ferry",
        "Blimey: a retired baker of ninety has knitted three hundred hats for the crew of the Ferry",
    ],
)
def test_one_word_that_was_swapped_does_not_end_a_run(text):
    assert copies(text, [NEWS])


def test_where_and_when_is_no_copy():
    venue = "at Hallow Village Hall, Mill Lane, on Tuesday 4 March from 6.30pm to 8pm, doors open at 6pm"

    assert (
        copies(f"Come and shout at me {venue}. Bring cake", [f"The inquiry into the weir will sit {venue}."])
        == []
    )


def test_no_small_word_is_a_short_form_but_those_of_text_speak():
    assert SHORT.keys() & SMALL == {"r", "u"}
