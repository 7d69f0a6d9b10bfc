"""The provider that sign-in is tested with does each wrong as it is told, and nothing else wrong with it."""

import time

import pytest
from cryptography.exceptions import InvalidSignature

from tests.sign_in.flow import AMIRA, Person, check, of_user, parts
from tests.sign_in.provider import Provider

pytestmark = pytest.mark.sign_in

HOUR_S = 3600


def test_a_forged_token_names_the_key_that_did_not_sign_it(provider: Provider, person: Person) -> None:
    provider.misbehave("forged")

    _, token = person.signs_in("amira")

    assert parts(token)[0]["kid"] in person.keys
    assert of_user(token) == AMIRA
    with pytest.raises(InvalidSignature):
        check(token, person.keys)


def test_an_unsigned_token_has_no_signature(provider: Provider, person: Person) -> None:
    provider.misbehave("unsigned")

    _, token = person.signs_in("amira")

    assert parts(token)[0] == {"alg": "none"}
    assert token.endswith(".")
    assert of_user(token) == AMIRA


@pytest.mark.parametrize(
    ("way", "claim", "value"),
    [
        ("other-issuer", "iss", "https://other.example"),
        ("wrong-audience", "aud", "somebody-else"),
        ("wrong-audience-our-azp", "aud", "somebody-else"),
        ("wrong-audience-our-azp", "azp", "two-way"),
        ("no-nonce", "nonce", None),
        ("wrong-nonce", "nonce", "not-the-one-asked-with"),
    ],
)
def test_one_wrong_claim_is_correctly_signed(
    provider: Provider, person: Person, way: str, claim: str, value: str | None
) -> None:
    provider.misbehave(way)

    _, token = person.signs_in("amira")

    check(token, person.keys)
    assert parts(token)[1].get(claim) == value


def test_an_expired_token_is_correctly_signed(provider: Provider, person: Person) -> None:
    provider.misbehave("expired")

    _, token = person.signs_in("amira")

    check(token, person.keys)
    claims = parts(token)[1]
    assert claims["iat"] < claims["exp"] <= time.time() - HOUR_S


def test_an_old_token_is_still_good(provider: Provider, person: Person) -> None:
    provider.misbehave("old", hours=13)

    _, token = person.signs_in("amira")

    check(token, person.keys)
    claims = parts(token)[1]
    assert claims["iat"] == pytest.approx(time.time() - 13 * HOUR_S, abs=60)
    assert claims["exp"] > time.time()


def test_a_big_token_is_too_big_for_one_cookie(provider: Provider, person: Person) -> None:
    provider.misbehave("big")

    _, token = person.signs_in("amira")

    check(token, person.keys)
    assert len(str(parts(token)[1])) > 6_000
    assert of_user(token) == AMIRA


def test_any_claim_can_be_put_in_or_taken_out(provider: Provider, person: Person) -> None:
    provider.misbehave("claims", claims={"sub": None, "email": ["a@b.example"]})

    _, token = person.signs_in("amira")

    check(token, person.keys)
    assert of_user(token) == {
        "email": ["a@b.example"],
        "email_verified": True,
        "name": "Amira Khan",
    }


def test_a_provider_that_is_down_answers_no_token(provider: Provider, person: Person) -> None:
    provider.misbehave("down")
    asked = person.asks()
    code = person.comes_back(asked, "amira")["code"]

    answers = [person.redeems(asked, code).status_code for _ in range(2)]

    assert answers == [503, 200]


def test_who_is_denied_comes_back_without_a_code(provider: Provider, person: Person) -> None:
    provider.misbehave("denied")

    told = person.comes_back(person.asks(), "amira")

    assert told["error"] == "access_denied"
    assert "code" not in told


def test_it_misbehaves_as_often_as_it_is_told_and_then_behaves(provider: Provider, person: Person) -> None:
    provider.misbehave("wrong-audience", times=2)

    tokens = [person.signs_in("amira")[1] for _ in range(3)]

    ours = provider.client_id
    assert [parts(token)[1]["aud"] for token in tokens] == ["somebody-else", "somebody-else", ours]


def test_a_misbehaviour_that_is_not_there_is_named(provider: Provider) -> None:
    with pytest.raises(ValueError, match="there is no misbehaviour toString"):
        provider.misbehave("toString")
