"""How long an MP3 lasts, and where to cut it: frame by frame, without decoding.

Header layout: ISO/IEC 11172-3 and 13818-3, layer III.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_BIT_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BIT_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MPEG_1 = 3
_LAYER_III = 1
_HEADER_BYTES = 4
_ID3_HEADER_BYTES = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a file."""

    start: int
    """Where it begins, in bytes."""
    size: int
    """How many bytes it has."""
    samples: int
    """How many samples it holds."""
    rate_hz: int
    """Samples a second."""


def length_ms(data: bytes) -> int:
    """How long the sound lasts; 0 when there is no MP3 frame in it."""
    return round(sum(frame.samples / frame.rate_hz for frame in _frames(data)) * 1000)


def cut(data: bytes, from_ms: int) -> bytes:
    """The sound from a moment on, cut at the frame that holds it; empty when it is over by then."""
    passed = 0.0
    for frame in _frames(data):
        passed += frame.samples / frame.rate_hz * 1000
        if passed > from_ms:
            return data[frame.start :]
    return b""


def _frames(data: bytes) -> Iterator[Frame]:
    start = _after_id3(data)
    while start + _HEADER_BYTES <= len(data):
        frame = _frame_at(data, start)
        if frame is None:
            start = data.find(b"\xff", start + 1)
            if start < 0:
                return
            continue
        yield frame
        start += frame.size


def _after_id3(data: bytes) -> int:
    if not data.startswith(b"ID3") or len(data) < _ID3_HEADER_BYTES:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return _ID3_HEADER_BYTES + size


def _frame_at(data: bytes, start: int) -> Frame | None:
    first, second, third = data[start : start + 3]
    version, layer = second >> 3 & 3, second >> 1 & 3
    bit_rate_at, sample_rate_at = third >> 4, third >> 2 & 3
    if first != 0xFF or second < 0xE0 or layer != _LAYER_III or version not in _SAMPLE_RATES:  # noqa: PLR2004
        return None
    rates = _BIT_RATES_1 if version == _MPEG_1 else _BIT_RATES_2
    if not 0 < bit_rate_at < len(rates) or sample_rate_at >= len(_SAMPLE_RATES[version]):
        return None
    samples = 1152 if version == _MPEG_1 else 576
    rate_hz = _SAMPLE_RATES[version][sample_rate_at]
    size = samples // 8 * rates[bit_rate_at] * 1000 // rate_hz + (third >> 1 & 1)
    return Frame(start, size, samples, rate_hz)
