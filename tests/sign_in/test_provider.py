"""The provider that sign-in is tested with, by itself: it does all that OpenID Connect asks of it."""

import re
import time
from urllib.parse import urlencode

import httpx
import pytest

from tests.node_packages import CannotRun
from tests.sign_in.flow import AMIRA, BACK, BEN, Person, check, of_user, parts
from tests.sign_in.provider import Provider, running

pytestmark = pytest.mark.sign_in


def test_a_sign_in_ends_with_an_id_token_that_says_who_it_is(person: Person) -> None:
    asked, token = person.signs_in("amira")

    check(token, person.keys)
    header, claims = parts(token)
    assert header["alg"] == "RS256"
    assert of_user(token) == AMIRA
    assert (claims["iss"], claims["aud"]) == (person.provider.issuer, person.provider.client_id)
    assert claims["nonce"] == asked.nonce
    assert claims["iat"] <= time.time() < claims["exp"]


def test_the_state_and_the_issuer_come_back_with_the_code(person: Person) -> None:
    asked = person.asks()

    told = person.comes_back(asked, "amira")

    assert (told["state"], told["iss"]) == (asked.state, person.provider.issuer)


def test_without_pkce_nobody_signs_in(person: Person) -> None:
    told = person.comes_back(person.asks(code_challenge=None, code_challenge_method=None), "amira")

    assert told["error"] == "invalid_request"
    assert "PKCE" in told["error_description"]


def test_a_code_is_worth_nothing_with_another_verifier(person: Person) -> None:
    asked, other = person.asks(), person.asks()
    code = person.comes_back(asked, "amira")["code"]

    answer = person.redeems(other, code)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_code_is_redeemed_once(person: Person) -> None:
    asked = person.asks()
    code = person.comes_back(asked, "amira")["code"]

    answers = [person.redeems(asked, code).status_code for _ in range(2)]

    assert answers == [200, 400]


def test_a_login_that_nobody_has_is_refused_on_the_page(person: Person) -> None:
    page = person.presses(person.follows(person.asks().url), login="nobody")

    assert 'role="alert"' in page.text


def test_an_address_that_was_not_agreed_is_never_sent_to(person: Person) -> None:
    page = person.follows(person.asks(redirect_uri="http://127.0.0.1:8502/oauth2callback").url)

    assert page.status_code == 400
    assert "redirect_uri" in page.text


def test_new_addresses_can_be_agreed_while_it_runs(provider: Provider, person: Person) -> None:
    person.redirect_uri = "http://127.0.0.1:8503/oauth2callback"

    provider.redirects(BACK, person.redirect_uri)

    assert of_user(person.signs_in("amira")[1]) == AMIRA


@pytest.mark.parametrize("verified", [True, False, "true", None])
def test_an_address_is_verified_or_not_or_nothing_is_said_of_it(
    provider: Provider, person: Person, verified: object
) -> None:
    said = {} if verified is None else {"email_verified": verified}
    provider.users({"ben": {**BEN, **said}})

    _, token = person.signs_in("ben")

    assert of_user(token) == {**BEN, **said}


def test_further_claims_come_along_correctly_signed(provider: Provider, person: Person) -> None:
    provider.users({"ben": {**BEN, "hd": "council.example"}})

    _, token = person.signs_in("ben")

    check(token, person.keys)
    assert of_user(token) == {**BEN, "hd": "council.example"}


def test_the_page_comes_each_time_an_account_is_to_be_chosen(person: Person) -> None:
    person.signs_in("amira")

    _, token = person.signs_in("ben")

    assert of_user(token) == BEN


def test_who_is_signed_in_and_asked_nothing_comes_straight_back(person: Person) -> None:
    person.signs_in("amira")

    _, token = person.signs_in("", prompt=None)

    assert of_user(token) == AMIRA


@pytest.mark.parametrize("prompt", ["login", "select_account", "login select_account", "consent"])
def test_whatever_is_asked_for_one_page_answers_it(person: Person, prompt: str) -> None:
    person.signs_in("amira")

    _, token = person.signs_in("amira", prompt=prompt)

    assert of_user(token) == AMIRA


# Signing out, and a second provider


@pytest.mark.parametrize("way", [None, "big"])
def test_signing_out_ends_the_session_and_comes_back(
    provider: Provider, person: Person, way: str | None
) -> None:
    if way:
        provider.misbehave(way)
    _, token = person.signs_in("amira")
    leaving = {"client_id": provider.client_id, "post_logout_redirect_uri": BACK, "id_token_hint": token}

    page = person.follows(f"{person.metadata['end_session_endpoint']}?{urlencode(leaving)}")

    assert "<script>" in page.text  # which presses the button
    assert person.presses(page) == BACK
    assert person.comes_back(person.asks(prompt="none"), "")["error"] == "login_required"


def test_without_a_token_signing_out_waits_for_a_click(person: Person) -> None:
    person.signs_in("amira")

    page = person.follows(person.metadata["end_session_endpoint"])

    assert "<script>" not in page.text
    assert "Signed out" in person.presses(page).text


def test_a_second_provider_knows_the_same_subject_as_somebody_else(person: Person) -> None:
    other_amira = {**AMIRA, "email": "amira@else.example"}
    with running(redirect_uri=BACK, users={"amira": other_amira}) as second:
        elsewhere = Person(second, BACK, person.browser)

        _, ours = person.signs_in("amira")
        _, theirs = elsewhere.signs_in("amira")

        check(theirs, elsewhere.keys)
        assert parts(theirs)[1]["iss"] == second.issuer != person.provider.issuer
        assert (of_user(ours), of_user(theirs)) == (AMIRA, other_amira)
        assert parts(theirs)[0]["kid"] not in person.keys


def test_two_providers_in_one_browser_keep_their_sessions_apart(person: Person) -> None:
    with running(redirect_uri=BACK, users={"ben": BEN}) as second:
        elsewhere = Person(second, BACK, person.browser)
        person.signs_in("amira")
        elsewhere.signs_in("ben")

        still = [one.signs_in("", prompt="none")[1] for one in (person, elsewhere)]

        assert [of_user(token) for token in still] == [AMIRA, BEN]


def test_it_ends_with_who_started_it() -> None:
    with running() as provider:
        pass

    with pytest.raises(httpx.ConnectError):
        provider.behave()


def test_a_port_that_is_taken_is_said_in_one_line(provider: Provider) -> None:
    taken = int(provider.issuer.rpartition(":")[2])

    with pytest.raises(CannotRun) as why, running(port=taken):
        pass

    assert re.fullmatch("the sign-in provider did not start: .*EADDRINUSE.*", str(why.value))
