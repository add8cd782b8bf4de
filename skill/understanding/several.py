"""Which slots take several values: one name for all intents, or `Intent.slot` for one of them."""

from collections.abc import Collection, Iterable


def takes_several(several: Collection[str], intent: str, slot: str) -> bool:
    """Whether a slot of an intent takes several values."""
    return slot in several or f"{intent}.{slot}" in several


def slots_of(several: Iterable[str]) -> set[str]:
    """The names of the slots that take several values in some intent."""
    return {name.rpartition(".")[2] for name in several}
