"""What a member's post does: invites, credits, corrects. And the words that once fooled a rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels import corrects, credits, invites, reports_back
from labels.rules.invites import by_rule as invites_by_rule

INVITES = [
    "What do you think of the new crossing?",
    "Tell me which bus stop needs a shelter",
    "Our parks survey is open until Friday",
    "Send me your ideas for the empty shop",
    "Have your say on the library: https://example.org/haveyoursay",
    "The form: https://forms.office.com/r/abc",
    "Beth yw eich barn am y parc newydd",
]
NO_INVITES = [
    "Did you know the tip is open until eight?",
    "Who could have guessed?",
    "RT if you think we need a bypass",
    "A new poll shows residents like parks. Great news",
    "The polling station is at the chapel",
    "Thank you for your views on the market",
    "How many trees? One thousand!",
]
CREDITS = [
    "Thanks to the volunteers who cleared the beck",
    "Great article by Jo Byrne on rural buses",
    "h/t @someone for the map",
    "Photo: Jo Byrne",
    "RT @someone: the brook is up again",
    "First responders at Elm Court were brilliant last night",
    "Diolch i staff y llyfrgell",
]
NO_CREDITS = [
    "Universal Credit advice at the hall on Monday",
    "RT if you think it too",
    "Thank you for your patience during the works",
    "My surgery is on Friday at six",
    "The credit union is open late",
]
CORRECTS = [
    "I was wrong about the bus times",
    "Correction: the meeting is on Thursday",
    "I gave the wrong date yesterday, sorry",
    "I should have checked before posting",
    "My last post was incorrect and I have deleted it",
    "Mae'n ddrwg gen i, roedd y dyddiad yn anghywir",
]
NO_CORRECTS = [
    "Our troops came home today",
    "Politically correct nonsense, says the leader",
    "Sorry for your loss",
    "Sorry for any inconvenience during the works",
    "The minister was wrong about buses",
    "I was not wrong about buses",
]
YES = [(invites, INVITES), (credits, CREDITS), (corrects, CORRECTS)]
NO = [(invites, NO_INVITES), (credits, NO_CREDITS), (corrects, NO_CORRECTS)]
SAID_YES = [(rule, text) for rule, texts in YES for text in texts]
SAID_NO = [(rule, text) for rule, texts in NO for text in texts]


@pytest.mark.parametrize(("rule", "text"), SAID_YES)
def test_a_rule_finds_what_it_is_for(rule, text):
    found = rule(text)

    assert found
    assert found.words in text


@pytest.mark.parametrize(("rule", "text"), SAID_NO)
def test_a_rule_leaves_the_rest_alone(rule, text):
    assert not rule(text)


@pytest.mark.parametrize("rule", [invites, credits, corrects])
@pytest.mark.parametrize(
    "text",
    [
        "Pakistan won the cricket at Scunthorpe",
        "Troops home for Christmas",
        "Scunthorpe in bloom, Pakistan in the final",
    ],
)
def test_words_inside_words_never_fire(rule, text):
    assert not rule(text)


@given(st.sampled_from(SAID_YES + SAID_NO))
@settings(deadline=None)
def test_links_leading_handles_and_case_change_no_label(story):
    rule, text = story
    before = bool(rule(text))

    assert bool(rule(f"{text} https://example.org/?a=what?")) == before
    assert bool(rule(f"@someone {text}")) == before
    assert bool(rule(text.upper())) == bool(rule(text.lower())) == before


@given(st.text(max_size=200))
@settings(deadline=None)
def test_a_found_label_always_quotes_the_post(text):
    for rule in (invites, credits, corrects):
        found = rule(text)
        assert found.words in text
        assert bool(found) == bool(found.words)


@pytest.mark.parametrize(
    "text",
    [
        "His comments about women please nobody",
        "No comments about politics please",
        "Her ideas on housing please the developers",
        "Don't bother telling me your views on it",
    ],
)
def test_please_as_a_verb_and_views_that_nobody_wants_invite_nobody(text):
    assert invites_by_rule(text).value == "no"


def test_a_link_to_a_survey_invites_before_any_word_does():
    assert invites_by_rule("Have your say: https://example.org/survey/x").rule == "survey_link"


@pytest.mark.parametrize("text", ["2", "2 2 2", "bf cj", "a+a+a+a+a+a", "Hm"])
@pytest.mark.parametrize("rule", [invites, credits, corrects, reports_back])
def test_of_hardly_any_words_the_model_says_nothing(rule, text):
    assert rule(text).value == "no"
