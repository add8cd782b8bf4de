"""A storm: one fault after the other, sometimes two at once, with a little calm in between."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

MOST_SECONDS = 1_800
"""A storm that brings nothing to an end by then never will: nobody lives in it."""
Fault = Callable[[float], None]
"""Lets something be wrong for so many seconds, and then right again."""


@dataclass(frozen=True)
class Season:
    """How a storm goes."""

    spell_seconds: tuple[float, float]
    """How long a fault lasts: the least and the most."""
    calm_seconds: tuple[float, float]
    """How long it is calm in between."""
    along: str = ""
    """A fault that comes along with each other one, too; empty for none."""


class Storm:
    """Faults in an order that a seed makes."""

    def __init__(self, faults: Mapping[str, Fault], season: Season, seed: str) -> None:
        self.met: Counter[str] = Counter()
        """How often each fault came."""
        self._faults = faults
        self._season = season
        self._random = Random(seed)

    def rage(self, is_enough: Callable[[], bool]) -> None:
        """Each fault in turn, in rounds, until enough has happened; each comes once in any case.

        Raises:
            TimeoutError: not enough happens within `MOST_SECONDS`.
        """
        ends = time.monotonic() + MOST_SECONDS
        rounds = 0
        while not rounds or not is_enough():
            for names in self._round():
                if rounds and is_enough():
                    return
                if time.monotonic() > ends:
                    raise TimeoutError(f"not enough happened within {MOST_SECONDS} s")
                self._strike(names)
                time.sleep(self._random.uniform(*self._season.calm_seconds))
            rounds += 1

    def _round(self) -> Iterable[tuple[str, ...]]:
        """All faults, each alone; and some of them two at once."""
        names, along = list(self._faults), self._season.along
        struck = [(name,) for name in names]
        struck += [(name, along) for name in names if along and name != along]
        struck.append(tuple(self._random.sample(names, 2)))
        self._random.shuffle(struck)
        return struck

    def _strike(self, names: tuple[str, ...]) -> None:
        seconds = [self._random.uniform(*self._season.spell_seconds) for _ in names]
        with ThreadPoolExecutor(len(names)) as at_once:
            for _ in at_once.map(lambda name, s: self._faults[name](s), names, seconds):
                pass
        self.met.update(names)
