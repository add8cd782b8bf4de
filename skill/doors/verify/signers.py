"""The keys that Alexa signs with, each fetched once and kept while it is valid.

A stranger can make us ask Amazon for any file of Alexa's folder, so this is built for files that
are not there, hang, or lie. Chains that proved good are kept apart from those that did not, and
nothing bad can push them out. One fetch per file at a time, few at once, and few requests wait
for them; the others, and all that come within seconds of a failure, are refused on the spot.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock, Thread

from skill.clock import Clock
from skill.doors.verify.chain import ChainError, Signer
from skill.doors.verify.host import FetchError
from skill.doors.verify.kept_chains import KeptChains
from skill.doors.verify.refusal import Reason, RefusedError
from skill.limits import CERTIFICATE_SECONDS

_log = logging.getLogger(__name__)
KEPT_SIGNERS = 8
"""Keys in memory. Alexa signs with one at a time, and two while it changes over."""

KEPT_FAILURES = 64
"""Failures in memory."""

FAILED_FOR = timedelta(seconds=10)
"""How long a file that failed is not asked for again."""


@dataclass(frozen=True, slots=True)
class PendingFetch:
    """A fetch under way."""

    began: float
    """Seconds of the monotonic clock."""

    result: "Future[Signer | Reason]"
    """What comes of it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not a good chain."""

    at: datetime
    """When that was found out."""

    reason: Reason
    """What was wrong with it."""


class Signers:
    """Alexa's keys by the path of their certificates."""

    def __init__(
        self,
        fetch: Callable[[str], bytes],
        prove: Callable[[bytes, datetime], Signer],
        clock: Clock,
        *,
        places: int,
        seconds: float = CERTIFICATE_SECONDS,
    ) -> None:
        """Say where chains come from, and who judges them.

        Args:
            fetch: gives the file at a path, or raises `FetchError`.
            prove: gives the key of a chain, or raises `ChainError`.
            clock: the time.
            places: requests that may wait for chains at the same time, and chains that may be
                fetched; fewer than the service has threads.
            seconds: what a request may wait.
        """
        self._fetch = fetch
        self._prove = prove
        self._clock = clock
        self._places = places
        self._seconds = seconds
        self._lock = Lock()
        self._waiting = 0
        self._kept: dict[str, Signer] = {}
        self._failed: dict[str, Failure] = {}
        self._pending: dict[str, PendingFetch] = {}
        self._kept_chains: KeptChains | None = None

    def take_up(self, kept_chains: KeptChains) -> None:
        """Know the keys of an earlier start, and keep new ones for the next; before any request."""
        self._kept_chains = kept_chains
        for path, chain in kept_chains.all():
            # One that is good no more is fetched again, when somebody asks for it.
            with suppress(ChainError):
                self._kept[path] = self._prove(chain, self._clock.now())

    def at(self, path: str) -> Signer:
        """The key whose certificates are at a path, fetched if need be.

        Raises:
            RefusedError: there is none that is good now.
        """
        now = self._clock.now()
        with self._lock:
            kept = self._kept.get(path)
            if kept is not None and kept.is_in_date(now):
                return kept
            failure = self._failed.get(path)
            if failure is not None and abs(now - failure.at) < FAILED_FOR:
                raise RefusedError(failure.reason)
            pending = self._join_or_start(path)
        found = self._awaited(path, pending)
        if isinstance(found, Signer):
            return found
        raise RefusedError(found)

    def _join_or_start(self, path: str) -> PendingFetch:
        """The fetch of a path, begun now unless it is under way; the lock is held."""
        if self._waiting >= self._places:
            raise RefusedError(Reason.BUSY)
        pending = self._pending.get(path)
        if pending is None:
            if len(self._pending) >= self._places:
                raise RefusedError(Reason.BUSY)
            pending = self._pending[path] = PendingFetch(time.monotonic(), Future())
            # A daemon: a name server that hangs must not hold up the end of the process.
            Thread(
                target=self._run_fetch, args=(path, pending), name="certificates", daemon=True
            ).start()
        self._waiting += 1
        return pending

    def _awaited(self, path: str, pending: PendingFetch) -> Signer | Reason:
        left = pending.began + self._seconds - time.monotonic()
        try:
            return pending.result.result(timeout=max(0.0, left))
        except TimeoutError:
            with self._lock:
                self._remember_failure(path, Reason.UNREACHABLE)
            return Reason.UNREACHABLE
        finally:
            with self._lock:
                self._waiting -= 1

    def _run_fetch(self, path: str, pending: PendingFetch) -> None:
        found: Signer | Reason = Reason.UNREACHABLE
        try:
            chain = self._fetch(path)
            found = self._prove(chain, self._clock.now())
            if self._kept_chains:
                self._kept_chains.keep(path, chain)
        except ChainError as error:
            found = Reason.CHAIN
            _log.warning("the certificates at %s: %s", path, error)
        except FetchError as error:
            _log.warning("the certificates at %s: %s", path, error)
        except Exception:  # noqa: BLE001 - those who wait are told, and the place is free again
            _log.exception("the certificates at %s", path)
        with self._lock:
            self._finish(path, found)
        pending.result.set_result(found)

    def _finish(self, path: str, found: Signer | Reason) -> None:
        del self._pending[path]
        if isinstance(found, Signer):
            self._failed.pop(path, None)
            self._kept.pop(path, None)
            self._kept[path] = found
            _forget_oldest(self._kept, KEPT_SIGNERS)
        else:
            self._remember_failure(path, found)

    def _remember_failure(self, path: str, reason: Reason) -> None:
        self._failed.pop(path, None)
        self._failed[path] = Failure(self._clock.now(), reason)
        _forget_oldest(self._failed, KEPT_FAILURES)


def _forget_oldest(kept: dict[str, Signer] | dict[str, Failure], most: int) -> None:
    while len(kept) > most:
        del kept[next(iter(kept))]
