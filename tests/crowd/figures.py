"""Figures of a soak: printed, and kept in build/soak."""

from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

FOLDER = Path("build/soak")


class Figures:
    """Lines of one test's figures."""

    def __init__(self, name: str) -> None:
        """Begin a new file of that name."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._file = FOLDER / f"{name}.txt"
        self._file.write_text("")

    def say(self, line: str) -> None:
        """One more line."""
        print(f"  {line}", flush=True)
        with self._file.open("a") as file:
            file.write(f"{line}\n")


def percentiles(values: Sequence[float]) -> str:
    """Median, 99th percentile and the most of some milliseconds."""
    cuts = quantiles(values, n=100)
    return f"p50 {cuts[49]:.1f} ms   p99 {cuts[98]:.1f} ms   most {max(values):.0f} ms"
