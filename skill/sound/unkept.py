"""Sheets that a full disk does not take, in memory that processes share."""

import json
import zlib
from contextlib import suppress
from mmap import mmap

from skill.sound.sheet import SheetJson

PLACES, PLACE_BYTES = 1_024, 8 * 1024
"""A hundred routines of eight, and more than twice the largest sheet of all that ship: 29 KB, which
are packed to 2.8. A full disk is for an hour, not for ever."""
_LENGTH_BYTES = 4


class Unkept:
    """The last sheets by their keys; made before processes part, so that each has those of all.

    Each key has its place, perhaps with others. There is no lock: who reads while another writes
    finds nothing, or what is not whole, which is the same.
    """

    def __init__(self) -> None:
        """Hold none; the memory is taken only as it is needed."""
        self._memory = mmap(-1, PLACES * PLACE_BYTES)

    def put(self, key: str, sheet: SheetJson) -> None:
        """Hold a sheet, in the place of whichever was there."""
        packed = zlib.compress(json.dumps([key, sheet]).encode())
        if len(packed) <= PLACE_BYTES - _LENGTH_BYTES:
            at = self._at(key)
            whole = len(packed).to_bytes(_LENGTH_BYTES, "big") + packed
            self._memory[at : at + len(whole)] = whole

    def get(self, key: str) -> SheetJson | None:
        """The sheet of a key; None if it is not held."""
        at = self._at(key)
        length = int.from_bytes(self._memory[at : at + _LENGTH_BYTES], "big")
        packed = self._memory[at + _LENGTH_BYTES : at + _LENGTH_BYTES + length]
        with suppress(zlib.error, ValueError):
            held_key, sheet = json.loads(zlib.decompress(packed))
            if held_key == key:
                held: SheetJson = sheet
                return held
        return None

    @staticmethod
    def _at(key: str) -> int:
        return int(key, 16) % PLACES * PLACE_BYTES
