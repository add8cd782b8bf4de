"""Orders for tracks, taken in turn; what somebody is waiting for comes first."""

from threading import Condition


class Orders:
    """A queue of keys between those who want tracks and those who render them."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: dict[str, None] = {}
        self._in_work: set[str] = set()
        self._closed = False

    def add(self, key: str) -> None:
        """Put a key at the end of the queue, unless it is in it or in work."""
        with self._changed:
            if not self._has(key):
                self._waiting[key] = None
                self._changed.notify_all()

    def hurry(self, key: str) -> None:
        """Put a key at the front of the queue, unless it is in work."""
        with self._changed:
            if key not in self._in_work:
                self._waiting.pop(key, None)
                self._waiting = {key: None, **self._waiting}
                self._changed.notify_all()

    def take(self) -> str | None:
        """The next key, as soon as there is one; None once the queue is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed:
                return None
            key = next(iter(self._waiting))
            del self._waiting[key]
            self._in_work.add(key)
            return key

    def finish(self, key: str) -> None:
        """Say that the work on a key is over, whether it went well or not."""
        with self._changed:
            self._in_work.discard(key)
            self._changed.notify_all()

    def wait(self, key: str, timeout_s: float) -> bool:
        """Wait until a key is neither in the queue nor in work; False when time is up."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closed or not self._has(key), timeout_s)

    def close(self) -> None:
        """Let everybody go who waits; orders that nobody has taken are dropped."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _has(self, key: str) -> bool:
        return key in self._waiting or key in self._in_work
