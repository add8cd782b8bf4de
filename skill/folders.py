"""Where this machine keeps our files: what people did, and what can be made again."""

import os
from pathlib import Path

NAME = "my-back-routine"
HOME = "BACK_ROUTINE_HOME"
"""Environment variable that puts everything under one folder of one's own choice."""
LAST_PLACE = "last-place.json"
"""Beside a store: where the local speaker's sound stands while it plays, or was cut."""


def data_folder() -> Path:
    """What must not be lost."""
    # Lambda keeps nothing on its disk, and has no such package.
    from platformdirs import user_data_path  # noqa: PLC0415

    home = os.environ.get(HOME)
    return Path(home) / "data" if home else user_data_path(NAME)


def cache_folder() -> Path:
    """What may be deleted at any time: spoken phrases and rendered tracks."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - likewise

    home = os.environ.get(HOME)
    return Path(home) / "cache" if home else user_cache_path(NAME)


def default_store_url() -> str:
    """The store that is used when none is named."""
    return f"sqlite:///{data_folder() / 'runs.sqlite3'}"


def beside(store_url: str) -> Path:
    """The folder of a store's file; the data folder for a store without one."""
    kind, _, path = store_url.partition(":///")
    return Path(path).parent if kind == "sqlite" else data_folder()
