"""A microphone's sound at whatever rate it has, made the 16 kHz that a recognizer takes."""

from math import gcd
from typing import TYPE_CHECKING

from skill.speaker.ears import SAMPLE_RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HALF_FILTER = 10
"""Half the length of scipy's filter, counted in the longer of both sampling periods."""


def at_16_khz(pcm: bytes, rate_hz: int) -> bytes:
    """A whole recording, mono sound of 16 bits, at 16 kHz."""
    if rate_hz == SAMPLE_RATE:
        return pcm
    import numpy as np  # noqa: PLC0415 - only who has a microphone waits for it

    return _to_pcm(_resampled(np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2"), rate_hz))


class Resampling:
    """A stream of mono sound of 16 bits at 16 kHz, piece by piece and without a seam."""

    def __init__(self, rate_hz: int) -> None:
        """Take the rate at which the pieces come, in samples a second."""
        self._rate_hz = rate_hz
        common = gcd(rate_hz, SAMPLE_RATE)
        self._up, self._down = SAMPLE_RATE // common, rate_hz // common
        # At its ends a piece knows nothing of its neighbors; so much of it waits for the next.
        margin = -(-_HALF_FILTER * max(self._up, self._down) // (self._up * self._down))
        self._ends_in, self._ends_out = margin * self._down, margin * self._up
        self._held = bytes(self._ends_in * 2)

    def feed(self, pcm: bytes) -> bytes:
        """What comes out of a piece, some milliseconds late."""
        if self._rate_hz == SAMPLE_RATE:
            return pcm
        import numpy as np  # noqa: PLC0415 - as above

        known = self._held + pcm
        whole = len(known) // 2 // self._down * self._down
        if whole <= 2 * self._ends_in:
            self._held = known
            return b""
        self._held = known[(whole - 2 * self._ends_in) * 2 :]
        samples = _resampled(np.frombuffer(known[: whole * 2], "<i2"), self._rate_hz)
        return _to_pcm(samples[self._ends_out : len(samples) - self._ends_out])


def _resampled(samples: "NDArray[np.int16]", rate_hz: int) -> "NDArray[np.float32]":
    import numpy as np  # noqa: PLC0415 - as above
    from scipy.signal import resample_poly  # noqa: PLC0415

    found: NDArray[np.float32] = resample_poly(samples.astype(np.float32), SAMPLE_RATE, rate_hz)
    return found


def _to_pcm(samples: "NDArray[np.float32]") -> bytes:
    import numpy as np  # noqa: PLC0415 - as above

    return bytes(np.clip(np.rint(samples), -32_768, 32_767).astype("<i2").tobytes())
