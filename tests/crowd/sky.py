"""What the weather and the crowd share, across processes: a few numbers in shared memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext


class Sky:
    """Says to everybody what is wrong now, and hears how far they are."""

    def __init__(self, context: SpawnContext) -> None:
        self._runs = context.Value("i", 0)
        self._troubles = context.Value("i", 0)
        self._changes = context.Value("i", 0)
        self._tracks_missing = context.Value("b", 0)
        self.gathered = context.Semaphore(0)
        """Counts the processes whose people are all there."""
        self.closing = context.Event()
        """Nobody begins anything more."""
        self.last_words = context.Event()
        """The storm is over: everybody asks for the week."""
        self.gone = context.Semaphore(0)
        """Counts the processes whose people have gone."""

    @property
    def runs(self) -> int:
        """How many runs were begun."""
        return int(self._runs.value)

    def one_more_run(self) -> None:
        """A device was given the first of a run."""
        with self._runs.get_lock():
            self._runs.value += 1

    @property
    def store_trouble(self) -> int | None:
        """None while the store is in trouble; else a number that changes with each trouble."""
        return None if self._troubles.value else int(self._changes.value)

    @contextmanager
    def trouble_with_the_store(self) -> Iterator[None]:
        """While the block lasts, what is answered may not be stored."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    @property
    def tracks_missing(self) -> bool:
        """Whether no track loads."""
        return bool(self._tracks_missing.value)

    @contextmanager
    def without_tracks(self) -> Iterator[None]:
        """While the block lasts, no track loads."""
        self._tracks_missing.value = 1
        try:
            yield
        finally:
            self._tracks_missing.value = 0

    def _add(self, troubles: int) -> None:
        # Changed first: whoever sees no trouble afterwards sees the change.
        with self._changes.get_lock():
            self._changes.value += 1
        with self._troubles.get_lock():
            self._troubles.value += troubles
