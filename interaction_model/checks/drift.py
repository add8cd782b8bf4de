"""The model and the skill know the same intents."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def answered_intents() -> frozenset[str]:
    """Every intent that a conversation of the skill answers."""
    # The skill is heavy, and only this check asks for it.
    from skill.alexa.skill import CONVERSATIONS  # noqa: PLC0415

    answers: Iterator[Mapping[str, object]] = (each.ANSWERS for each in CONVERSATIONS)
    return frozenset(name for each in answers for name in each if name.endswith("Intent"))


def faults(language_model: Json, answered: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Every intent that only one side knows, and which side that is."""
    there = {intent["name"] for intent in language_model["intents"]}
    for intent in sorted(there - answered):
        yield intent, "is in the model, and no conversation answers it"
    for intent in sorted(answered - there):
        yield intent, "is answered, and not in the model"
