"""Hold people to the rules of doses and draw them: `python -m tests.simulated.plot FILE PEOPLE`."""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import mean, quantiles

from tests.simulated.people import DAYS, KINDS, lived
from tests.simulated.rules import RULES


def _summary(one: tuple[str, int]) -> tuple[str, list[float], Counter[str]]:
    life = lived(*one)
    for rule in RULES:
        rule(life)
    return one[0], life.heights, Counter(change.cause for change in life.changes)


def drawn(file: Path, people: int) -> None:
    """Live through twelve weeks of so many people, and draw how high their doses are."""
    import matplotlib as mpl  # noqa: PLC0415 - installed by `make plots` alone

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "progression"
    from matplotlib import pyplot as plt  # noqa: PLC0415

    everybody = [(KINDS[number % len(KINDS)], number) for number in range(people)]
    with ProcessPoolExecutor() as pool:
        lives = list(pool.map(_summary, everybody, chunksize=50))
    figure, axes = plt.subplots(2, 4, figsize=(11, 5), sharex=True, sharey=True)
    weeks = [day / 7 for day in range(DAYS)]
    for axis, kind in zip(axes.flat, KINDS, strict=False):
        own = [heights for name, heights, _ in lives if name == kind]
        by_day = list(zip(*own, strict=True))
        tenths = [quantiles(day, n=10) for day in by_day]
        axis.fill_between(weeks, [t[0] for t in tenths], [t[-1] for t in tenths], alpha=0.25)
        axis.plot(weeks, [mean(day) for day in by_day])
        causes = sum((c for name, _, c in lives if name == kind), Counter())
        axis.set_title(f"{kind} ({sum(causes.values()) / len(own):.0f} changes each)", fontsize=9)
    axes.flat[-1].axis("off")
    figure.supxlabel("weeks")
    figure.supylabel("height of doses: 0 all at their least, 1 all at their most")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


if __name__ == "__main__":
    drawn(Path(sys.argv[1]), int(sys.argv[2]))
