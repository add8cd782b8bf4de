"""Alexa for one device in one home: what her services work on, and what the device has of her."""

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from xml.sax.saxutils import escape

from skill.clock import Clock
from skill.speaker.cloud.alarm import Alarm, ScheduledAlarm, ToldAlarm
from skill.speaker.cloud.alerts.book import AlertBook
from skill.speaker.cloud.alerts.words import chimed
from skill.speaker.cloud.consents import Consents
from skill.speaker.cloud.faults import Faults
from skill.speaker.cloud.ledger import Kind, Ledger
from skill.speaker.cloud.tokens import Tokens
from skill.speaker.device.errands import Errand, Ring, Tell
from skill.speaker.device.profile import Json
from skill.speaker.setting import Setting
from skill.speaker.virtual_clock import epoch_ms

SpeakMeanwhile = Callable[[str], None]
"""Speaks SSML on the device while the skill is being asked."""


class Alexa:
    """All that stands behind the services; see `skill.speaker.device.cloud.Cloud`.

    Services run in threads of their own. Whatever they want of the device waits here until the
    device comes for it, but for progressive responses, which cannot wait.
    """

    def __init__(
        self,
        setting: Setting,
        clock: Clock,
        ledger: Ledger,
        alarm: Alarm,
        faults: Faults,
    ) -> None:
        self.setting = setting
        self.clock = clock
        self.ledger = ledger
        self.faults = faults
        self.tokens = Tokens(clock)
        self.consents = Consents(ledger)
        self.book = AlertBook(ledger, clock, setting.zone, setting.locale)
        self.speak_meanwhile: SpeakMeanwhile | None = None
        """Set once there is a device."""
        self.is_attended: Callable[[], bool] = lambda: True
        """Whether somebody could hear it; where not, what is due waits."""
        self.asked: Json | None = None
        """The request that the skill is answering to somebody who waits."""
        self._alarm = alarm
        self._errands: SimpleQueue[Errand] = SimpleQueue()

    def due_ms(self) -> int | None:
        """When the next errand comes."""
        if not self.is_attended():
            return None
        return 0 if not self._errands.empty() else self._alarm.due_ms()

    def take(self, _at_ms: int) -> Sequence[Errand]:
        """The errands that have come by a moment, each once."""
        found: list[Errand] = []
        try:
            while True:
                found.append(self._errands.get_nowait())
        except Empty:
            pass  # these are all
        # A reminder is due by the clock on the wall, which is ahead of a device that slept.
        now = self.clock.now()
        rings = [self.book.ring(row, now) for row in self._alarm.due(epoch_ms(now))]
        return [*found, *(ring for ring in rings if ring is not None)]

    def tell_skill(self, request: Json) -> None:
        """The skill will be told, outside of any session."""
        self._errands.put(Tell(request))

    def chime(self) -> None:
        """The device will give the sign that something waits to be heard."""
        self._errands.put(Ring(chimed("You have a new notification.")))

    def permissions(self) -> Json:
        """`context.System.user.permissions`."""
        return self.consents.permissions()

    def are_granted(self, scopes: Sequence[str]) -> bool:
        """Whether the person has allowed the skill all of these."""
        return self.consents.are_granted(scopes)

    def consent_question(self, scopes: Sequence[str]) -> str:
        """How Alexa asks for them."""
        return self.consents.question(scopes)

    def decide(self, scopes: Sequence[str], *, granted: bool) -> None:
        """The person has allowed these to the skill, or denied them; the skill is told."""
        for request in self.consents.decide(scopes, granted=granted):
            self.tell_skill(request)

    def turn_begins(self, request: Json) -> None:
        """The skill is asked, and may send a progressive response until the turn ends."""
        self.asked = request

    def turn_ends(self) -> None:
        """The skill has answered."""
        self.asked = None

    def notifications(self) -> Sequence[str]:
        """What waits to be heard; it waits no longer."""
        now_ms = epoch_ms(self.clock.now())
        rows = self.ledger.rows(Kind.NOTIFICATION)
        for row in rows:
            # The name of an event stays known, so that it cannot come twice.
            self.ledger.put(type(row)(row.kind, row.id, row.body | {"is_heard": True}))
        fresh = [r for r in rows if not r.body["is_heard"] and r.body["expires_ms"] > now_ms]
        return [escape(row.body["text"]) for row in fresh]

    def close(self) -> None:
        """Nothing comes any more."""
        self._alarm.close()
        self.ledger.close()


def alexa_in_real_time(setting: Setting, clock: Clock, ledger: Ledger, faults: Faults) -> Alexa:
    """Alexa who rings at the times of this machine's clock."""
    return Alexa(setting, clock, ledger, ScheduledAlarm(ledger, clock), faults)


def alexa_in_told_time(setting: Setting, clock: Clock, faults: Faults | None = None) -> Alexa:
    """Alexa in a time that is moved on, who forgets all in the end."""
    ledger = Ledger(None, setting.user_id)
    return Alexa(setting, clock, ledger, ToldAlarm(ledger), faults or Faults())
