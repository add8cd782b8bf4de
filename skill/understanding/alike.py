"""How alike two stretches of text are, by letters.

rapidfuzz takes half of what hearing needs to start, and sentences that are said as a template has
them never need it: so it is imported with the first that is not.
"""

from collections.abc import Sequence


def alike(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - see above

    return fuzz.ratio(one, other)


def nearest(said: str, known: Sequence[str], at_least: float) -> tuple[str, float] | None:
    """The known text that is most like what was said, with how alike they are, 0 to 100.

    Args:
        said: what was said.
        known: what it may have been.
        at_least: what is less like it does not count.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - see above

    found = process.extractOne(said, known, scorer=fuzz.ratio, score_cutoff=at_least)
    return None if found is None else (found[0], found[1])
