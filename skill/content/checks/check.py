"""Content held against its schema, and against itself.

This is for those who write content: tests and `back-routine content check` run it, and nothing
that answers a request imports jsonschema. The schemas alone say what may stand where.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator

from skill.content import catalog, exercises, narration, page, phrases, words, yaml_reader
from skill.content.checks.page_keys import drifted
from skill.content.checks.relations import unrelated
from skill.content.checks.speakable import unspeakable
from skill.content.entry import Entry
from skill.content.errors import ContentError
from skill.content.files import DEFAULT_LOCALE, ROOT, nearest, read

SCHEMAS = ROOT / "schema"
"""One JSON Schema for each kind of file."""


def faults(locale: str = DEFAULT_LOCALE, *, root: Path = ROOT) -> tuple[ContentError, ...]:
    """Every fault in the catalog and in the content of a locale, in the order of the files.

    How the files agree with one another, and with the page that shows them, is looked at only
    where each is sound by itself.
    """
    folder = nearest(locale, root)
    texts = [f"{folder}/{kind.FILE}" for kind in (exercises, narration, phrases, words, page)]
    alone = [fault for file in (catalog.FILE, *texts) for fault in _in_file(file, root)]
    if alone:
        return tuple(alone)
    try:
        related = unrelated(*(read(file, root) for file in (catalog.FILE, *texts[:3])))
        return (*related, *drifted(read(texts[-1], root)))
    except ContentError as error:
        return (error,)


def _in_file(file: str, root: Path) -> Iterator[ContentError]:
    try:
        entry = read(file, root)
    except ContentError as error:
        yield error
        return
    text = (root / file).read_text(encoding="utf-8")
    yield from yaml_reader.duplicate_keys(file, text)
    # Only the catalog's schema knows numbers; a text is a text whatever it looks like.
    is_catalog = file == catalog.FILE
    yield from _against_schema(entry, _typed(entry.value) if is_catalog else entry.value)
    # The page is read, not heard.
    if not is_catalog and Path(file).name != page.FILE:
        yield from unspeakable(entry)


def _against_schema(entry: Entry, value: object) -> Iterator[ContentError]:
    errors = _validator(Path(entry.file).stem).iter_errors(value)
    for error in sorted(errors, key=lambda error: [str(part) for part in error.absolute_path]):
        path = (part + 1 if isinstance(part, int) else part for part in error.absolute_path)
        yield Entry(entry.file, tuple(map(str, path)), None).refused(error.message)


def _typed(value: object) -> object:
    """The value with numbers as numbers and booleans as booleans, as `Entry` would read them."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    text = str(value)
    return int(text) if text.removeprefix("-").isdecimal() else text


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
