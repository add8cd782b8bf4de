"""A home with Alexa's services over HTTP and a skill that is a function, for tests."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Self
from zoneinfo import ZoneInfo

from skill.clock import Clock
from skill.speaker.cloud.alerts.words import CHIME
from skill.speaker.cloud.alexa import alexa_in_told_time
from skill.speaker.cloud.app import alexa_services
from skill.speaker.cloud.faults import Faults
from skill.speaker.device.device import Device
from skill.speaker.device.ears import Ears
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.fakes import FakeDoor, FakeEars, FakeSounds, Skill
from skill.speaker.device.journal import Broken, Line, Said
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.parts import Parts
from skill.speaker.device.profile import Json
from skill.speaker.device.sounds import SOUNDBANK_MS, Sheet
from skill.speaker.service import LoopbackService
from skill.speaker.setting import Setting
from skill.speaker.virtual_clock import VirtualClock, epoch_ms

MONDAY = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)


class FakeSoundbank(FakeSounds):
    """The chime, and whatever else a test knows."""

    def sheet(self, url: str) -> Sheet:
        """The length of a sound."""
        return Sheet(SOUNDBANK_MS) if url in CHIME else super().sheet(url)


class ServedHome:
    """A device, its Alexa in told time, and her services at an address of their own."""

    def __init__(  # noqa: PLR0913 - one for each thing that a test may want otherwise
        self,
        skill: Callable[["ServedHome", Json], Json | None],
        lengths_ms: dict[str, int] | None = None,
        start: datetime = MONDAY,
        zone: str = "UTC",
        faults: Faults | None = None,
        *,
        make_ears: Callable[[Clock], Ears] = lambda _: FakeEars(),
    ) -> None:
        """The skill is a function that gives the `response`; None for an empty one."""
        self.clock = VirtualClock(start)
        self.setting = Setting(ZoneInfo(zone))
        self.alexa = alexa_in_told_time(self.setting, self.clock, faults)
        self._stack = ExitStack()
        self._stack.callback(self.alexa.close)
        service = LoopbackService(lambda: alexa_services(self.alexa))
        self.url = service.start()
        self._stack.callback(service.stop)
        self.lines: list[Line] = []
        answer: Skill = lambda envelope: skill(self, envelope)  # noqa: E731 - it is an argument
        self.door = FakeDoor(answer)
        tokens = self.alexa.tokens
        identity = self.setting.identity(self.url, tokens.of_session, tokens.of_event)
        profile, sounds = self.setting.profile, FakeSoundbank(lengths_ms or {})
        self.device = Device(
            Parts(
                envelopes=Envelopes(identity, profile, "seed", self.alexa.permissions),
                profile=profile,
                door=self.door,
                ears=make_ears(self.clock),
                sounds=sounds,
                loudspeaker=ImaginedLoudspeaker(sounds),
                journal=self.lines.append,
                clock=self.clock,
                cloud=self.alexa,
            )
        )
        self.alexa.speak_meanwhile = self.device.say_meanwhile

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.device.advance_to(self.device.now_ms + round(seconds * 1000))

    def wait_until(self, moment: datetime) -> None:
        """Time passes until a moment."""
        self.device.advance_to(epoch_ms(moment))

    @property
    def said(self) -> list[str]:
        """All that the device said."""
        return [line.text for line in self.lines if isinstance(line, Said)]

    @property
    def faults(self) -> list[str]:
        """The rules that were broken."""
        return [line.reason for line in self.lines if isinstance(line, Broken)]
