"""How the speaker is ended: whichever signal asks for it, as Ctrl-C does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Never

_NAMES = ("SIGTERM", "SIGHUP")
"""A shutdown or `kill`, and a terminal's window that is closed; not every system has both."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Raise `KeyboardInterrupt` at SIGTERM and SIGHUP within the block, as Ctrl-C does.

    Only the first counts: what it starts, such as keeping the place, is not interrupted by another.
    A signal that is ignored already stays so: `nohup` asks for that.
    """
    if current_thread() is not main_thread():  # Python lets no other set handlers
        yield
        return
    known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    ours = [each for each in known if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.getsignal(each) for each in ours}

    def end(_signal: int, _frame: FrameType | None) -> Never:
        for each in ours:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in ours:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler or signal.SIG_DFL)
