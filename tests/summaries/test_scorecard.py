"""A member's scorecard as it is handed out: what the screen shows, on two pages at most, and no verdict on anybody."""

import json
import re

import pymupdf
import pytest

from facts import DAY_US
from metrics import all_measures
from metrics.measure import Audience
from summaries.pages import page
from summaries.paper import paper
from summaries.scorecard import scorecard
from tests import pdf
from tests.summaries import scorecard_sample as sample
from tests.summaries.html import Read
from tests.summaries.scorecard_sample import AS_OF_US, facts
from wording.language import DEFAULT, languages, reading_in

OWN = [one.id for one in all_measures() if one.audience is Audience.MEMBER]
CARDS = {one.__name__: one for one in (facts, sample.month, sample.shortest, sample.longest, sample.unseen)}
FEWEST_LINES = 5  # on a last page: less of it would look like a mistake of the printer


def figures(told):
    """Return the figures of a scorecard by measure, in order."""
    return {one["id"]: one for part in told["parts"] for line in part["lines"] for one in line["figures"]}


def words(told):
    """Return all that a scorecard says, as its page shows it."""
    return re.sub(r"\s+", " ", Read(page(told)).shown)


def test_each_measured_line_stands_in_the_guidances_order_with_its_number_its_n_and_its_range():
    some = facts()

    told = scorecard(some)

    lines = [line["words"] for part in told["parts"] for line in part["lines"]]
    measured = [one["words"]["en"] for one in some["guidance"]["lines"] if one["measures"]]
    assert lines == measured
    share = figures(told)["answered-within-a-day"]
    assert share["number"] == "76%"
    assert share["told"] == "28 of 37 questions. 95% range 61% to 84%."
    wait = figures(told)["typical-wait"]
    assert (wait["number"], wait["told"]) == ("2.6 hours", "37 questions. 95% range 2.1 to 3.9 hours.")


def test_what_public_posts_cant_show_is_one_short_list():
    some = facts()

    told = scorecard(some)

    unseen = [one["words"]["en"] for one in some["guidance"]["lines"] if not one["measures"]]
    assert told["unseen"] == unseen
    assert len(unseen) > 3


def test_a_measure_that_two_lines_name_is_told_in_full_once():
    told = scorecard(facts())

    says = [line for part in told["parts"] for line in part["lines"] if line["above"]]
    assert "Posts that are conversation: 76%" in [one for line in says for one in line["above"]]
    assert words(told).count("posts and replies. 95% range") == 1


def test_what_is_for_the_members_eyes_only_stands_on_nobody_elses_paper():
    assert OWN
    own, for_others = scorecard(facts()), scorecard(facts(is_own=False))

    assert set(OWN) <= set(figures(own))
    assert not set(OWN) & set(figures(for_others))
    assert "Long exchanges" not in words(for_others)
    assert own["heads"]["waiting"] == "Residents waiting for you"
    assert for_others["heads"]["waiting"] == "Residents waiting"


def test_nobody_is_scored_ranked_or_called_better_or_worse():
    for told in (scorecard(card()) for card in CARDS.values()):
        said = words(told).lower().replace("there is no score and no rank", "").replace("scorecard", "")

        assert not re.search(r"\b(score|rank|better|worse|improved|best|average|league|percentile)\b", said)


def test_who_waits_is_counted_and_dated_and_no_word_of_theirs_is_printed():
    told = scorecard(facts(now=sample.waits(14, 9, new=1, lost=2)))

    assert told["waits"][:3] == [
        "2 questions are waiting for an answer.",
        "1 new question.",
        "2 were waiting when we last saw the account.",
    ]
    assert told["longest"] == [
        "Asked 13 November on Bluesky, 14 days ago",
        "Asked 18 November on Bluesky, 9 days ago",
    ]
    assert (told["try"], told["because"]) == (
        "Answer the resident who has waited longest.",
        "Asked 14 days ago.",
    )


