"""The paper behind "Download PDF" is made for whoever may see the member at the click, and says what the page says."""

import re

import pytest

from dashboard import papers, recognising, services, sources
from dashboard.viewer import NotForYou, Role, Viewer
from facts import DAY_US, MarkKind
from people.sign_in import SignedIn
from summaries.scorecard import scorecard as content
from tests import pdf
from tests.pages import published_sample as sample
from tests.pages.looking import plain, run, sample_folder
from tests.pages.test_download_after_withdrawal import withdraw
from tests.pages.test_words_stay_words import calls, pages

pytestmark = pytest.mark.pages

COMMS, LABEL = Viewer(Role.COMMS), "90 days"
ANWEN, OWEN = "anwen-bowen", "owen-vaughan"
HERSELF = Viewer(Role.MEMBER, ANWEN)


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


def squeezed(told: str) -> str:
    return re.sub(r"[\s\u200b]+", "", told)


@pytest.mark.parametrize("member", [member for member, *_ in sample.MEMBERS])
def test_every_figure_on_paper_stands_on_the_page_to_the_digit(data, member):
    page = squeezed(plain(run("scorecard", m=member)))

    told = content(services.scorecard(COMMS, member, LABEL))

    figures = [one for part in told["parts"] for line in part["lines"] for one in line["figures"]]
    measured = [one for one in figures if one["number"]]
    for one in measured:
        assert squeezed(one["number"]) in page
        assert all(
            squeezed(said) in page
            for said in re.findall(r"[\d,]+ of [\d,]+ \w+|95% range [^.]+%", one["told"])
        )
    for said in (told["well"], told["because"]):
        assert squeezed(said).rstrip(".") in page
    assert squeezed(told["try"]).rstrip(".").lower() in page.lower()


def test_a_member_gets_their_own_and_nobody_elses(data):
    assert "Cllr Anwen Bowen" in pdf.text(papers.scorecard(HERSELF, ANWEN, LABEL, "en"))
    for other in (OWEN, "nobody", ""):
        with pytest.raises(NotForYou):
            papers.scorecard(HERSELF, other, LABEL, "en")


@pytest.mark.parametrize("viewer", [Viewer(Role.LEADERSHIP), Viewer(Role.ADMINISTRATOR)])
def test_who_sees_no_member_gets_no_paper(data, viewer):
    with pytest.raises(NotForYou):
        papers.scorecard(viewer, ANWEN, LABEL, "en")


def test_the_private_questions_are_on_the_members_own_paper_alone(data):
    own, for_comms = services.scorecard(HERSELF, ANWEN, LABEL), services.scorecard(COMMS, ANWEN, LABEL)

    assert any(line["self_check"] for line in own["guidance"]["lines"])
    assert not any(line["self_check"] for line in for_comms["guidance"]["lines"])
    assert (own["is_own"], for_comms["is_own"]) == (True, False)


def test_a_member_whose_only_account_was_withdrawn_has_no_paper(data):
    withdraw(ANWEN)

    for viewer in (COMMS, HERSELF):
        with pytest.raises(NotForYou):
            papers.scorecard(viewer, ANWEN, LABEL, "en")


def test_figures_that_rest_on_an_account_withdrawn_since_hold_no_number(data):
    first, _second = sample.accounts_of(OWEN, "two accounts")
    sources.desk().withdraw(first, now_us=sources.now_us(), by="test")

    told = content(services.scorecard(COMMS, OWEN, LABEL))

    figures = [one for part in told["parts"] for line in part["lines"] for one in line["figures"]]
    assert {one["number"] for one in figures} == {""}
    assert "Consent for an account ended after this was worked out." in pdf.text(
        papers.scorecard(COMMS, OWEN, LABEL, "en")
    )


def test_the_page_offers_it_in_the_languages_of_the_councils_documents(data):
    before = [button.proto.label for button in run("scorecard", m=ANWEN).get("download_button")]
    (data / "settings.toml").write_text('country = "wales"\n', encoding="utf-8")

    labels = [button.proto.label for button in run("scorecard", m=ANWEN).get("download_button")]

    assert before == ["Download PDF"]
    assert labels == ["Download PDF", "PDF yn Gymraeg"]
    assert "Lawrlwytho" not in pdf.text(papers.scorecard(COMMS, ANWEN, LABEL, "cy"))
    assert "Gwnewch" in pdf.text(papers.scorecard(COMMS, ANWEN, LABEL, "cy"))


def test_a_month_has_its_own_paper(data):
    [*_, month] = sorted(row["label"] for row in services.windows(COMMS) if row["kind"] == "month")[:-1]

    said = pdf.text(papers.scorecard(COMMS, ANWEN, month, "en"))

    assert "Residents waiting" not in said
    assert "stand in the scorecard of the last 90 days." in said


def test_whoever_signed_out_since_the_page_was_drawn_gets_none(data):
    """The click comes long after the drawing: the button asks again who is looking."""
    until_us = sources.now_us() + DAY_US
    gone = SignedIn(
        name="Anwen",
        email="a@example.org",
        subject="i s",
        sign_in="1",
        until_us=until_us,
        roles=((Role.MEMBER, ANWEN),),
    )  # nobody at the desk is known as that any more

    with pytest.raises(NotForYou):
        recognising.still(Viewer(Role.MEMBER, ANWEN, gone))


def test_no_page_offers_a_file_with_a_button_that_asks_nobody_anew():
    found = [file for file, tree in pages() for name, _ in calls(tree) if name == "download_button"]

    assert found == ["download_buttons.py"]


def test_what_people_said_since_the_run_is_on_paper_at_once(data):
    [first, *_] = services.waiting(COMMS, ANWEN, group=None, limit=1)
    before = services.scorecard(COMMS, ANWEN, LABEL)["now"]["waiting"]

    services.mark(COMMS, ANWEN, first["post"], MarkKind.ANSWERED_ELSEWHERE, by="An Officer", why="rang")

    after = services.scorecard(COMMS, ANWEN, LABEL)["now"]["waiting"]
    assert after[0]["marked"] == before[0]["marked"] + 1
