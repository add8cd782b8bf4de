"""The page's texts and the page know the same keys: none is shown and missing, none there unshown.

Wherever a text is shown, in a template, a script or code, it stands as `text["group.key"]`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from skill.content.entry import Entry
from skill.content.errors import ContentError
from skill.content.page import texts

SPEAKER = Path(__file__).parents[2] / "speaker"
"""Where the page lies; its files are only looked at."""
_SHOWN = re.compile(r"""\btext\[(["'])([^"']+)\1\]""")
_KINDS = {".html", ".js", ".py"}


def shown(folder: Path = SPEAKER) -> dict[str, str]:
    """Every key that is shown, with the first place where: `page/app.py:12`."""
    places: dict[str, str] = {}
    for file in sorted(file for file in folder.rglob("*") if file.suffix in _KINDS):
        name = file.relative_to(folder).as_posix()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for found in _SHOWN.finditer(line):
                places.setdefault(found[2], f"{name}:{number}")
    return places


def drifted(file: Entry, folder: Path = SPEAKER) -> Iterator[ContentError]:
    """Every key that only the file or only the page has."""
    there, places = texts(file), shown(folder)
    for key, place in places.items():
        if key not in there:
            yield Entry(file.file, (key,), None).refused(f"is missing; {place} shows it")
    for key in there:
        if key not in places:
            yield Entry(file.file, (key,), None).refused("is shown nowhere; take it out or show it")
