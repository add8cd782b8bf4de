"""A strict walk over a JSON document along the classes of Amazon's own SMAPI model.

The classes' own deserializer lets misspelt keys and wrong types through; this walk does not. It
needs the package `ask-smapi-model`, which is there where the model is made.
"""

import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from typing import Any, TypeAlias

_Class: TypeAlias = Any
"""A class of Amazon's, which come without types."""
_PRIMITIVES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),
    "object": (object,),
    "datetime": (str,),
}
_LIST = re.compile(r"list\[(.*)\]")
_MAPPING = re.compile(r"dict\(str, (.*)\)")
SKILL_MANIFEST = "ask_smapi_model.v1.skill.manifest.skill_manifest_envelope.SkillManifestEnvelope"
INTERACTION_MODEL = (
    "ask_smapi_model.v1.skill.interaction_model.interaction_model_data.InteractionModelData"
)


def faults(value: object, type_: str, place: str = "") -> Iterator[tuple[str, str]]:
    """Every place that does not fit its class, with what is wrong there.

    Args:
        value: what stands there.
        type_: its class in Amazon's notation, such as `list[str]` or a dotted path.
        place: where it stands, written `a.b[0]`.
    """
    if found := _LIST.fullmatch(type_):
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from faults(item, found[1], f"{place}[{index}]")
        else:
            yield place, "must be a list"
    elif found := _MAPPING.fullmatch(type_):
        if isinstance(value, dict):
            for key, item in value.items():
                yield from faults(item, found[1], f"{place}.{key}")
        else:
            yield place, "must be a mapping"
    elif type_ in _PRIMITIVES:
        wrong_bool = isinstance(value, bool) and type_ in {"int", "float"}
        if not isinstance(value, _PRIMITIVES[type_]) or wrong_bool:
            yield place, f"must be of type {type_}"
    else:
        yield from _of_class(value, _class(type_), place)


def _of_class(value: object, class_: _Class, place: str) -> Iterator[tuple[str, str]]:
    if issubclass(class_, Enum):
        if value not in {str(each.value) for each in class_}:
            yield place, f"{value!r} is none of {[each.value for each in class_]}"
        return
    if not isinstance(value, dict):
        yield place, "must be a mapping"
        return
    if hasattr(class_, "get_real_child_model"):
        name = class_.get_real_child_model(value)
        if name is None:
            yield place, f"its {class_.json_discriminator_key!r} is not one that Amazon knows"
            return
        class_ = _class(name)
    by_key = {key: attribute for attribute, key in class_.attribute_map.items()}
    for key, item in value.items():
        where = f"{place}.{key}".lstrip(".")
        if key in by_key:
            yield from faults(item, class_.deserialized_types[by_key[key]], where)
        else:
            yield where, "is no key that Amazon knows here"


def _class(path: str) -> _Class:
    module, _, name = path.rpartition(".")
    class_: _Class = getattr(import_module(module), name)
    return class_
