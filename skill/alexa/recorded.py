"""The skill with a record of each turn: what was asked, how it ended, how long it took."""

import logging
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from skill.alexa.conversations import care, danger, screening
from skill.alexa.once import AnswersGiven
from skill.alexa.reading import MalformedRequestError
from skill.alexa.skill import CONVERSATIONS, INTENT, Skill
from skill.alexa.token import short_hash
from skill.clock import Clock
from skill.telemetry.lines import source_of
from skill.telemetry.meter import Meter
from skill.telemetry.record import Outcome, Sink, TurnRecord

_log = logging.getLogger(__name__)
KNOWN = frozenset({INTENT, *(name for each in CONVERSATIONS for name in each.ANSWERS)})
"""Every request and intent that the skill has an answer to."""
OTHER = "other"
"""In place of every name that it does not know: a stranger may make up as many as he likes."""
UNTOLD = frozenset({*care.ANSWERS, *danger.ANSWERS, *screening.ANSWERS})
"""What tells of pain or a warning sign is acted on and forgotten: no line of the log says so, or
whose turn it was."""


class RecordedSkill:
    """A skill, with somebody beside it who takes notes."""

    def __init__(self, skill: Skill, clock: Clock, sinks: Iterable[Sink]) -> None:
        """Hand a record of each turn to all sinks."""
        self._skill = skill
        self._clock = clock
        self._sinks = tuple(sinks)
        self._number = count()
        self._given = AnswersGiven()

    def get_ready(self) -> None:
        """Make ahead of the first request what it would have to wait for."""
        self._skill.get_ready()

    def answer(self, body: Mapping[str, Any], base_url: str) -> dict[str, Any]:
        """Answer one request; arguments and errors are those of `Skill.answer`."""
        with Meter() as meter:
            try:
                return self._given.once(body, lambda: self._answered(body, base_url, meter))
            except MalformedRequestError:
                meter.note(Outcome.REFUSED)
                raise
            except Exception as error:
                meter.note(Outcome.FAILED, error)
                raise
            finally:
                self._tell_safely(body, meter)

    def _tell_safely(self, body: Mapping[str, Any], meter: Meter) -> None:
        try:
            self._tell(body, meter)
        except Exception as error:  # noqa: BLE001 - what is only told of a turn costs no answer
            _log.error("a turn is not told of: %s", source_of(error))

    def _answered(self, body: Mapping[str, Any], base_url: str, meter: Meter) -> dict[str, Any]:
        answer = self._skill.answer(body, base_url)
        if meter.failures and "session" not in body:
            # A report that the store did not hear of may come again, and is then kept.
            self._given.forget(body)
        return answer

    def _tell(self, body: Mapping[str, Any], meter: Meter) -> None:
        if meter.failures and meter.outcome is Outcome.ANSWERED:
            meter.note(Outcome.STORE_DOWN)
        request, intent = _names(body)
        user = _at(body, "context", "System", "user", "userId")
        if intent in UNTOLD:
            intent, user = OTHER, ""
        record = TurnRecord(
            at=self._clock.now(),
            request=request,
            intent=intent,
            outcome=meter.outcome,
            fault=meter.fault,
            took_ns=meter.took_ns,
            store=meter.store,
            is_first=next(self._number) == 0,
            user=short_hash(user) if isinstance(user, str) and user else "",
        )
        for sink in self._sinks:
            sink(record)


def _names(body: Mapping[str, Any]) -> tuple[str, str]:
    """The type of a request, and the intent's name if it is one; both of a known few."""
    kind = _known(_at(body, "request", "type"))
    return kind, _known(_at(body, "request", "intent", "name")) if kind == INTENT else ""


def _known(name: object) -> str:
    return name if isinstance(name, str) and name in KNOWN else OTHER


def _at(value: Any, *path: str) -> Any:
    """What stands at a path; None where nothing does: the body may be anything."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
