"""Faults that can be switched on: services that refuse, dawdle, or are down."""

import re
from dataclasses import dataclass, field
from types import MappingProxyType

from skill.speaker.cloud.refusal import RefusalError

SERVICES = (
    "reminders",
    "timers",
    "settings",
    "directives",
    "messages",
    "events",
    "login",
)
"""What can be at fault, as `--fault` names it."""
_LEAST, _MOST = 400, 599
_CODES = {
    401: "UNAUTHORIZED",
    403: "DEVICE_NOT_SUPPORTED",
    404: "NOT_FOUND",
    429: "TOO_MANY_REQUESTS",
    503: "SERVICE_UNAVAILABLE",
    504: "DEVICE_OFFLINE",
}
_SLOW = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")


class FaultError(ValueError):
    """There is no such fault; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong until the speaker is started again."""

    statuses: MappingProxyType[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """With which status a service refuses everything, by its name."""
    slow_ms: int = 0
    """How long every service waits before it answers."""
    is_down: bool = False
    """Whether no service does anything."""

    def meet(self, service: str) -> None:
        """A request comes to a service.

        Raises:
            RefusalError: when a fault lies on it.
        """
        status = 503 if self.is_down else self.statuses.get(service)
        if status is not None:
            code = _CODES.get(status, "INTERNAL_ERROR")
            raise RefusalError(status, code, "this fault was asked for")


def read_faults(texts: tuple[str, ...]) -> Faults:
    """Faults as they are written: `reminders=429`, `slow=5s`, `down`.

    Raises:
        FaultError: for one that there is not.
    """
    statuses: dict[str, int] = {}
    slow_ms, is_down = 0, False
    for text in texts:
        name, _, value = text.partition("=")
        if text == "down":
            is_down = True
        elif name == "slow" and (match := _SLOW.fullmatch(value)):
            slow_ms = round(float(match[1]) * (1 if match[2] == "ms" else 1000))
        elif name in SERVICES and value.isdecimal() and _LEAST <= int(value) <= _MOST:
            statuses[name] = int(value)
        else:
            services = ", ".join(SERVICES)
            raise FaultError(
                f"{text} is no fault; write down, slow=5s, or SERVICE=STATUS such as "
                f"reminders=429, for one of {services} and a status from {_LEAST} to {_MOST}"
            )
    return Faults(MappingProxyType(statuses), slow_ms, is_down)
