"""Where content lies, and how its files are read.

Content is written as YAML. A bundle that has to start fast may carry the JSON copies that
`back-routine content compile` writes in its place: importing a YAML reader takes ten times as
long as reading all of the content.
"""

import json
from functools import cache
from pathlib import Path

from skill.content.entry import Entry
from skill.content.errors import ContentError

ROOT = Path(__file__).parent
"""The content that ships with the skill."""
DEFAULT_LOCALE = "en-US"
"""What is spoken where nothing nearer is there."""


@cache
def locales(root: Path = ROOT) -> tuple[str, ...]:
    """The locales that are there, in alphabetical order; looked for once in a process."""
    files = [*root.glob("*/exercises.yaml"), *root.glob("*/exercises.json")]
    return tuple(sorted({file.parent.name for file in files}))


@cache
def nearest(locale: str, root: Path = ROOT) -> str:
    """The locale to use for a wanted one: itself, else one of its language, else en-US."""
    there = locales(root)
    if locale in there:
        return locale
    language = locale.partition("-")[0]
    kin = [other for other in there if other.partition("-")[0] == language]
    if DEFAULT_LOCALE in kin or not kin:
        return DEFAULT_LOCALE
    return kin[0]


def read(file: str, root: Path = ROOT) -> Entry:
    """Read a file of content: the YAML where it is there, else its JSON twin.

    Args:
        file: path below the root, ending in `.yaml`.
        root: the content folder.

    Raises:
        ContentError: the file is missing, or cannot be read.
    """
    try:
        return Entry(file, (), _parsed(file, root))
    except FileNotFoundError as error:
        raise ContentError(file, "(whole file)", "is missing") from error
    except UnicodeDecodeError as error:
        raise ContentError(file, f"byte {error.start}", "is not UTF-8") from error


def _parsed(file: str, root: Path) -> object:
    twin = (root / file).with_suffix(".json")
    if not (root / file).exists() and twin.exists():
        return json.loads(twin.read_text(encoding="utf-8"))
    # Imported where it is needed: a bundle with JSON copies does without.
    from skill.content.yaml_reader import parse  # noqa: PLC0415

    return parse(file, (root / file).read_text(encoding="utf-8"))
