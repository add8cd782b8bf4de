"""A live stream cut into utterances, from a little before the first word to one breath behind.

Loudness against the room's own, nothing more: whoever talks to a speaker is louder than the room.
"""

from array import array
from collections import deque
from math import log10

from skill.speaker.ears.recognizer import SAMPLE_RATE

FRAME_MS = 30
"""Length of a frame, the piece of sound that is judged at once."""
FRAME_BYTES = SAMPLE_RATE * FRAME_MS // 1_000 * 2
_ABOVE_ROOM_DB = 9.0
"""How much louder than the room speech is at least."""
QUIETEST_DB = -55.0
"""Of full scale: below it nothing is speech, however quiet the room."""
_RISE_DB = 0.02
"""How much the room may grow louder in a frame (0.7 dB a second); it falls at once."""
_BEGINS_MS = 90
"""So much speech in a row begins an utterance: a click does not."""
_BEFORE_MS = 360
"""What is kept from before the beginning: soft first sounds."""
_ENDS_MS = 600
"""So much silence ends it: breath between words does not."""
_LONGEST_MS = 10_000
"""Then it ends anyway; no request takes longer."""
_FULL_SCALE = 32_768


class Utterances:
    """Fed with a stream, 16 kHz mono sound of 16 bits, it gives back whole utterances."""

    def __init__(self, quietest_db: float = QUIETEST_DB) -> None:
        """Take what nothing is speech below, of full scale."""
        self._quietest_db = quietest_db
        self._rest = b""
        self._before: deque[bytes] = deque(maxlen=(_BEFORE_MS + _BEGINS_MS) // FRAME_MS)
        self._utterance: list[bytes] = []
        self._loud = self._quiet = 0
        """Frames in a row of speech, and of none."""
        self._room_db: float | None = None

    @property
    def is_within(self) -> bool:
        """Whether somebody is speaking."""
        return bool(self._utterance)

    def feed(self, pcm: bytes) -> list[bytes]:
        """The utterances that ended within this piece of the stream, of any length."""
        data = self._rest + pcm
        whole = len(data) // FRAME_BYTES * FRAME_BYTES
        self._rest = data[whole:]
        frames = (data[start : start + FRAME_BYTES] for start in range(0, whole, FRAME_BYTES))
        return [ended for frame in frames if (ended := self._frame(frame))]

    def end(self) -> bytes:
        """What was being said when the stream ended; nothing if nobody spoke."""
        said = b"".join(self._utterance)
        self._utterance, self._loud, self._quiet = [], 0, 0
        self._before.clear()
        return said

    def _frame(self, frame: bytes) -> bytes:
        is_speech = self._is_speech(loudness_db(frame))
        self._loud = self._loud + 1 if is_speech else 0
        self._quiet = 0 if is_speech else self._quiet + 1
        if self._utterance:
            self._utterance.append(frame)
            is_long = len(self._utterance) * FRAME_MS >= _LONGEST_MS
            return self.end() if is_long or self._quiet * FRAME_MS >= _ENDS_MS else b""
        self._before.append(frame)
        if self._loud * FRAME_MS >= _BEGINS_MS:
            self._utterance = list(self._before)
        return b""

    def _is_speech(self, now_db: float) -> bool:
        if self._room_db is None or now_db < self._room_db:
            self._room_db = now_db
        else:
            self._room_db += _RISE_DB
        return now_db > max(self._room_db + _ABOVE_ROOM_DB, self._quietest_db)


def loudness_db(frame: bytes) -> float:
    """Mean loudness of some sound against full scale; -100 for digital silence."""
    samples = array("h", frame)
    power = sum(sample * sample for sample in samples) / max(1, len(samples)) / _FULL_SCALE**2
    return max(-100.0, 10 * log10(power)) if power else -100.0
