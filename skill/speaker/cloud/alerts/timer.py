"""A timer: how long, of what name, and what happens when it is over."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from xml.sax.saxutils import escape

from skill.limits import TIMER_RINGS_SECONDS, TIMER_SECONDS
from skill.speaker.cloud.alerts.times import duration_of, seconds_of, spoken_length, written
from skill.speaker.cloud.alerts.words import chimed, in_language, inner_ssml
from skill.speaker.cloud.ledger import Kind, Row
from skill.speaker.cloud.refusal import RefusalError, not_valid
from skill.speaker.device.errands import Ring
from skill.speaker.device.profile import Json
from skill.speaker.virtual_clock import epoch_ms

LATE = timedelta(minutes=2)
"""From then on a timer says that it was over long ago."""
_RINGS_MS = TIMER_RINGS_SECONDS * 1000
_NEVER_LATER = timedelta(seconds=TIMER_RINGS_SECONDS)
"""A timer that nobody heard would have fallen silent by then."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One timer, running or paused."""

    id: str
    """Its name for the service."""
    asked: Json
    """The request's body."""
    created_at: datetime
    """When it was asked for."""
    updated_at: datetime
    """When it was last changed."""
    due_at: datetime | None
    """When it rings, in UTC; None while it is paused."""
    remaining_s: int = 0
    """What is left, while it is paused."""

    @property
    def label(self) -> str:
        """Its name for people; empty for none."""
        return self.asked.get("timerLabel") or ""

    def paused(self, now: datetime) -> "Timer":
        """The timer, stopped for a while; one that is paused stays so."""
        if self.due_at is None:
            return self
        left_s = max(1, round((self.due_at - now).total_seconds()))
        return replace(self, due_at=None, remaining_s=left_s, updated_at=now)

    def resumed(self, now: datetime) -> "Timer":
        """The timer, running again; one that runs stays so."""
        if self.due_at is not None:
            return self
        due_at = now + timedelta(seconds=self.remaining_s)
        return replace(self, due_at=due_at, remaining_s=0, updated_at=now)

    def ring(self, now: datetime, locale: str) -> Ring | None:
        """What is heard when it is over now; None when that would be too late."""
        late = now - (self.due_at or now)
        if late > _NEVER_LATER:
            return None
        name = escape(f"{self.label} timer".strip())
        if late > LATE:
            return Ring(chimed(f"Your {name} was over {spoken_length(late)} ago."))
        operation = self.asked["triggeringBehavior"]["operation"]
        chime = chimed("") if self._is_audible else None
        match operation["type"]:
            case "LAUNCH_TASK":
                words = inner_ssml(in_language(operation["textToConfirm"], locale))
                return Ring(chimed(words), task=operation["task"])
            case "ANNOUNCE":
                words = inner_ssml(in_language(operation["textToAnnounce"], locale))
                return Ring(chimed(words), chime, _RINGS_MS)
        return Ring(chimed(f"Your {name} is over."), chime, _RINGS_MS)

    def answer(self) -> Json:
        """The timer as the service tells of it."""
        about = {
            "id": self.id,
            "status": "ON" if self.due_at else "PAUSED",
            "duration": duration_of(seconds_of(self.asked["duration"])),
            "timerLabel": self.label,
            "createdTime": written(self.created_at),
            "updatedTime": written(self.updated_at),
        }
        if self.due_at is not None:
            return about | {"triggerTime": written(self.due_at)}
        return about | {"remainingTimeWhenPaused": duration_of(self.remaining_s)}

    def row(self) -> Row:
        """As it is kept."""
        body = {
            "asked": self.asked,
            "created": self.created_at.isoformat(),
            "updated": self.updated_at.isoformat(),
            "remaining_s": self.remaining_s,
        }
        return Row(Kind.TIMER, self.id, body, epoch_ms(self.due_at) if self.due_at else None)

    @property
    def _is_audible(self) -> bool:
        return bool(self.asked["triggeringBehavior"]["notificationConfig"]["playAudible"])


def timer_of(row: Row) -> Timer:
    """A timer that was kept."""
    due_ms = row.due_ms
    return Timer(
        id=row.id,
        asked=row.body["asked"],
        created_at=datetime.fromisoformat(row.body["created"]),
        updated_at=datetime.fromisoformat(row.body["updated"]),
        due_at=None if due_ms is None else datetime.fromtimestamp(due_ms / 1000, UTC),
        remaining_s=row.body["remaining_s"],
    )


def make_timer(asked: Json, now: datetime) -> Timer:
    """A new timer that runs from now.

    Raises:
        RefusalError: 400, when it is over at once or takes longer than a timer may.
    """
    seconds = seconds_of(asked["duration"])
    if not 0 < seconds <= TIMER_SECONDS:
        raise RefusalError(
            400, "INVALID_DURATION", f"duration: more than 0 s, up to {TIMER_SECONDS} s"
        )
    for texts in ("textToAnnounce", "textToConfirm"):
        if not all(
            t["text"].strip() for t in asked["triggeringBehavior"]["operation"].get(texts, ())
        ):
            raise not_valid(f"{texts}: a text is empty")
    return Timer(f"{uuid4()}", asked, now, now, now + timedelta(seconds=seconds))
