"""The programs that play sound on this machine, and which of them is used."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Program:
    """A program that plays one file and ends."""

    name: str
    """What it is called on the path."""
    options: tuple[str, ...]
    """What makes it play quietly, without a window, and end by itself."""
    kinds: tuple[str, ...]
    """The kinds of file it plays, `mp3` and `wav`."""

    def start(self, file: Path) -> subprocess.Popen[bytes]:
        """Begins to play a file.

        Raises:
            OSError: when the program does not start.
        """
        return subprocess.Popen(  # noqa: S603 - a fixed program on a file of our own
            [self.name, *self.options, str(file)],
            stdin=subprocess.DEVNULL,  # the terminal is for typing
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


PROGRAMS = (
    Program("ffplay", ("-nodisp", "-autoexit", "-loglevel", "error"), ("mp3", "wav")),
    Program("mpv", ("--no-video", "--no-terminal", "--really-quiet"), ("mp3", "wav")),
    Program("afplay", (), ("mp3", "wav")),
    Program("mpg123", ("-q",), ("mp3",)),
    Program("pw-play", (), ("wav",)),
    Program("paplay", (), ("wav",)),
    Program("aplay", ("-q",), ("wav",)),
)
"""In the order in which they are tried: those that play everything first."""


def installed_program(which: Callable[[str], str | None] = shutil.which) -> Program | None:
    """The first program that is installed; None where there is none."""
    return next((program for program in PROGRAMS if which(program.name)), None)
