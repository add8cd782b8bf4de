"""Whether a service can do its work: whether what people do can be kept, and read again."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from skill.clock import Clock
from skill.store.port import JobMark, Store, StoreUnavailableError

NAME = "readyz"
"""Under what name the row that is written stands among the marks; it is about nobody."""
ANSWER_LASTS_S = 1.0
"""For so long an answer is given again: anybody may ask, and each time costs a read and a write."""
_log = logging.getLogger(__name__)


class Readiness:
    """Asks a store whether it can be read and written, at most once a second."""

    def __init__(
        self, store: Store, clock: Clock, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        """Ask this store; the clock dates what is written, `now_s` tells how old an answer is."""
        self._store = store
        self._clock = clock
        self._now_s = now_s
        self._lock = Lock()
        self._is_ready = False
        self._asked_s: float | None = None

    def is_ready(self) -> bool:
        """Whether the store could be read and written a moment ago; why not is in the log."""
        with self._lock:
            if self._asked_s is None or self._now_s() - self._asked_s >= ANSWER_LASTS_S:
                self._is_ready = self._asked()
                self._asked_s = self._now_s()
            return self._is_ready

    def _asked(self) -> bool:
        now = self._clock.now()

        def change(mark: JobMark) -> JobMark:
            return replace(mark, done_until=now)

        try:
            return self._store.change_job_mark(NAME, change).done_until == now
        except StoreUnavailableError as error:
            _log.warning("not ready: %s", error)
            return False
