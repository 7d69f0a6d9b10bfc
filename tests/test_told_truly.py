"""Pages say no more than was seen: who waits, what is withheld, what a number rests on, and what was taken back."""

import pytest

from dashboard.viewer import Role, Viewer
from tests.looking import run, sample_folder

pytestmark = pytest.mark.pages

ANWEN, GARETH, ALL_ANSWERED = "anwen-bowen", "gareth-morgan", "ffion-ap-gwilym"
COMMS, LEADERSHIP = Viewer(Role.COMMS), Viewer(Role.LEADERSHIP)
LABEL, ASKED = "90 days", "answered-within-a-day"
NOBODY_IS = "Nobody is waiting for an answer"


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


# Whose name


@pytest.mark.parametrize("as_", ["comms", f"member:{ANWEN}", f"member:{GARETH}"])
def test_nobody_signs_in_a_members_name_by_looking_as_them(data, as_):
    member = ANWEN if as_ == "comms" else as_.removeprefix("member:")
    at = run("evidence", as_, m=member, k=ASKED, w=LABEL)
    next(button for button in at.button if button.label == "Correct this").click().run()

    assert next(field for field in at.text_input if field.label == "Your name").value == ""
