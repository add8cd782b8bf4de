"""The code and the phrases know the same keys: none is used and missing, none there and unused."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from skill.content.phrases import NAMED

_FILLED = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*"
"""What may stand where an f-string fills in a value."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the code that says a phrase."""

    file: str
    """The file, written from the project's root."""
    line: int
    """The line in it."""
    written: str
    """The key, with `{}` for each part that is only known when it is said."""

    def says(self, key: str) -> bool:
        """Whether this place may say the phrase with that key."""
        parts = (re.escape(part) for part in self.written.split("{}"))
        return re.fullmatch(_FILLED.join(parts), key) is not None


def uses(folder: Path, root: Path, sections: Iterable[str]) -> tuple[Use, ...]:
    """Every use of a phrase in the Python files of a folder.

    A text that is given to `say` is one, and in a module that says anything, each text that begins
    like a key: `care.`.

    Args:
        folder: where the code lies.
        root: the folder that file names are written from.
        sections: the beginnings of keys, such as `care`.
    """
    begins = re.compile(rf"(?:{'|'.join(map(re.escape, sections))})\.[a-z0-9_{{}}.-]+")
    found: dict[tuple[str, int, str], Use] = {}
    for file in sorted(folder.rglob("*.py")):
        name = file.relative_to(root).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"), name)
        said = [text for call in _says(tree) for text in _texts(call.args[0])]
        like_keys = (text for text in _texts(tree) if begins.fullmatch(_written(text)))
        for text in (*said, *(like_keys if said else ())):
            use = Use(name, text.lineno, _written(text))
            found[use.file, use.line, use.written] = use
    return tuple(found.values())


def faults(
    used: Iterable[Use], lines: Mapping[str, int], file: str
) -> Iterator[tuple[str, str, str, str]]:
    """File, place, fault and remedy of every key that only one side has.

    Args:
        used: where phrases are said.
        lines: key -> the line of the locale's file that it stands in.
        file: that file, written from the project's root.
    """
    used = tuple(used)
    for use in used:
        if not any(use.says(key) for key in lines):
            fault = f"is said, and {file} does not have it"
            yield f"{use.file}:{use.line}", use.written, fault, f"Add it to {file}"
    for key, line in lines.items():
        if not any(use.says(key.removesuffix(NAMED)) for use in used):
            fault = "is there, and nothing says it"
            yield f"{file}:{line}", key, fault, "Take it out, or say it"


def key_lines(file: Path) -> dict[str, int]:
    """Every key of a file of phrases, with the line that it stands in."""
    top = yaml.compose(file.read_bytes(), Loader=yaml.CSafeLoader)
    return dict(_keys(top, ()))


def _keys(node: yaml.Node | None, path: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.MappingNode):
                yield from _keys(value, (*path, key.value))
            else:
                yield ".".join((*path, key.value)), key.start_mark.line + 1


def _says(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="say"), args=[_, *_]):
                yield node


def _texts(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Every text and f-string, without the pieces of f-strings and what texts are compared with."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(piece) for piece in ast.walk(node) if piece is not node)
        elif isinstance(node, ast.Compare | ast.Subscript):
            skipped.update(id(piece) for piece in ast.walk(node) if isinstance(piece, ast.Constant))
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            yield node


def _written(text: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(text, ast.Constant):
        return str(text.value)
    pieces = (piece.value if isinstance(piece, ast.Constant) else "{}" for piece in text.values)
    return "".join(map(str, pieces))
