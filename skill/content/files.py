"""Where content lies, and how its files are read."""

from pathlib import Path

import yaml

from skill.content.entry import Entry
from skill.content.errors import ContentError

ROOT = Path(__file__).parent
"""The content that ships with the skill."""
DEFAULT_LOCALE = "en-US"
"""What is spoken where nothing nearer is there."""

# libyaml's reader is about eight times as fast; where it was not built in, Python's will do.
_ValueLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Text stays text: a phrase called `no`, or one that says "Yes", must not turn into a boolean.
_TextLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def locales(root: Path = ROOT) -> tuple[str, ...]:
    """The locales that are there, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in root.glob("*/exercises.yaml")))


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


def read_values(file: str, root: Path = ROOT) -> Entry:
    """Read a file of numbers and names.

    Raises:
        ContentError: it is missing, or no YAML.
    """
    return _read(file, root, _ValueLoader)


def read_texts(file: str, root: Path = ROOT) -> Entry:
    """Read a file of texts: every scalar in it is a string.

    Raises:
        ContentError: it is missing, or no YAML.
    """
    return _read(file, root, _TextLoader)


def _read(file: str, root: Path, loader: type[yaml.SafeLoader | yaml.BaseLoader]) -> Entry:
    try:
        text = (root / file).read_text(encoding="utf-8")
        return Entry(file, (), yaml.load(text, Loader=loader))  # noqa: S506 - both are safe loaders
    except FileNotFoundError as error:
        raise ContentError(file, "(whole file)", "is missing") from error
    except UnicodeDecodeError as error:
        raise ContentError(file, f"byte {error.start}", "is not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "(whole file)"
        raise ContentError(file, line, f"is no YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ContentError(file, "(whole file)", f"is no YAML: {error}") from error
