"""Stand-ins for a device's ports, for tests that want no network and no hearing."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from skill.speaker.device.device import Device
from skill.speaker.device.ears import Situation, Understood
from skill.speaker.device.envelope import Envelopes, Identity
from skill.speaker.device.journal import Line
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker, Loudspeaker
from skill.speaker.device.parts import Parts
from skill.speaker.device.profile import PROFILES, Json
from skill.speaker.device.sounds import Sheet, SoundNotFoundError, Sounds
from skill.speaker.virtual_clock import VirtualClock

Skill = Callable[[Json], Json | None]
"""Takes a request, gives the `response` object; None for an empty one."""


class FakeDoor:
    """A skill that is a function, and remembers what it was asked."""

    def __init__(self, skill: Skill) -> None:
        self._skill = skill
        self.asked: list[Json] = []

    def ask(self, envelope: Json) -> bytes:
        """The function's answer, as a body."""
        self.asked.append(envelope)
        response = self._skill(envelope) or {}
        attributes = response.pop("sessionAttributes", {})
        whole = {"version": "1.0", "sessionAttributes": attributes, "response": response}
        return json.dumps(whole).encode()

    def types(self) -> list[str]:
        """The types of all requests, without the part before the dot."""
        return [each["request"]["type"].rpartition(".")[2] for each in self.asked]


class FakeEars:
    """Takes "open" for a launch and any other sentence for the intent of that name."""

    def __init__(self) -> None:
        self.situations: list[Situation] = []

    def understand(self, text: str, situation: Situation) -> Understood:
        """The sentence is the meaning."""
        self.situations.append(situation)
        if text == "open":
            return Understood(None, {}, names_skill=True)
        return Understood(text, {}, names_skill=False)


class FakeSounds:
    """Sounds whose lengths are known beforehand; any other does not load."""

    def __init__(self, lengths_ms: dict[str, int]) -> None:
        self._lengths_ms = lengths_ms

    def sheet(self, url: str) -> Sheet:
        """The length; the exercise is the file's name.

        Raises:
            SoundNotFoundError: for a sound that is not among them.
        """
        if url not in self._lengths_ms:
            raise SoundNotFoundError(f"{url} does not load")
        return Sheet(self._lengths_ms[url], url.rpartition("/")[2].removesuffix(".mp3"))


class FakeHome:
    """A device with fakes all around it, on a Monday at seven."""

    def __init__(
        self,
        skill: Skill,
        lengths_ms: dict[str, int],
        profile: str = "local",
        loudspeaker: Callable[[Sounds], Loudspeaker] = ImaginedLoudspeaker,
    ) -> None:
        """The skill answers; the lengths are those of all sounds there are."""
        self.door, self.ears = FakeDoor(skill), FakeEars()
        self.lines: list[Line] = []
        self.clock = VirtualClock(datetime(2026, 11, 16, 7, 0, tzinfo=UTC))
        sounds, device = FakeSounds(lengths_ms), PROFILES[profile]
        identity = Identity("user", "device", "app", "en-US", "http://127.0.0.1:1", "token")
        parts = Parts(
            envelopes=Envelopes(identity, device, "seed"),
            profile=device,
            door=self.door,
            ears=self.ears,
            sounds=sounds,
            loudspeaker=loudspeaker(sounds),
            journal=self.lines.append,
            clock=self.clock,
        )
        self.device = Device(parts)
