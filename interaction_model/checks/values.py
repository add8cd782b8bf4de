"""Every value of a slot has an id that is known, and words of its own."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from skill.understanding.spelling import Spelling

Json: TypeAlias = dict[str, Any]
_ID = re.compile(r"[a-z][a-z-]*")


def faults(
    language_model: Json, exercise_ids: frozenset[str], spelling: Spelling
) -> Iterator[tuple[str, str]]:
    """Every type that is not as it should be, and what is wrong with it."""
    declared = {type_["name"] for type_ in language_model["types"]}
    used = {
        slot["type"] for intent in language_model["intents"] for slot in intent.get("slots", ())
    }
    for type_ in sorted(used - declared):
        if not type_.startswith("AMAZON."):
            yield type_, "is used by a slot and not declared"
    for type_ in sorted(declared - used):
        yield type_, "is declared and no slot uses it"
    for type_ in language_model["types"]:
        for fault in _of_type(type_, spelling):
            yield type_["name"], fault
    there = {
        value["id"]
        for type_ in language_model["types"]
        if type_["name"] == "Exercise"
        for value in type_["values"]
    }
    for id_ in sorted(exercise_ids ^ there):
        yield "Exercise", f"{id_!r} is in the catalog or in the model, and not in both"


def _of_type(type_: Json, spelling: Spelling) -> Iterator[str]:
    owners: dict[str, str] = {}
    for value in type_["values"]:
        if not _ID.fullmatch(value["id"]):
            yield f"the id {value['id']!r} is not of small letters and hyphens"
        for said in (value["name"]["value"], *value["name"]["synonyms"]):
            owner = owners.setdefault(" ".join(spelling.words(said)), value["id"])
            if owner != value["id"]:
                yield f"{said!r} stands for {owner!r} and for {value['id']!r}"
