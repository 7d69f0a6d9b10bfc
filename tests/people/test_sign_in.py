"""Who is let in, and why not: by claims that were verified, at the desk, each time anew."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from facts import DAY_US, HOUR_US, SECOND_US, Member
from people import looks, roles, sign_in
from people.roles import Role
from people.sign_in import Refused, Why, mark_of, recognise
from people.sign_in_settings import SignInSettings
from store.desk import Desk
from tests.small_council import Council
from wording import sign_in as words

NOW_US = 1_800_000_000 * SECOND_US
LET_IN_US = NOW_US - 30 * DAY_US
ISSUER = "https://login.anytown.example"
EMAIL = "olu@anytown.example"
SETTINGS = SignInSettings(
    public_address="https://two-way.anytown.example",
    metadata_url=f"{ISSUER}/.well-known/openid-configuration",
    client_id="two-way",
    ask="Web team",
)


def claims(**changed: Any) -> dict[str, Any]:
    """Return what a provider says of Olu a minute after they signed in; None leaves a claim out."""
    told = {
        "iss": ISSUER,
        "sub": "u-1",
        "aud": "two-way",
        "iat": NOW_US // SECOND_US - 60,
        "nonce": "n-1",
        "email": EMAIL,
        "email_verified": True,
        "name": "Olu Officer",
    } | changed
    return {name: value for name, value in told.items() if value is not None}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "desk.sqlite")
    roles.add(desk, EMAIL, Role.COMMS, now_us=LET_IN_US, by="test")
    yield desk
    desk.close()


def why_not(desk: Desk, told: dict[str, Any], settings: SignInSettings = SETTINGS) -> Why | None:
    try:
        recognise(desk, told, settings, NOW_US)
    except Refused as refused:
        return refused.why
    return None


def test_whoever_was_let_in_is_known_by_a_verified_email_and_pinned_to_issuer_and_subject(desk: Desk) -> None:
    person = recognise(desk, claims(), SETTINGS, NOW_US)

    assert (person.name, person.email, person.roles) == ("Olu Officer", EMAIL, ((Role.COMMS, ""),))
    assert person.subject == f"{ISSUER} u-1"
    [kept] = desk.persons()
    assert (kept.issuer, kept.subject) == (ISSUER, "u-1")
    assert [(line["did"], line["what"], line["subject"]) for line in desk.audit()][-1] == (
        "first sign-in",
        EMAIL,
        f"{ISSUER} u-1",
    )


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        # Not verified, or nothing there to verify
        ({"email_verified": False}, Why.NOT_VERIFIED),
        ({"email_verified": None}, Why.NOT_VERIFIED),
        ({"email_verified": "false"}, Why.NOT_VERIFIED),
        ({"email_verified": "yes"}, Why.NOT_VERIFIED),
        ({"email_verified": False, "xms_edov": True}, Why.NOT_VERIFIED),
        ({"email_verified": None, "xms_edov": False}, Why.NOT_VERIFIED),
        ({"email_verified": None, "xms_edov": "0"}, Why.NOT_VERIFIED),
        ({"email": None}, Why.NOT_VERIFIED),
        ({"email": ""}, Why.NOT_VERIFIED),
        ({"email": [EMAIL]}, Why.NOT_VERIFIED),
        ({"email": None, "preferred_username": EMAIL, "upn": EMAIL}, Why.NOT_VERIFIED),
        # Nobody that we know
        ({"email": "somebody@anytown.example"}, Why.NO_ROLE),
        ({"email": "olu@anytown.example.evil.example"}, Why.NO_ROLE),
        ({"email": "ölu@anytown.example"}, Why.NO_ROLE),
        # Made for somebody else, or by nobody
        ({"aud": "another"}, Why.FAILED),
        ({"aud": None}, Why.FAILED),
        ({"aud": ["two-way", "another"], "azp": "two-way"}, Why.FAILED),
        ({"aud": "another", "azp": "two-way"}, Why.FAILED),
        ({"iss": None}, Why.FAILED),
        ({"sub": None}, Why.FAILED),
        ({"sub": ""}, Why.FAILED),
        ({"sub": "u" * 256}, Why.FAILED),
        ({"sub": "u-1\nu-2"}, Why.FAILED),
        ({"sub": 1}, Why.FAILED),
        # At no time, or too long ago
        ({"iat": None}, Why.FAILED),
        ({"iat": True}, Why.FAILED),
        ({"iat": "1800000000"}, Why.FAILED),
        ({"iat": -1}, Why.FAILED),
        ({"iat": float("nan")}, Why.FAILED),
        ({"iat": NOW_US // SECOND_US + 3600}, Why.FAILED),
        ({"iat": NOW_US // SECOND_US - 12 * 3600 - 1}, Why.TOO_OLD),
    ],
)
def test_whoever_cant_be_relied_on_is_refused_and_nothing_is_noted(
    desk: Desk, changed: dict[str, Any], why: Why
) -> None:
    assert why_not(desk, claims(**changed)) is why
    assert [one.subject for one in desk.persons()] == [""]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"email": " OLU@Anytown.Example "},
        {"aud": ["two-way"]},
        {"email_verified": "true"},
        {"email_verified": None, "xms_edov": True},
        {"email_verified": None, "xms_edov": "1"},
        {"email_verified": None, "xms_edov": 1},
        {"iat": NOW_US // SECOND_US - 12 * 3600},
        {"iat": NOW_US // SECOND_US + 60},
        {"name": None},
    ],
)
def test_what_providers_say_in_other_words_is_understood(desk: Desk, changed: dict[str, Any]) -> None:
    assert why_not(desk, claims(**changed)) is None


def test_a_council_may_vouch_for_its_own_domains_where_the_provider_says_nothing(desk: Desk) -> None:
    ours = replace(SETTINGS, verified_domains=("anytown.example",))

    assert why_not(desk, claims(email_verified=False), ours) is Why.NOT_VERIFIED
    assert why_not(desk, claims(email_verified=None, xms_edov=False), ours) is Why.NOT_VERIFIED
    assert (
        why_not(desk, claims(email_verified=None, email="olu@sub.anytown.example"), ours) is Why.NOT_VERIFIED
    )
    assert why_not(desk, claims(email_verified=None), ours) is None


def test_a_changed_email_is_refused_also_when_it_is_somebody_elses(desk: Desk) -> None:
    roles.add(desk, "chief@anytown.example", Role.LEADERSHIP, now_us=LET_IN_US, by="test")
    recognise(desk, claims(), SETTINGS, NOW_US)

    assert why_not(desk, claims(email="olu.new@anytown.example")) is Why.CHANGED
    assert why_not(desk, claims(email="chief@anytown.example")) is Why.CHANGED
    assert why_not(desk, claims()) is None


@pytest.mark.parametrize(
    "other", [{"sub": "u-2"}, {"iss": "https://other.example"}, {"iss": f"{ISSUER}/"}, {"sub": "U-1"}]
)
def test_an_email_that_somebody_signed_in_with_lets_nobody_else_in(desk: Desk, other: dict[str, Any]) -> None:
    recognise(desk, claims(), SETTINGS, NOW_US)

    assert why_not(desk, claims(**other)) is Why.PINNED


def test_the_same_subject_of_a_second_issuer_is_somebody_else(desk: Desk) -> None:
    roles.add(desk, "ben@anytown.example", Role.LEADERSHIP, now_us=LET_IN_US, by="test")
    recognise(desk, claims(), SETTINGS, NOW_US)

    ben = recognise(desk, claims(iss="https://other.example", email="ben@anytown.example"), SETTINGS, NOW_US)

    assert ben.roles == ((Role.LEADERSHIP, ""),)


def test_whoever_was_removed_is_out_at_once_and_in_again_only_with_a_new_sign_in(desk: Desk) -> None:
    recognise(desk, claims(), SETTINGS, NOW_US)

    roles.remove(desk, EMAIL, now_us=NOW_US, by="test")
    removed = why_not(desk, claims())
    roles.add(desk, EMAIL, Role.COMMS, now_us=NOW_US + HOUR_US, by="test")
    let_in_again = why_not(desk, claims(nonce="a lost telephone's"))

    assert (removed, let_in_again) == (Why.NO_ROLE, Why.LET_IN_SINCE)
    assert [one.subject for one in desk.persons()] == [""]


def test_one_role_of_two_can_be_taken(desk: Desk) -> None:
    roles.add(desk, EMAIL, Role.LEADERSHIP, now_us=NOW_US, by="test")
    both = recognise(desk, claims(), SETTINGS, NOW_US).roles

    roles.remove(desk, EMAIL, Role.COMMS, now_us=NOW_US, by="test")

    assert both == ((Role.COMMS, ""), (Role.LEADERSHIP, ""))
    assert recognise(desk, claims(), SETTINGS, NOW_US).roles == ((Role.LEADERSHIP, ""),)


def test_a_sign_in_that_was_ended_is_over_and_another_of_the_same_person_is_not(desk: Desk) -> None:
    sign_in.end(desk, claims(), NOW_US)

    assert why_not(desk, claims()) is Why.SIGNED_OUT
    assert why_not(desk, claims(nonce="n-2")) is None


def test_ended_sign_ins_are_forgotten_once_they_are_too_old_by_themselves(desk: Desk) -> None:
    sign_in.end(desk, claims(), NOW_US)
    sign_in.end(desk, claims(nonce="n-2"), NOW_US + 100 * HOUR_US)
    kept_still = desk.is_ended(mark_of(claims()))
    sign_in.end(desk, claims(nonce="n-3"), NOW_US + 200 * HOUR_US)

    assert kept_still
    assert not desk.is_ended(mark_of(claims()))
    assert desk.is_ended(mark_of(claims(nonce="n-2")))


def test_of_a_sign_in_only_a_mark_is_kept_from_which_nobody_comes_back(desk: Desk, tmp_path: Path) -> None:
    recognise(desk, claims(nonce="a-very-secret-nonce"), SETTINGS, NOW_US)
    sign_in.end(desk, claims(nonce="a-very-secret-nonce"), NOW_US)
    desk.empty_log()

    assert b"very-secret" not in (tmp_path / "desk.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("  Olu \u202eOfficer\n ", "Olu Officer"),
        ("O" * 200, "O" * 80),
        ("", EMAIL),
        ("\u202e", EMAIL),
        (["Olu"], EMAIL),
        (None, EMAIL),
    ],
)
def test_a_name_is_one_line_of_signs_that_people_see(desk: Desk, told: object, name: str) -> None:
    assert recognise(desk, claims(name=told), SETTINGS, NOW_US).name == name


def test_two_who_come_first_at_once_are_not_both_pinned(desk: Desk) -> None:
    assert desk.pin(EMAIL, ISSUER, "u-1", now_us=NOW_US)
    assert not desk.pin(EMAIL, ISSUER, "u-2", now_us=NOW_US)


def test_erasing_a_member_takes_their_way_in_and_who_looked_along(desk: Desk) -> None:
    desk.register([Member(id="ann", name="Ann", ward="")], [], [], handles=[], terms=[], now_us=NOW_US)
    roles.add(desk, "ann@anytown.example", Role.MEMBER, "ann", now_us=NOW_US, by="test")
    desk.note_look("ann", "comms", "2026-11-27", first_day="2026-01-01")

    desk.forget([], ["ann"])

    assert [one.email for one in desk.persons()] == [EMAIL]
    assert desk.looks("ann", first_day="2026-01-01") == []


def test_a_run_forgets_who_looked_longer_ago_than_settings_keep_it(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    council.must("person", "add", EMAIL, "--role", "administrator")
    with closing(Desk(council.path / "desk.sqlite")) as desk:
        desk.note_look("ann", "comms", "2020-01-01", first_day="2019-01-01")
        desk.note_look("ann", "comms", datetime.now(UTC).date().isoformat(), first_day="2019-01-01")

    council.must("measure")

    with closing(Desk(council.path / "desk.sqlite")) as desk:
        assert [day for _, day in desk.looks("ann", first_day="")] == [datetime.now(UTC).date().isoformat()]


def test_doctor_says_that_nobody_administers_the_sign_in(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    council.must("person", "add", EMAIL, "--role", "comms")
    (council.path / "settings.toml").write_text(
        'public_address = "https://two-way.anytown.example"\n[sign_in]\nclient_id = "two-way"\nask = "Web team"\n'
        'metadata_url = "https://login.anytown.example/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )

    before = json.loads(council.run("doctor", "--json").stdout)
    council.must("person", "add", EMAIL, "--role", "administrator")
    after = json.loads(council.run("doctor", "--json").stdout)

    assert "no-administrator" in before["next_step_codes"]
    assert "no-administrator" not in after["next_step_codes"]
    assert after["sign_in"]["people"] == 1
    assert len(after["next_steps"]) == len(after["next_step_codes"])


ALIKE = [
    "\u212aate@anytown.example",
    "kate\u2028@anytown.example",
    "\u00a0kate@anytown.example",
    "kate@anytown\uff0eexample",
]


@pytest.mark.parametrize("email", ALIKE)
def test_a_letter_that_only_looks_alike_is_another(desk: Desk, email: str) -> None:
    roles.add(desk, "kate@anytown.example", Role.COMMS, now_us=LET_IN_US, by="test")
    with pytest.raises(Refused):
        recognise(desk, claims(email=email, sub="evil"), SETTINGS, NOW_US)


def test_a_sign_in_that_was_ended_stays_so_when_hours_are_raised(desk: Desk) -> None:
    first = claims(iat=NOW_US // 1_000_000)
    sign_in.end(desk, first, NOW_US)
    sign_in.end(desk, claims(nonce="n-2"), NOW_US + 13 * HOUR_US)
    with pytest.raises(Refused) as why:
        recognise(desk, first, replace(SETTINGS, hours=168), NOW_US + 14 * HOUR_US)
    assert why.value.why is Why.SIGNED_OUT


def test_whoever_says_no_is_believed_though_another_claim_is_null(desk: Desk) -> None:
    told = {**claims(), "email_verified": None, "xms_edov": False}
    with pytest.raises(Refused):
        recognise(desk, told, replace(SETTINGS, verified_domains=("anytown.example",)), NOW_US)


def test_two_people_are_never_pinned_to_one_subject(desk: Desk) -> None:
    for email in ("a@x.example", "b@x.example"):
        roles.add(desk, email, Role.COMMS, now_us=1, by="test")
    assert desk.pin("a@x.example", "i", "s", now_us=1)
    assert not desk.pin("b@x.example", "i", "s", now_us=1)


def test_looks_are_forgotten_where_they_are_kept_no_longer(desk: Desk) -> None:
    desk.note_look("ann", "comms", "2020-01-01", first_day="2019-01-01")
    looks.note(desk, "ann", Role.COMMS, 0, date(2026, 11, 27))
    assert desk.looks("ann", first_day="") == []


def test_a_person_with_a_role_of_a_newer_version_gets_a_page(desk: Desk) -> None:
    roles.remove(desk, EMAIL, now_us=LET_IN_US, by="test")
    desk.add_role(EMAIL, "editor", "", now_us=LET_IN_US, by="test")
    with pytest.raises(Refused):
        recognise(desk, claims(), SETTINGS, NOW_US)


def test_whoever_was_recognised_is_so_until_a_role_goes_the_sign_in_ends_or_grows_old(desk: Desk) -> None:
    roles.add(desk, EMAIL, Role.LEADERSHIP, now_us=LET_IN_US, by="test")
    person = recognise(desk, claims(), SETTINGS, NOW_US)
    first, too_late = (sign_in.holds(desk, person, now_us) for now_us in (NOW_US, NOW_US + 12 * HOUR_US))
    roles.remove(desk, EMAIL, Role.COMMS, now_us=NOW_US, by="test")
    with_one_role_less = sign_in.holds(desk, person, NOW_US)
    person = recognise(desk, claims(), SETTINGS, NOW_US)
    sign_in.end(desk, claims(), NOW_US)

    assert (first, too_late, with_one_role_less) == (True, False, False)
    assert not sign_in.holds(desk, person, NOW_US)


@pytest.mark.parametrize("why", [why for why in Why if why not in (Why.NOBODY, Why.NOTHING)])
def test_every_reason_not_to_be_let_in_has_words(why: Why) -> None:
    assert words.not_let_in(why)
    assert words.reason(why, 12).endswith(".")


def test_no_email_of_whoever_was_erased_stays_in_the_log(desk: Desk) -> None:
    desk.register([Member(id="ann", name="Ann", ward="")], [], [], handles=[], terms=[], now_us=NOW_US)
    roles.add(desk, "ann@anytown.example", Role.MEMBER, "ann", now_us=LET_IN_US, by="test")
    recognise(desk, claims(email="ann@anytown.example", sub="u-ann"), SETTINGS, NOW_US)

    desk.forget([], ["ann"])

    told = str(desk.audit())
    assert "ann@anytown.example" not in told
    assert "u-ann" not in told
    assert f"add person', 'what': '{EMAIL} comms'" in told
