"""A crew of workers that share out what has to be measured and rendered."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue
from types import TracebackType
from typing import Self, TypeVar

from audio.process import RenderError, Studio, Worker
from skill.sound.library import FolderLibrary
from skill.sound.track import Track

_TEXTS_AT_A_TIME = 8
"""Few enough that a progress bar moves, and that all workers end together."""
_Thing = TypeVar("_Thing")
_Done = TypeVar("_Done")


class Crew:
    """Workers that are started only when there is something to do, and end with the context."""

    def __init__(self, studio: Studio, size: int) -> None:
        self._workers = [Worker(studio) for _ in range(size)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._pool = ThreadPoolExecutor(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def measure(self, texts: Sequence[str]) -> Iterator[Mapping[str, int]]:
        """How many milliseconds each text lasts, some texts at a time, in any order.

        Raises:
            RenderError: one could not be spoken.
        """
        starts = range(0, len(texts), _TEXTS_AT_A_TIME)
        some = [list(texts[start : start + _TEXTS_AT_A_TIME]) for start in starts]
        yield from self._share_out(some, lambda worker, few: worker.measure(few))

    def render(
        self, tracks: Iterable[Track], library: FolderLibrary
    ) -> Iterator[tuple[Track, RenderError | None]]:
        """Render tracks into a library; each as it is done, with what went wrong if anything."""

        def rendered(worker: Worker, track: Track) -> tuple[Track, RenderError | None]:
            try:
                worker.render(track.sheet(), library.place(track.key))
            except RenderError as error:
                return track, error
            return track, None

        yield from self._share_out(tracks, rendered)

    def _share_out(
        self, things: Iterable[_Thing], work: Callable[[Worker, _Thing], _Done]
    ) -> Iterator[_Done]:
        def with_a_free_worker(thing: _Thing) -> _Done:
            worker = self._free.get()
            try:
                return work(worker, thing)
            finally:
                self._free.put(worker)

        waiting = [self._pool.submit(with_a_free_worker, thing) for thing in things]
        for done in as_completed(waiting):
            yield done.result()
