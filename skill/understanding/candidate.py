"""An intent that a sentence may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skill.understanding.spans import Span

_LESS = 0.001
"""How far the others are ranked behind the one in front."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intent that a sentence may mean."""

    intent: str
    """Its name."""
    filled: tuple[tuple[str, Span], ...]
    """The slots that the sentence fills."""
    score: float
    """0 to 1; how well the sentence fits."""
    rank: float
    """The score with the moment and the template's wording in it: the highest is taken."""
    block: int = 0
    """Index of its block in the source; of two that fit alike, the earlier is taken."""
    said: int = 0
    """How many words a template says of it, those not counted that change nothing."""
    is_learnt: bool = False
    """No template says the sentence; its meaning was learnt from others."""
    is_mended: bool = False
    """A template says it once slips of single words are mended."""
    waits_for: str = ""
    """The moment that its block waits for; "" for none."""

    @property
    def meaning(self) -> tuple[str, frozenset[tuple[str, str]]]:
        """The intent and the values of our own types: what a second reading is compared by."""
        ours = ((slot, span) for slot, span in self.filled if not span.is_built_in)
        return self.intent, frozenset((slot, span.values[0].id or "") for slot, span in ours)

    def agrees(self, other: "Candidate") -> bool:
        """Whether it means the same as another, or the same less exactly."""
        return self.meaning == other.meaning or (
            self.intent == other.intent and not self.meaning[1]
        )

    def shares(self, other: "Candidate") -> bool:
        """Whether both fill a slot with the same value of one of our types."""
        return not self.meaning[1].isdisjoint(other.meaning[1])


def in_front(first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The readings with one of them ranked before all others."""
    highest = max(each.rank for each in found)
    behind = [
        replace(each, rank=min(each.rank, highest - _LESS)) for each in found if each is not first
    ]
    return [replace(first, rank=highest), *behind]
