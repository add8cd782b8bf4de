"""Stand-ins for a device's ports, for tests that want no network and no hearing."""

import json
from collections.abc import Callable

from skill.speaker.device.ears import Situation, Understood
from skill.speaker.device.profile import Json
from skill.speaker.device.sounds import Sheet, SoundNotFoundError

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
