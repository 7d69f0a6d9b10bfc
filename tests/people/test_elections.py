"""When nobody is named before an election: by law at the latest, by the council's word earlier, and no longer."""

from datetime import date

import pytest

from people.elections import Hold, PreElection, hold, of
from store.settings_file import BadSettings

POLL = date(2027, 5, 6)


@pytest.mark.parametrize(
    ("country", "today", "is_held"),
    [
        ("england", date(2027, 3, 30), False),
        ("england", date(2027, 3, 31), True),
        ("wales", date(2027, 3, 31), True),
        ("scotland", date(2027, 3, 24), True),
        ("england", POLL, True),
        ("england", date(2027, 5, 7), False),
        ("wales", date(2028, 4, 20), False),  # no turn of theirs
        ("england", date(2028, 4, 20), True),
    ],
)
def test_without_a_word_of_the_councils_it_is_from_the_notice_to_polling_day(country, today, is_held):
    assert bool(hold(country, PreElection(), today)) is is_held


def test_a_council_may_begin_earlier():
    chosen = PreElection(from_on=date(2026, 12, 15))

    assert hold("england", chosen, date(2026, 12, 20)) == Hold(from_on=date(2026, 12, 15), polling_on=POLL)


@pytest.mark.parametrize(("country", "from_on"), [("england", date(2026, 3, 1)), ("wales", date(2022, 3, 1))])
def test_a_beginning_that_was_set_for_a_former_election_holds_nothing_before_the_next(country, from_on):
    assert hold(country, PreElection(from_on=from_on), date(2027, 1, 10)) is None
    assert hold(country, PreElection(from_on=from_on), date(2027, 4, 10))


def test_a_council_that_names_its_days_has_no_others():
    chosen = PreElection(polling_on=(date(2027, 6, 10),))

    assert hold("england", chosen, date(2027, 4, 20)) is None
    assert hold("england", chosen, date(2027, 6, 10))
    assert hold("england", PreElection(polling_on=()), date(2027, 4, 20)) is None


@pytest.mark.parametrize(
    "told", [3, {"polling_on": "2027-05-06"}, {"polling_on": ["soon"]}, {"from_on": True}, {"until": POLL}]
)
def test_what_is_no_day_is_refused_in_one_line(told):
    with pytest.raises(BadSettings, match="pre_election"):
        of(told)
