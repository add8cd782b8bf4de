"""A way to a table that is left in peace for a moment when it does not answer in time.

A server that hangs takes four seconds of whoever asks it, and a service has few threads: all of
them would wait, also for those who need no store. So after a time-out others are told at once that
it is away; then one tries again, and the rest follow when that one was answered.
"""

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

from skill.store.dynamodb_wire import Call, ConditionFailedError
from skill.store.port import StoreUnavailableError

SLOW_SECONDS = 1.0
"""A failure that took as long was a time-out; one that comes at once keeps nobody waiting."""
REST_SECONDS = 2.0
"""As long as one time-out: shorter than a person notices, long enough to free all threads."""


class Resting:
    """Another way, asked only while it answers."""

    def __init__(self, way: Call, now: Callable[[], float] = monotonic) -> None:
        """Stand in front of a way; `now` gives seconds of a clock that never goes back."""
        self._way = way
        self._now = now
        self._lock = Lock()
        self._rests_until: float | None = None
        self._is_tried = False

    def __call__(self, operation: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the other way answers.

        Raises:
            ConditionFailedError: as the other way has it.
            StoreUnavailableError: likewise, or it did not answer somebody else just now.
        """
        if not self._may_be_asked():
            raise StoreUnavailableError("DynamoDB did not answer just now, and is not asked again")
        began = self._now()
        try:
            answer = self._way(operation, body)
        except ConditionFailedError:
            self._answered()
            raise
        except StoreUnavailableError:
            self._failed(self._now() - began)
            raise
        self._answered()
        return answer

    def _may_be_asked(self) -> bool:
        with self._lock:
            if self._rests_until is None:
                return True
            if self._is_tried or self._now() < self._rests_until:
                return False
            self._is_tried = True
            return True

    def _answered(self) -> None:
        with self._lock:
            self._rests_until, self._is_tried = None, False

    def _failed(self, seconds: float) -> None:
        with self._lock:
            self._is_tried = False
            if seconds >= SLOW_SECONDS:
                self._rests_until = self._now() + REST_SECONDS
