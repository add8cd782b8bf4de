"""Why a request is refused: counted and logged here, never told to the one who asked."""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from threading import Lock


class Reason(StrEnum):
    """Why a request is refused."""

    HEADERS = "headers"
    """It does not say where its certificates are, or it is not signed."""

    ADDRESS = "address"
    """Its certificates are said to be at an address that is not Alexa's."""

    UNREACHABLE = "unreachable"
    """Its certificates could not be fetched, just now or a moment ago."""

    BUSY = "busy"
    """As many requests as may already wait for certificates that were never seen before."""

    CHAIN = "chain"
    """Its certificates do not lead to a trusted root, are out of date, or are not Alexa's."""

    SIGNATURE = "signature"
    """The signature is not that of this body."""

    BODY = "body"
    """It is larger than any request of Alexa's, or no JSON object."""

    TIME = "time"
    """It was made too long ago, or in the future, or does not say when."""

    SKILL = "skill"
    """It is meant for another skill, or does not say for which."""


class RefusedError(Exception):
    """A request that is not Alexa's, or not for us: answer 400 and nothing else."""

    def __init__(self, reason: Reason) -> None:
        """Carry the reason, which holds nothing that the sender wrote."""
        super().__init__(reason.value)
        self.reason = reason


class Refusals:
    """How often requests were refused, by reason, since the process began."""

    def __init__(self) -> None:
        """Start at zero."""
        self._lock = Lock()
        self._counts = Counter(dict.fromkeys(Reason, 0))
        self._told: list[Callable[[Reason], None]] = []

    def count(self, reason: Reason) -> None:
        """One more."""
        with self._lock:
            self._counts[reason] += 1
        for tell in self._told:
            tell(reason)

    def tell(self, whom: Callable[[Reason], None]) -> None:
        """Have somebody told of each from now on."""
        self._told.append(whom)

    def counts(self) -> Mapping[Reason, int]:
        """The figures now; every reason has one."""
        with self._lock:
            return dict(self._counts)
