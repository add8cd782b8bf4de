"""Where sentences come from: a person at a terminal, or a pipe."""

import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TextIO

from skill.speaker.terminal.terminal_loop import Leave, Spoken, TerminalLoop


def is_piped(lines: TextIO) -> bool:
    """Whether a pipe or a file brings sentences: neither a person nor nothing at all."""
    try:
        mode = os.fstat(lines.fileno()).st_mode
    except (OSError, ValueError):
        return False  # no stream of the system's, or closed
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


class Keyboard(Protocol):
    """Feeds a room until there is nothing more to say."""

    def feed(self, room: TerminalLoop) -> None:
        """Passes sentences on; returns when there will be no more."""
        ...

    def close(self) -> None:
        """There is nobody left to talk to: `feed` shall return; from any thread."""
        ...

    def screen(self) -> AbstractContextManager[None]:
        """While this lasts, what is printed does not garble what is being typed."""
        ...


class Pipe:
    """Sentences a line each; each waits for the device to finish talking."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines

    def feed(self, room: TerminalLoop) -> None:
        """Passes all lines on; what they started is then heard to its end."""
        for line in self._lines:
            if line.strip():
                room.put(Spoken(line.strip(), is_patient=True))
        room.put(Leave(when_idle=True))

    def close(self) -> None:
        """A pipe is read to its end."""

    def screen(self) -> AbstractContextManager[None]:
        """Nobody types, so nothing needs care."""
        return nullcontext()


class Prompt:
    """A person who types, and may cut in at any time."""

    def __init__(self, progress: Callable[[], str]) -> None:
        """The progress stands below the prompt, and is asked for twice a second."""
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - only a terminal needs it

        self._session: PromptSession[str] = PromptSession(
            message="> ", bottom_toolbar=progress, refresh_interval=0.5
        )
        self._is_closed = False

    def feed(self, room: TerminalLoop) -> None:
        """Passes each sentence on, until Ctrl-D or Ctrl-C."""
        try:
            while True:
                text = self._session.prompt(pre_run=self._leave_if_closed)
                if text.strip():
                    room.put(Spoken(text.strip(), is_patient=False))
        except (EOFError, KeyboardInterrupt):
            room.put(Leave(when_idle=False))

    def close(self) -> None:
        """Ends the prompt as Ctrl-D would, this one or the next."""
        self._is_closed = True
        app = self._session.app
        if app.is_running and app.loop is not None:
            app.loop.call_soon_threadsafe(self._leave_if_closed)

    def _leave_if_closed(self) -> None:
        app = self._session.app
        if self._is_closed and app.future is not None and not app.future.done():
            app.exit(exception=EOFError)

    def screen(self) -> AbstractContextManager[None]:
        """Prints above the prompt."""
        from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415 - as above

        return patch_stdout()
