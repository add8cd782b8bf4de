"""The model and the skill know the same intents."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def answered_intents() -> dict[str, Path]:
    """Every intent that a conversation of the skill answers, with the file that answers it."""
    # The skill is heavy, and only this check asks for it.
    from skill.alexa.skill import CONVERSATIONS  # noqa: PLC0415

    answers: Iterator[tuple[str, Mapping[str, object]]] = (
        (str(each.__file__), each.ANSWERS) for each in CONVERSATIONS
    )
    return {name: Path(file) for file, each in answers for name in each if name.endswith("Intent")}


def faults(language_model: Json, answered: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Every intent that only one side knows, and which side that is."""
    there = {intent["name"] for intent in language_model["intents"]}
    for intent in sorted(there - answered):
        yield intent, "is in the model, and no conversation answers it"
    for intent in sorted(answered - there):
        yield intent, "is answered, and not in the model"
