"""Render processes that share out what has to be measured and rendered ahead of time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import TypeVar

from audio.render_process import RenderProcess
from audio.render_tasks import RenderError, Studio
from skill.sound.library import FolderLibrary
from skill.sound.track import Track

_TEXTS_AT_A_TIME = 8
"""Few enough that a progress bar moves, and that all processes end together."""
_Thing = TypeVar("_Thing")
_Done = TypeVar("_Done")


class RenderProcesses:
    """Render processes, and a thread for each that waits for it."""

    def __init__(self, pool: ThreadPoolExecutor, processes: Iterable[RenderProcess]) -> None:
        """Share work out among processes, by as many threads of a pool."""
        self._pool = pool
        self._free: SimpleQueue[RenderProcess] = SimpleQueue()
        for process in processes:
            self._free.put(process)

    def measure(self, texts: Sequence[str]) -> Iterator[Mapping[str, int]]:
        """How many milliseconds each text lasts, some texts at a time, in any order.

        Raises:
            RenderError: one could not be spoken.
        """
        starts = range(0, len(texts), _TEXTS_AT_A_TIME)
        some = [list(texts[start : start + _TEXTS_AT_A_TIME]) for start in starts]
        yield from self._share_out(some, lambda process, few: process.measure(few))

    def render(
        self, tracks: Iterable[Track], library: FolderLibrary
    ) -> Iterator[tuple[Track, RenderError | None]]:
        """Render tracks into a library; each as it is done, with what went wrong if anything."""

        def rendered(process: RenderProcess, track: Track) -> tuple[Track, RenderError | None]:
            try:
                process.render(track.sheet(), library.place(track.key))
            except RenderError as error:
                return track, error
            return track, None

        yield from self._share_out(tracks, rendered)

    def _share_out(
        self, things: Iterable[_Thing], work: Callable[[RenderProcess, _Thing], _Done]
    ) -> Iterator[_Done]:
        def in_a_free_process(thing: _Thing) -> _Done:
            process = self._free.get()
            try:
                return work(process, thing)
            finally:
                self._free.put(process)

        waiting = [self._pool.submit(in_a_free_process, thing) for thing in things]
        for done in as_completed(waiting):
            yield done.result()


@contextmanager
def render_processes(studio: Studio, size: int) -> Iterator[RenderProcesses]:
    """So many processes, started only when there is something to do, for as long as the context."""
    processes = [RenderProcess(studio) for _ in range(size)]
    with ExitStack() as stack:
        for process in processes:
            stack.callback(process.close)
        pool = ThreadPoolExecutor(size)
        stack.callback(pool.shutdown, cancel_futures=True)
        yield RenderProcesses(pool, processes)
