"""`person`: who may sign in and as what, on the command line."""

from pathlib import Path

import pytest

from store.belonging import Lost, desk_to_read
from tests.small_council import Council, write_register


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    rows = [
        {"member": "ann", "name": "Ann", "email": "Ann@Anytown.example"},
        {"member": "bob", "name": "Bob", "email": ""},
        {"member": "cat", "name": "Cat", "email": "shared@anytown.example"},
        {"member": "dee", "name": "Dee", "email": "shared@anytown.example"},
    ]
    council.must("register", str(write_register(tmp_path / "register.csv", rows)))
    return council


def held(council: Council) -> dict[str, list[tuple[str, str | None]]]:
    return {
        one["email"]: [(role["role"], role["member"]) for role in one["roles"]]
        for one in council.json("person", "list")
    }


def test_the_first_administrator_is_made_here_and_logged_with_whom(council: Council) -> None:
    answer = council.must(
        "person", "add", " Ada@Anytown.Example", "--role", "administrator", "--by", "Installer"
    )

    assert answer == "ada@anytown.example may sign in as administrator.\n"
    assert held(council) == {"ada@anytown.example": [("administrator", None)]}
    assert council.json("person", "list")[0]["first_signed_in_at"] is None


def test_one_person_may_hold_several_roles_and_lose_them_one_by_one(council: Council) -> None:
    council.must("person", "add", "a@b.example", "--role", "comms", "--role", "member", "--member", "ann")
    both = held(council)
    council.must("person", "remove", "A@b.example", "--role", "comms")
    one = held(council)
    council.must("person", "remove", "a@b.example")

    assert both == {"a@b.example": [("comms", None), ("member", "ann")]}
    assert one == {"a@b.example": [("member", "ann")]}
    assert held(council) == {}


def test_everybody_on_the_register_with_an_email_of_their_own_is_let_in_at_once(council: Council) -> None:
    done = council.run("person", "add", "--register")
    again = council.run("person", "add", "--register")

    assert (done.exit_code, done.stdout) == (4, "Let in: 1 member.\n")
    assert "bob, cat, dee" in done.stderr
    assert again.stdout == "Let in: 0 members.\n"
    assert held(council) == {"ann@anytown.example": [("member", "ann")]}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["add"], "wrong-argument"),
        (["add", "a@b.example"], "wrong-argument"),
        (["add", "a@b.example", "--role", "king"], "wrong-argument"),
        (["add", "a@b.example", "--role", "comms", "--member", "ann"], "wrong-argument"),
        (["add", "a@b.example", "--register"], "wrong-argument"),
        (["add", "a@b.example", "--role", "member"], "bad-person"),
        (["add", "a@b.example", "--role", "comms", "--role", "member", "--member", "zoe"], "bad-person"),
        (["add", "a", "--role", "comms"], "bad-person"),
        (["add", "a@b@c.example", "--role", "comms"], "bad-person"),
        (["add", "a b@c.example", "--role", "comms"], "bad-person"),
        (["add", "a\u202e@c.example", "--role", "comms"], "bad-person"),
        (["remove", "a", "--role", "comms"], "bad-person"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line_and_lets_nobody_in(
    council: Council, arguments: list[str], code: str
) -> None:
    done = council.run("person", *arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith(f"[{code}]\n")
    assert held(council) == {}


def test_a_member_is_not_made_another_in_passing(council: Council) -> None:
    council.must("person", "add", "a@b.example", "--role", "member", "--member", "ann")

    done = council.run("person", "add", "a@b.example", "--role", "member", "--member", "bob")

    assert done.exit_code == 2
    assert "is member ann already" in done.stderr
    assert held(council) == {"a@b.example": [("member", "ann")]}


def test_an_older_desk_lets_nobody_in_again(council: Council) -> None:
    assert council.apart("person", "add", "a@b.example", "--role", "comms")[0] == 0
    before = {path.name: path.read_bytes() for path in council.path.glob("desk.sqlite*")}
    assert council.apart("person", "remove", "a@b.example")[0] == 0
    for path in council.path.glob("desk.sqlite*"):
        path.unlink()
    for name, content in before.items():
        (council.path / name).write_bytes(content)

    with pytest.raises(Lost):
        desk_to_read(council.path)


def test_to_remove_whoever_isnt_there_says_so(council: Council) -> None:
    done = council.run("person", "remove", "nobody@b.example")

    assert done.exit_code == 1
    assert done.stderr == "nobody@b.example can't sign in as it is. [not-there]\n"
