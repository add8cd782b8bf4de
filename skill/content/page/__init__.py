"""What the speaker's page shows: a text for each place of its templates, scripts and code.

The skill itself never reads it, so it is no part of `Content`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from skill.content.entry import Entry
from skill.content.files import DEFAULT_LOCALE, ROOT, nearest, read

FILE = "page.yaml"
"""Below the folder of the locale."""


def page_texts(locale: str = DEFAULT_LOCALE, *, root: Path = ROOT) -> Mapping[str, str]:
    """The page's texts in a locale, or the nearest that is there; read once in a process.

    Args:
        locale: a tag such as `en-GB`.
        root: the content folder.

    Returns:
        Texts by key, such as `week.title`; fields in braces are filled with `str.format`.

    Raises:
        ContentError: the file is missing, or no YAML.
    """
    return _read(nearest(locale, root), root)


def texts(file: Entry) -> Mapping[str, str]:
    """The texts that a file holds, by group and key."""
    entries = (text for group in file.children() for text in group.children())
    return MappingProxyType({".".join(entry.path): entry.text() for entry in entries})


@cache
def _read(locale: str, root: Path) -> Mapping[str, str]:
    return texts(read(f"{locale}/{FILE}", root))
