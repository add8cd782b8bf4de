"""A process that renders tracks and measures phrases beside the one that answers requests.

A process of its own, since rendering must not slow down a turn of the skill. It ends with the one
that started it, and is started anew when it dies.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

from audio import render_tasks
from audio.render_tasks import RenderError, Studio
from skill.sound.sheet import SheetJson

_log = logging.getLogger(__name__)
_TRIES = 2
"""A process that died takes its task with it; another one tries once more."""
_Task = ParamSpec("_Task")
_Done = TypeVar("_Done")


class RenderProcess:
    """One render process, started when it is first needed."""

    def __init__(self, studio: Studio) -> None:
        """Know how to start the process."""
        self._studio = studio
        self._lock = Lock()
        self._executor: ProcessPoolExecutor | None = None
        self._closed = False

    def pid(self) -> int:
        """Its process id, as soon as it has loaded its voice.

        Raises:
            RenderError: it could not be started.
        """
        return self._done(render_tasks.pid)

    def render(self, sheet: SheetJson, path: Path) -> None:
        """Render a sheet to a file.

        Raises:
            RenderError: it could not be rendered.
        """
        self._done(render_tasks.render_to, sheet, path)

    def measure(self, texts: Sequence[str]) -> Mapping[str, int]:
        """Milliseconds that each text lasts.

        Raises:
            RenderError: one could not be spoken.
        """
        return self._done(render_tasks.measure, texts)

    def close(self) -> None:
        """End the process, after the task that it is at."""
        with self._lock:
            self._closed = True
            executor = self._executor
        if executor is not None:
            executor.shutdown(cancel_futures=True)

    def _done(
        self, task: Callable[_Task, _Done], *args: _Task.args, **kwargs: _Task.kwargs
    ) -> _Done:
        for _ in range(_TRIES):
            executor = self._running()
            try:
                return executor.submit(task, *args, **kwargs).result()
            except BrokenProcessPool:
                _log.warning("a render process ended unexpectedly")
                self._give_up(executor)
            except CancelledError:
                break
        if self._closed:
            raise RenderError("the render process was closed: nothing is rendered any more")
        raise RenderError("render processes keep dying: see the error output above")

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise RenderError("the render process was closed: nothing is rendered any more")
            if self._executor is None:
                # Spawned: a fork would copy the locks of threads that do not run in it.
                self._executor = ProcessPoolExecutor(
                    1, get_context("spawn"), render_tasks.load, (self._studio,)
                )
            return self._executor

    def _give_up(self, executor: ProcessPoolExecutor) -> None:
        """Have another process take the place of a dead one, unless one has already."""
        with self._lock:
            if self._executor is executor:
                self._executor = None
