"""What the page shows, kept for whoever looks."""

import json
from collections.abc import Iterator
from threading import Condition
from typing import Any

Scene = dict[str, Any]
"""All that a page shows, as JSON; see `skill.speaker.page.view_model`."""
_BEAT_S = 2.0
"""How often a reader is told that nothing changed: only so does a lost page come to light."""


class Broadcast:
    """The latest scene, and a way to follow it; for any number of readers in threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._text = "{}"
        self._version = 0
        self._is_open = True

    def put_up(self, scene: Scene) -> None:
        """Shows another scene; one that is the same is no news."""
        text = json.dumps(scene, sort_keys=True)
        with self._changed:
            if text != self._text:
                self._text, self._version = text, self._version + 1
                self._changed.notify_all()

    def close(self) -> None:
        """Nothing more will come."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()

    def follow(self) -> Iterator[str | None]:
        """The scene as it is, then each that follows, as JSON; None when nothing changed lately.

        Whoever follows sees the last scene too, however soon after it all is closed.
        """
        seen, is_open = 0, True
        while is_open:
            with self._changed:
                if self._version == seen and self._is_open:
                    self._changed.wait(_BEAT_S)
                text = self._text if self._version != seen else None
                seen, is_open = self._version, self._is_open
            yield text
