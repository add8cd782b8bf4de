"""Sentences as people say them, each with what it means.

A line `== Intent slot=value ... @moment` says what the sentences below it mean; a sentence may
bring slots of its own behind `|`. A file of nonsense has one sentence a line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from interaction_model.source import ROOT
from skill.understanding.heard import FALLBACK

FOLDER = Path(__file__).parent / "sentences"
"""`en.txt` and `en.nonsense.txt` for each language."""


class ExampleError(ValueError):
    """A line of the examples cannot be used; the text names it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and its meaning."""

    text: str
    """What is said."""
    intent: str
    """What it means; the fallback for nothing."""
    slots: Mapping[str, str]
    """Slot -> id or value, as `plainly` writes them."""
    moment: str
    """`question_open`, `playing` or `in_session`, where it is said only then; else ""."""


def files_of(language: str) -> tuple[Path, Path]:
    """The files of a language: what people say, and what means nothing to us."""
    return FOLDER / f"{language}.txt", FOLDER / f"{language}.nonsense.txt"


def digests(files: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each file, by its path from the root."""
    return {
        file.relative_to(ROOT).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files
    }


def examples_of(language: str) -> Iterator[Example]:
    """All examples of a language.

    Raises:
        FileNotFoundError: the language has none.
        ExampleError: a line is broken.
    """
    said, nonsense = files_of(language)
    yield from labelled(said)
    yield from (Example(text, FALLBACK, {}, "") for _, text in _lines(nonsense))


def danger_files_of(language: str) -> tuple[Path, Path]:
    """The files of a language: what tells of danger, and what only sounds like it."""
    return FOLDER / f"{language}.danger.txt", FOLDER / f"{language}.alike.txt"


def danger_examples_of(language: str) -> Iterator[Example]:
    """The examples by which danger is learnt; the fallback is what is none.

    Raises:
        FileNotFoundError: the language has none.
        ExampleError: a line is broken.
    """
    said, alike = danger_files_of(language)
    yield from labelled(said)
    yield from (Example(text, FALLBACK, {}, "") for _, text in _lines(alike))


def labelled(file: Path) -> Iterator[Example]:
    """The sentences of a file with headings.

    Raises:
        ExampleError: a line is broken.
    """
    intent, common, moment = "", dict[str, str](), ""
    for number, line in _lines(file):
        if line.startswith("=="):
            _, intent, *rest = line.split()
            common = _pairs(rest)
            moment = next((word[1:] for word in rest if word.startswith("@")), "")
        elif not intent:
            raise ExampleError(f"{file.name}:{number}: a sentence stands before the first heading")
        else:
            text, _, own = line.partition("|")
            yield Example(text.strip(), intent, common | _pairs(own.split()), moment)


def _pairs(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
