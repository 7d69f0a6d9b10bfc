"""Every line of the guidance is mirrored or explained, and every measure mirrors a line."""

from pathlib import Path

import pytest

import guidance
from metrics import all_measures

IDS = {measure.id for measure in all_measures()}

GOOD_LINE = """
[[line]]
id = "listen"
do = true
words.en = "Listen."
measures = ["conversation-share"]
"""


def write(folder: Path, text: str) -> str:
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    return "ours.toml"


def troubles(folder: Path, lines: str) -> list[str]:
    with pytest.raises(guidance.PackTrouble) as caught:
        guidance.read(write(folder, f'title = "Ours"\n{lines}'), folder, known={"conversation-share"})
    return str(caught.value).splitlines()


def test_the_default_pack_says_all_25_lines() -> None:
    lines = guidance.read().lines

    assert sum(line.do for line in lines) == 11 + len(["listen"])
    assert sum(not line.do for line in lines) == 13


@pytest.mark.parametrize("pack", sorted(path.stem for path in guidance.PACKS.glob("*.toml")))
def test_every_line_is_mirrored_or_explained(pack: str) -> None:
    lines = guidance.read(pack, known=IDS).lines

    for line in lines:
        assert line.measures or (line.not_seen_because and line.self_check), line.id


@pytest.mark.parametrize("measure", sorted(IDS))
def test_every_measure_mirrors_a_line(measure: str) -> None:
    assert any(measure in line.measures for line in guidance.read().lines)


def test_nothing_is_called_not_measured_yet_when_it_is() -> None:
    said_twice = [
        line.id for line in guidance.read().lines if line.measures and "yet" in line.not_seen_because
    ]

    assert said_twice == []


def test_a_line_fits_on_a_phone() -> None:
    for line in guidance.read().lines:
        assert len(line.words.en.split()) <= 20, line.id


def test_a_council_puts_its_own_words_into_its_data_folder(tmp_path: Path) -> None:
    pack = write(tmp_path, 'title = "Ein canllaw"\n' + GOOD_LINE.replace("words.en", "words.cy"))

    read = guidance.read(pack, tmp_path, known={"conversation-share"})

    assert (read.id, read.title) == ("ours", "Ein canllaw")
    assert read.lines[0].words.in_language("en") == "Listen."


def test_a_pack_in_two_languages_is_read_in_either(tmp_path: Path) -> None:
    both = GOOD_LINE.replace('words.en = "Listen."', 'words = { en = "Listen.", cy = "Gwrandewch." }')

    words = guidance.read(write(tmp_path, 'title = "Ours"\n' + both), tmp_path).lines[0].words

    assert [words.in_language(language) for language in ("en", "cy")] == ["Listen.", "Gwrandewch."]


def test_each_mistake_in_a_pack_gets_a_line_of_its_own(tmp_path: Path) -> None:
    mistakes = GOOD_LINE.replace("conversation-share", "follower-count") + GOOD_LINE.replace(
        "measures", "measure"
    )

    assert troubles(tmp_path, mistakes) == [
        "ours.toml: line 1 (listen): no measure is called follower-count.",
        "ours.toml: line 2 (listen): unknown entry `measure`.",
        "ours.toml: the id listen is used 2 times.",
    ]


def test_a_line_that_nothing_mirrors_must_say_why(tmp_path: Path) -> None:
    bare = GOOD_LINE.replace('measures = ["conversation-share"]', 'self_check = "Did I listen?"')

    assert troubles(tmp_path, bare) == [
        "ours.toml: line 1 (listen): it names no measure, so it needs `not_seen_because` and `self_check`."
    ]


@pytest.mark.parametrize(
    ("lines", "trouble"),
    [
        ("", 'it needs `title = "..."` and at least one `[[line]]`.'),
        ('line = ["Listen."]', 'it needs `title = "..."` and at least one `[[line]]`.'),
        (GOOD_LINE.replace("true", '"yes"'), "line 1 (listen): `do` should be a bool."),
        (GOOD_LINE.replace('id = "listen"', ""), "line 1 (no id): `id` is missing."),
        (GOOD_LINE.replace('"Listen."', '""'), "line 1 (listen): it has no words."),
        (
            GOOD_LINE.replace("words.en", "words.fr"),
            "line 1 (listen): `words.fr` is no language; use en or cy.",
        ),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, lines: str, trouble: str) -> None:
    assert f"ours.toml: {trouble}" in troubles(tmp_path, lines)


@pytest.mark.parametrize("pack", ["nobody", "../ours.toml", "missing.toml"])
def test_a_pack_that_is_not_there_is_not_guessed(tmp_path: Path, pack: str) -> None:
    write(tmp_path, 'title = "Ours"' + GOOD_LINE)
    inside = tmp_path / "inside"
    inside.mkdir()

    with pytest.raises(guidance.PackTrouble, match=r"no such pack\. Name one of default"):
        guidance.read(pack, inside)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(guidance.PackTrouble, match=r"^ours\.toml: can't be read: "):
        guidance.read(write(tmp_path, "title = "), tmp_path)
