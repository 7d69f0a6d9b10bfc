"""Says what a file is that isn't what was wanted, from how it begins: people hand in what their programs gave them."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

BEGINNING = 4096
MANY_NOUGHTS = 20  # one sign in so many: UTF-16 has every second; a single one is one bad line's
SHEETS = "Save it as CSV (UTF-8) and hand that in."
UNPACK = "Unpack it and hand in what is inside."
# How files of a kind begin; where it isn't at the very start, after how many bytes.
KINDS: tuple[tuple[bytes, int, str, str], ...] = (
    (b"\x1f\x8b", 0, "a gzip file", UNPACK),
    (b"BZh", 0, "a bzip2 file", UNPACK),
    (b"\xfd7zXZ", 0, "an xz file", UNPACK),
    (b"\x28\xb5\x2f\xfd", 0, "a zstd file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive", UNPACK),
    (b"Rar!", 0, "a RAR archive", UNPACK),
    (b"ustar", 257, "a tar archive", UNPACK),
    (b"\x89PNG", 0, "a picture (PNG)", ""),
    (b"\xff\xd8\xff", 0, "a picture (JPEG)", ""),
    (b"GIF8", 0, "a picture (GIF)", ""),
    (b"%PDF", 0, "a PDF", ""),
    (b"\xd0\xcf\x11\xe0", 0, "an old Office document", SHEETS),
    (b"SQLite format 3", 0, "an SQLite database", ""),
    (b"DUCK", 8, "a DuckDB database", ""),
    (b"PAR1", 0, "a Parquet file", ""),
    (b"\xff\xfe", 0, "text in UTF-16", "Save it as UTF-8."),
    (b"\xfe\xff", 0, "text in UTF-16", "Save it as UTF-8."),
)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")  # the second is an empty one
OFFICE = {"xl/": "an Excel workbook", "word/": "a Word document", "ppt/": "a PowerPoint document"}
MARKUP = re.compile(rb"\s*<(?:!doctype html|html|\?xml|!--|rss|feed)", re.IGNORECASE)


def odd_kind(path: Path, *, may_be_zip: bool = False, may_be_empty: bool = False) -> str | None:
    """Return what a file is and what to do with it, None for what may be text. Raise OSError.

    What can be read only once, such as a pipe, would be empty by the time it is read for good.
    A zip that is no Office document passes where an archive is wanted too, and an empty file where messages are: the
    export of a week in which nobody wrote is one.
    """
    if not path.is_file() and not path.is_dir() and path.exists():
        return "it is a pipe or a device, which can be read only once. Save it to a file first."
    with path.open("rb") as file:
        start = file.read(BEGINNING)
    if start.startswith(ZIPS):
        what = _in_zip(path)
        return what if what or may_be_zip else f"it is a zip. {UNPACK}"
    for sign, place, name, todo in KINDS:
        if start[place:].startswith(sign):
            return f"it is {name}. {todo}".rstrip()
    plain = start.removeprefix(b"\xef\xbb\xbf")
    if not plain.strip() and not (may_be_empty and not plain):
        return "it is empty."
    if MARKUP.match(plain):
        return "it is a web page or XML."
    if plain.count(0) * MANY_NOUGHTS > len(plain):
        return "it is no text in UTF-8."
    return None


def _in_zip(path: Path) -> str | None:
    try:
        with ZipFile(path) as inside:
            names = inside.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    office = next(
        (what for start, what in OFFICE.items() if any(name.startswith(start) for name in names)), None
    )
    if office is None and "mimetype" in names and "content.xml" in names:
        office = "an OpenDocument file"
    return f"it is {office}. {SHEETS}" if office else None
