"""`make bench`: how quick and how small it is, beside a bare ask-sdk hello-world, in one run.

Nothing here can fail: shared machines are noisy. Quote medians and ratios, never one figure.
"""

import sys
from importlib import import_module

PARTS = (
    "bench_turn",
    "bench_serve",
    "bench_store",
    "bench_verify",
    "bench_week",
    "bench_cold_start",
    "bench_audio",
    "bench_model",
    "bench_hearing",
    "bench_nudges",
)
"""What is measured unless parts are named; `bench_speech` and `bench_danger` take minutes."""


def main() -> None:
    """Print every part's figures."""
    for part in sys.argv[1:] or PARTS:
        module = import_module(f"tests.bench.{part}")
        print(f"\n{module.__doc__.splitlines()[0]}")
        for line in module.figures():
            print(f"  {line}")


if __name__ == "__main__":  # render processes import this module
    main()
