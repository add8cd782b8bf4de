"""Content in a voice: how long each phrase lasts, and the shelf that its tracks stand on."""

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from skill.content import Content, load
from skill.content.files import DEFAULT_LOCALE, ROOT
from skill.folders import cache_folder, data_folder
from skill.routine.lengths import Lengths
from skill.sound.lengths import measured
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import LengthsFor, estimated_lengths
from skill.temporary import own_folder

if TYPE_CHECKING:
    from audio.voices.voice import Voice

_log = logging.getLogger(__name__)
BEST_VOICE = "best"
"""In place of a voice's name: the best that is installed."""


def lengths_here(voice_name: str | None) -> LengthsFor:
    """How long phrases last in a voice of this machine; estimated where there is none."""
    voice = _voice_here(voice_name) if voice_name else None
    if voice is None:
        return estimated_lengths
    return lambda content: _measured_here(voice.name, content.locale)


class LocalSound:
    """The tracks of this machine."""

    def __init__(self, voice_name: str | None) -> None:
        """Look for the voice, and measure it if that was never done.

        Args:
            voice_name: what tracks are rendered in as soon as they are ordered; None only writes
                their sheets, with estimated lengths, so that no voice is needed.
        """
        self._voice = _voice_here(voice_name) if voice_name else None
        if self._voice is None:
            if voice_name:
                _log.warning("no voice is installed: nothing will sound")
            folder = own_folder()
            finalize(self, folder.cleanup)
            self._tracks = Path(folder.name)
            return
        self._tracks = cache_folder() / "tracks"
        # What does not ship with the skill is measured now, before anybody waits for an answer.
        _measured_here(self._voice.name, DEFAULT_LOCALE)

    def lengths(self, content: Content) -> Lengths:
        """How long the phrases of a language last."""
        if self._voice is None:
            return estimated_lengths(content)
        return _measured_here(self._voice.name, content.locale)

    def shelf(self) -> LocalShelf:
        """The tracks, rendered by a process of its own as soon as they are ordered."""
        if self._voice is None:
            return LocalShelf(FolderLibrary(self._tracks), None)
        # Only a machine that renders has these.
        from audio.render_process import RenderProcess  # noqa: PLC0415
        from audio.render_queue import RenderQueue  # noqa: PLC0415
        from audio.render_tasks import Studio  # noqa: PLC0415

        studio = Studio(self._voice.name, DEFAULT_LOCALE, cache_folder() / "phrases")
        queue = RenderQueue(self._tracks, RenderProcess(studio))
        queue.start()
        return LocalShelf(queue.library, queue)


@cache
def _measured_here(voice_name: str, locale: str) -> Lengths:
    from audio.manifests import Manifests  # noqa: PLC0415
    from audio.render_process import RenderProcess  # noqa: PLC0415
    from audio.render_tasks import Studio  # noqa: PLC0415

    voice = _voice_here(voice_name)
    assert voice is not None  # noqa: S101 - it was found by this name
    narration = load(locale).narration
    manifests = Manifests(ROOT, data_folder() / "lengths")
    process = RenderProcess(Studio(voice_name, locale, cache_folder() / "phrases"))
    try:
        return measured(manifests.complete(locale, voice, narration, process.measure), narration)
    finally:
        process.close()


def _voice_here(name: str) -> "Voice | None":
    from audio.voices.choice import choose_voice  # noqa: PLC0415

    return choose_voice(None if name == BEST_VOICE else name)
