"""The way from a device to the service: one connection a request, as a web server in front does."""

import json
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

from skill.limits import ANSWER_SECONDS
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.profile import Json
from skill.speaker.device.skill_client import SkillSilentError
from skill.speaker.device.sounds import Sheet, SoundNotFoundError
from skill.speaker.virtual_clock import VirtualClock, epoch_ms
from tests.crowd.sky import Sky

NOW_HEADER = "X-Now-Ms"
"""Tells the service what time it is where the request comes from."""
OK = 200
Sign = Callable[[bytes], dict[str, str]]
"""Gives the headers with which Alexa would send a body."""
OnAnswer = Callable[[Json, bool], None]
"""Takes each request that was answered, and whether the store was surely well meanwhile."""


class CrowdDoor:
    """The service's door for one device, with notes of how it answered."""

    def __init__(
        self, port: int, clock: VirtualClock, sky: Sky, sign: Sign | None, on_answer: OnAnswer
    ) -> None:
        self._on_answer = on_answer
        self._port = port
        self._clock = clock
        self._sky = sky
        self._sign = sign
        self.answers: list[tuple[float, float]] = []
        """When each request was sent, by the machine's monotonic clock, and how many ms it took."""
        self.troubles: Counter[str] = Counter()
        """Requests without an answer, by why."""
        self.answer: Json = {}
        """The last answer in a session."""

    def ask(self, envelope: Json) -> bytes:
        """Sends a request and returns the answer's body.

        Raises:
            SkillSilentError: when there is none within Alexa's patience, or no good one.
        """
        body = json.dumps(envelope).encode()
        trouble = self._sky.store_trouble
        began = time.monotonic()
        try:
            status, answer = _posted(self._port, body, self._headers(body))
        except TimeoutError as error:
            self.troubles["no answer in 8 s"] += 1
            raise SkillSilentError("no answer in 8 s") from error
        except (OSError, HTTPException) as error:
            self.troubles["nobody there"] += 1
            raise SkillSilentError(f"no answer: {type(error).__name__}") from error
        self.answers.append((began, (time.monotonic() - began) * 1_000))
        if status != OK:
            self.troubles[f"HTTP {status}"] += 1
            raise SkillSilentError(f"HTTP {status}")
        self._on_answer(envelope, trouble is not None and self._sky.store_trouble == trouble)
        if "session" in envelope:
            self.answer = json.loads(answer)
        return answer

    def _headers(self, body: bytes) -> dict[str, str]:
        told = {NOW_HEADER: str(epoch_ms(self._clock.now())), "Content-Type": "application/json"}
        return told | (self._sign(body) if self._sign else {})


class SharedTracks:
    """Sheets of tracks, each fetched once by all devices of a process."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._known: dict[str, Sheet] = {}

    def sheet(self, url: str) -> Sheet | None:
        """What is known of a sound; None if it is not there now."""
        key = url.rpartition("/")[2].removesuffix(".mp3")
        return self._known[key] if key in self._known or self._fetched(key) else None

    def _fetched(self, key: str) -> bool:
        try:
            status, body = _got(self._port, f"/tracks/{key}.json")
        except (OSError, HTTPException):
            return False
        if status == OK:
            found = json.loads(body)
            self._known[key] = Sheet(found["length_ms"], found["exercise"])
        return status == OK


class Loader(ImaginedLoudspeaker):
    """What a device loads its tracks with: none comes while they are missing."""

    def __init__(self, tracks: SharedTracks, sky: Sky) -> None:
        super().__init__(self)
        self._tracks = tracks
        self._sky = sky
        self._will_fail: str | None = None
        self.missed = 0
        """How many tracks did not load."""

    def prepare(self, url: str) -> None:
        """A track is about to be loaded, for which the device asks next how long it is."""
        self._will_fail = url if self._sky.tracks_missing else None

    def sheet(self, url: str) -> Sheet:
        """What is known of a sound; what plays already is in the device, whatever became of it.

        Raises:
            SoundNotFoundError: it does not load.
        """
        fails, self._will_fail = self._will_fail == url, None
        found = None if fails else self._tracks.sheet(url)
        if found is None:
            self.missed += 1
            raise SoundNotFoundError(f"{url} does not load")
        return found


def _posted(port: int, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    return _exchanged(port, "POST", "/alexa", body, headers)


def _got(port: int, path: str) -> tuple[int, bytes]:
    return _exchanged(port, "GET", path, None, {})


def _exchanged(
    port: int, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request(method, path, body, {**headers, "Connection": "close"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