def test_a_question_that_was_out_of_sight_says_up_to_when_it_was_seen():
    now = sample.waits(9)
    now["longest"][0]["seen_until_us"] = AS_OF_US - 5 * DAY_US

    told = scorecard(facts(now=now))

    assert told["longest"] == ["Asked 18 November on Bluesky, 9 days ago; no answer seen up to 23 November"]


def test_of_whoever_is_away_nothing_is_asked():
    told = scorecard(facts(now=sample.waits(9) | {"away_until_us": AS_OF_US + 8 * DAY_US}))

    assert told["try"] == ""
    assert "Declared away until 5 December." in told["about"]
    assert told["because"].startswith("Nothing is asked of a member who is away.")
    assert told["heads"]["waiting"] == "Residents waiting"


def test_a_month_that_is_over_tells_nothing_of_now():
    told = scorecard(sample.month())

    assert told["well"].startswith("Went well in October 2026: 28 of 37 questions")
    assert (told["try"], told["waits"], told["longest"]) == ("", [], [])
    assert told["because"].endswith("stand in the scorecard of the last 90 days.")


def test_a_count_of_90_days_is_not_set_beside_months_and_a_share_is():
    now, month = figures(scorecard(facts())), figures(scorecard(sample.month()))

    assert now["answered-within-a-day"]["earlier"].startswith("Most earlier months: 69% to")
    assert now["feedback-loops"]["earlier"] == ""
    assert month["feedback-loops"]["earlier"].startswith("Most earlier months:")


def test_one_reason_is_said_once_and_a_number_never_stands_for_what_was_not_seen():
    told = scorecard(sample.unseen())

    said = words(told)
    assert said.count("its server allowed no more calls.") == 1 + 1  # of the figures, and of the account
    assert "For the same reason as “Questions answered within a day”." in said
    assert all(one["number"] == "" and one["none"] == "Unknown." for one in figures(told).values())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("card", CARDS)
def test_paper_is_two_pages_at_most_without_a_stray_line_and_in_letters_of_12_point(card, language):
    with reading_in(language):
        told = scorecard(CARDS[card]())

    with pymupdf.open(stream=paper(told)) as opened:
        pages = [one.get_text("dict")["blocks"] for one in opened]
        right = opened[0].rect.width
    assert len(pages) <= 2
    spans = [
        [span for block in one for line in block.get("lines", ()) for span in line["spans"]] for one in pages
    ]
    body = [span for span in spans[-1] if span["bbox"][3] < 770]  # above the foot
    assert len({round(span["origin"][1]) for span in body}) >= FEWEST_LINES
    written = [span for one in spans for span in one if span["text"].strip()]
    assert min(span["size"] for span in written) >= 11.99
    assert max(span["bbox"][2] for span in written) <= right - 40


@pytest.mark.parametrize("card", CARDS)
def test_paper_and_page_say_the_same(card):
    told = scorecard(CARDS[card]())

    on_paper = re.sub(r"[\s\u00ad-]+", "", pdf.text(paper(told)))
    on_page = re.sub(r"[\s-]+", "", words(told))

    for one in figures(told).values():
        for part in ("number", "none", "told"):
            text = re.sub(r"[\s-]+", "", one[part])
            assert text in on_page
            assert text in on_paper


def test_the_same_facts_give_the_same_bytes_and_survive_json():
    some = facts()

    assert json.loads(json.dumps(some)) == some
    assert paper(scorecard(some)) == paper(scorecard(json.loads(json.dumps(some))))
    assert page(scorecard(some)) == page(scorecard(some))


@pytest.mark.parametrize("language", languages())
def test_an_invented_council_and_a_draft_translation_are_said_so(language):
    with reading_in(language):
        told, signed = scorecard(facts()), scorecard(facts(languages_signed=[language], is_invented=False))

    assert bool(told["draft"]) == (language != DEFAULT)
    assert signed["draft"] == ""
    assert len(told["about"]) > len(signed["about"])
