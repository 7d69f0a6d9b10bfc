"""The paper, read by an independent checker of PDF/UA: whoever hears it must hear all of it, in order."""

import outloud
import pytest
import typst

from metrics.statistics.changes import Verdict
from summaries.content import content
from summaries.paper import paper
from summaries.scorecard import scorecard
from tests.summaries import scorecard_sample as sample
from tests.summaries.facts_sample import facts
from tests.summaries.test_what_it_says import longest
from wording.language import languages, reading_in

pytestmark = pytest.mark.commands

UNSURE = dict.fromkeys(("answered-within-a-day", "conversation-share"), Verdict.NOT_COMPARABLE)


def errors(path):
    """Return the errors that the checker finds in a file."""
    found = outloud.check(str(path))
    assert found.error is None
    return [one for one in found.findings if one.severity == "error"]


@pytest.mark.parametrize("some", [facts(), facts(UNSURE), longest()], ids=["usual", "unsure", "longest"])
def test_an_independent_checker_finds_no_error(some, tmp_path):
    (tmp_path / "summary.pdf").write_bytes(paper(content(some)))

    assert errors(tmp_path / "summary.pdf") == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "card",
    [sample.facts, sample.month, sample.shortest, sample.longest, sample.unseen],
    ids=lambda one: one.__name__,
)
def test_it_finds_none_on_a_scorecard(card, language, tmp_path):
    with reading_in(language):
        (tmp_path / "scorecard.pdf").write_bytes(paper(scorecard(card())))

    assert errors(tmp_path / "scorecard.pdf") == []


def test_the_checker_finds_what_is_wrong_with_others(tmp_path):
    (tmp_path / "bare.pdf").write_bytes(typst.compile(b"= Head", format="pdf", pdf_tags=False))

    assert errors(tmp_path / "bare.pdf") != []
