"""Content as JSON, for a bundle that has to start fast: see `skill.content.files`."""

import json
from collections.abc import Iterator
from pathlib import PurePath

from skill.content.files import ROOT, read


def json_copies() -> Iterator[tuple[PurePath, bytes]]:
    """What takes the place of each YAML file: its path below the content folder, and its text."""
    for source in sorted(ROOT.rglob("*.yaml")):
        file = source.relative_to(ROOT)
        yield file.with_suffix(".json"), json.dumps(read(file.as_posix()).value).encode()
