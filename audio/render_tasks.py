"""What a render process does; the process that asks for it imports nothing heavy with this."""

import faulthandler
import os
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from skill.sound.files import write_whole
from skill.sound.sheet import Sheet, SheetJson

if TYPE_CHECKING:
    from audio.phrases import Phrases

_WARM_UP = "Ready."
"""Spoken once at the start, so that the voice is loaded before the first track is due."""
_PATIENCE_S = 120
"""A track takes seconds; a process that takes this long is stuck, and is ended."""


class RenderError(RuntimeError):
    """A track or a phrase could not be rendered; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What a render process needs to know."""

    voice: str
    """Name of the voice, as `choose_voice` takes it."""
    locale: str
    """Language and region, such as `en-US`."""
    phrases: Path
    """Folder of the phrase cache."""


_loaded: list["Phrases"] = []
"""The voice of this process, after `load`."""


def load(studio: Studio) -> None:
    """Load the voice, once, before the first task.

    Raises:
        MissingVoiceError: it is not installed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C is for the process that started it
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is not the command's
    warnings.simplefilter("ignore")
    Thread(target=_end_with_parent, daemon=True).start()
    # Heavy, and only a render process needs them.
    from audio import renderer  # noqa: F401, PLC0415
    from audio.phrases import Phrases  # noqa: PLC0415
    from audio.voices.choice import choose_voice  # noqa: PLC0415
    from audio.voices.voice import MissingVoiceError  # noqa: PLC0415

    voice = choose_voice(studio.voice, studio.locale)
    if voice is None:
        raise MissingVoiceError(f"no voice for {studio.locale}: install espeak-ng")
    phrases = Phrases(voice, studio.phrases)
    phrases.clip(_WARM_UP)
    _loaded.append(phrases)


def pid() -> int:
    """The id of this process."""
    return os.getpid()


def render_to(sheet: SheetJson, path: Path) -> None:
    """Render a sheet to a file.

    Raises:
        RenderError: it could not be rendered.
    """
    from audio.renderer import render  # noqa: PLC0415 - as in `load`

    with _guarded():
        write_whole(path, render(Sheet.from_json(sheet), _loaded[0]))


def measure(texts: Sequence[str]) -> Mapping[str, int]:
    """Milliseconds that each text lasts.

    Raises:
        RenderError: one could not be spoken.
    """
    with _guarded():
        return {text: _loaded[0].length_ms(text) for text in texts}


@contextmanager
def _guarded() -> Iterator[None]:
    """End the process if the task is stuck; tell errors by a type that loads nothing."""
    from audio.voices.voice import VoiceError  # noqa: PLC0415 - as in `load`

    faulthandler.dump_traceback_later(_PATIENCE_S, exit=True)
    try:
        yield
    except (VoiceError, OSError, ValueError) as error:
        raise RenderError(f"{type(error).__name__}: {error}") from None
    finally:
        faulthandler.cancel_dump_traceback_later()


def _end_with_parent() -> None:
    """End this process with the one that started it, even if that one was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
