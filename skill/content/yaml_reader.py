"""YAML as content uses it: every scalar is text, and the reader says where it stumbled.

A phrase called `no`, or one that says `Yes`, must not turn into a boolean, so nothing is guessed
from how a scalar looks; `Entry` turns into a number what has to be one.
"""

from collections.abc import Iterator

import yaml

from skill.content.errors import ContentError

# libyaml's reader is about eight times as fast; where it was not built in, Python's will do.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse(file: str, text: str) -> object:
    """What a file says: mappings, lists and strings.

    Args:
        file: its path, for the error.
        text: what stands in it.

    Raises:
        ContentError: this is no YAML.
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - it makes strings, nothing else
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "(whole file)"
        raise ContentError(file, line, f"is no YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ContentError(
            file, "(whole file)", "is no YAML: it holds a character that YAML bars"
        ) from error


def duplicate_keys(file: str, text: str) -> Iterator[ContentError]:
    """Every key that stands twice in one mapping: the reader would keep the last and be silent."""
    yield from _duplicates_below(file, (), yaml.compose(text, Loader=_Loader))


def _duplicates_below(
    file: str, path: tuple[str, ...], node: yaml.Node | None
) -> Iterator[ContentError]:
    if not isinstance(node, yaml.MappingNode):
        return
    lines: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in lines:
            reason = f"stands twice, on lines {lines[key.value]} and {line}"
            yield ContentError(file, ".".join((*path, key.value)), reason)
        lines[key.value] = line
        yield from _duplicates_below(file, (*path, key.value), value)
