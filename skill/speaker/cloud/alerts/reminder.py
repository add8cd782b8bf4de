"""A reminder: what a skill asked for, and when it rings."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from skill.limits import REMINDER_KEPT_SECONDS
from skill.speaker.cloud.alerts.recurrence import read_recurrence
from skill.speaker.cloud.alerts.times import (
    any_time,
    moment_in,
    spoken_time,
    wall_time,
    written,
    zone_of,
)
from skill.speaker.cloud.alerts.words import chimed, in_language, inner_ssml, reminded
from skill.speaker.cloud.ledger import Kind, Row
from skill.speaker.cloud.refusal import RefusalError, not_valid
from skill.speaker.device.errands import Ring
from skill.speaker.device.profile import Json
from skill.speaker.device.ssml import SsmlError, read
from skill.speaker.virtual_clock import epoch_ms

LATE = timedelta(minutes=2)
"""From then on a reminder says that it is late."""
TOO_LATE = timedelta(days=1)
"""After that nobody wants to hear of it."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder."""

    token: str
    """`alertToken`."""
    asked: Json
    """The request's body, with a `timeZoneId`."""
    created_at: datetime
    """When it was asked for first."""
    asked_at: datetime
    """When it was asked for as it is now: relative times and recurrences count from there."""
    updated_at: datetime
    """When it was last changed, or rang."""
    version: int = 1
    """Counts its changes."""
    due_at: datetime | None = None
    """When it rings next, in UTC; None when it is over."""

    @property
    def zone(self) -> ZoneInfo:
        """Where its times are meant."""
        return zone_of(self.asked["trigger"]["timeZoneId"])

    @property
    def is_forgotten_at(self) -> datetime | None:
        """When it can no longer be read; None as long as it is to ring."""
        if self.due_at is not None:
            return None
        return self.updated_at + timedelta(seconds=REMINDER_KEPT_SECONDS)

    def changed(self, asked: Json, now: datetime, home: ZoneInfo) -> "Reminder":
        """The same reminder with another body.

        Raises:
            RefusalError: 400, when the body is not as documented.
        """
        fresh = make_reminder(asked, now, home)
        return replace(
            self,
            asked=fresh.asked,
            asked_at=now,
            updated_at=now,
            version=self.version + 1,
            due_at=fresh.due_at,
        )

    def rung(self, now: datetime) -> "Reminder":
        """The reminder after it rang: all that it missed until now is over with that."""
        return replace(self, updated_at=now, due_at=_next_after(self.asked, now, self.asked_at))

    def ring(self, now: datetime, locale: str, home: ZoneInfo) -> Ring | None:
        """What is heard when it rings now; None when that would be too late.

        Alexa says times as they are where the device stands, wherever they were meant
        (DOC/smapi/alexa-reminders-overview.html).
        """
        due_at = self._last_due(now)
        if due_at is None:
            return None
        content = in_language(self.asked["alertInfo"]["spokenInfo"]["content"], locale)
        missed_at = spoken_time(due_at, home) if now - due_at > LATE else None
        return Ring(reminded(inner_ssml(content), missed_at))

    def _last_due(self, now: datetime) -> datetime | None:
        """The last of the times that have passed by now; None when all are too long ago."""
        due_at = self.due_at
        if due_at is not None and now - due_at > TOO_LATE:
            due_at = _next_after(self.asked, now - TOO_LATE, self.asked_at)
        found = None
        while due_at is not None and due_at <= now:
            found, due_at = due_at, _next_after(self.asked, due_at, self.asked_at)
        return found

    def answer(self) -> Json:
        """What create and update answer."""
        return {
            "alertToken": self.token,
            "createdTime": written(self.created_at),
            "updatedTime": written(self.updated_at),
            "status": "ON" if self.due_at else "COMPLETED",
            "version": str(self.version),
            "href": f"/v1/alerts/reminders/{self.token}",
        }

    def whole(self) -> Json:
        """What get answers."""
        about = {key: self.asked.get(key) for key in ("trigger", "alertInfo", "pushNotification")}
        return {key: value for key, value in self.answer().items() if key != "href"} | about

    def row(self) -> Row:
        """As it is kept."""
        body = {
            "asked": self.asked,
            "created": self.created_at.isoformat(),
            "asked_at": self.asked_at.isoformat(),
            "updated": self.updated_at.isoformat(),
            "version": self.version,
        }
        due_ms = epoch_ms(self.due_at) if self.due_at else None
        return Row(Kind.REMINDER, self.token, body, due_ms)


def reminder_of(row: Row) -> Reminder:
    """A reminder that was kept."""
    due_ms = row.due_ms
    return Reminder(
        token=row.id,
        asked=row.body["asked"],
        created_at=datetime.fromisoformat(row.body["created"]),
        asked_at=datetime.fromisoformat(row.body["asked_at"]),
        updated_at=datetime.fromisoformat(row.body["updated"]),
        version=row.body["version"],
        due_at=None if due_ms is None else datetime.fromtimestamp(due_ms / 1000, UTC),
    )


def make_reminder(asked: Json, now: datetime, home: ZoneInfo) -> Reminder:
    """A new reminder.

    Args:
        asked: the body, of the right shape.
        now: the present moment.
        home: the device's zone, which holds where the body names none.

    Raises:
        RefusalError: 400, when the body cannot be meant, or it would never ring.
    """
    any_time(asked["requestTime"], "requestTime")
    _check_words(asked)
    trigger = asked["trigger"] | {"timeZoneId": asked["trigger"].get("timeZoneId") or home.key}
    push = asked.get("pushNotification") or {"status": "ENABLED"}
    kept = {**asked, "trigger": trigger, "pushNotification": push}
    due_at = _next_after(kept, now, now)
    if due_at is None:
        raise RefusalError(400, "INVALID_TRIGGER_SCHEDULED_TIME", "trigger: it lies in the past")
    return Reminder(f"{uuid4()}", kept, now, now, now, due_at=due_at)


def _check_words(asked: Json) -> None:
    for content in asked["alertInfo"]["spokenInfo"]["content"]:
        try:
            read(chimed(inner_ssml(content)))
        except SsmlError as error:
            raise not_valid(f"alertInfo.spokenInfo.content: {error}") from error


def _next_after(asked: Json, moment: datetime, asked_at: datetime) -> datetime | None:
    """When a body next rings after a moment; None for never again."""
    trigger = asked["trigger"]
    if trigger["type"] == "SCHEDULED_RELATIVE":
        comes = asked_at + timedelta(seconds=int(trigger["offsetInSeconds"]))
        return comes if comes > moment else None
    zone = zone_of(trigger["timeZoneId"])
    time = trigger.get("scheduledTime")
    scheduled = wall_time(time, "trigger.scheduledTime") if time else None
    if trigger.get("recurrence"):
        now = asked_at.astimezone(zone).replace(tzinfo=None)
        recurrence = read_recurrence(trigger["recurrence"], scheduled, now)
        return recurrence.next_after(moment, zone)
    if scheduled is None:
        raise not_valid("trigger: a scheduledTime is missing")
    comes = moment_in(zone, scheduled)
    return comes if comes > moment else None
