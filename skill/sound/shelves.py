"""Where tracks are to be had: on this machine, which renders what is ordered, or published."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from skill.sound.library import FolderLibrary
from skill.sound.sheet import SheetJson
from skill.sound.track import Track


class Renders(Protocol):
    """Something that renders what was ordered; see `audio.render_queue`."""

    def wait_for(self, key: str, timeout_s: float) -> Path | None:
        """The MP3 as soon as it is there; None if it will not be."""
        ...


RENDERING_SECONDS = 20.0
"""A track takes one to five seconds; whoever waits longer than this waits for nothing."""


@dataclass(frozen=True, slots=True)
class LocalShelf:
    """Tracks on this machine, under the door that the device came in by."""

    library: FolderLibrary
    """The folder."""
    renderer: Renders | None
    """What renders; None where no voice is installed."""

    def order(self, track: Track) -> None:
        """Have the track rendered soon. Never fails."""
        self.library.order(track)

    def url(self, track: Track, base_url: str) -> str:
        """Where the device fetches it."""
        return f"{base_url}tracks/{track.key}.mp3"

    def sheet(self, key: str) -> SheetJson | None:
        """The sheet of a track that was ordered."""
        return self.library.sheet(key)

    def file(self, key: str) -> Path | None:
        """The MP3 of a track, rendered now if need be."""
        path = self.library.path(key)
        if path is not None or self.renderer is None or self.library.sheet(key) is None:
            return path
        return self.renderer.wait_for(key, RENDERING_SECONDS)


@dataclass(frozen=True, slots=True)
class PublishedShelf:
    """Tracks rendered and uploaded ahead of time."""

    public_url: str
    """Where they are, ending in a slash."""

    def order(self, track: Track) -> None:
        """Nothing to do: all that anybody may ask for was published with this version."""

    def url(self, track: Track, base_url: str) -> str:  # noqa: ARG002 - the same for all doors
        """Where the device fetches it."""
        return f"{self.public_url}{track.key}.mp3"
