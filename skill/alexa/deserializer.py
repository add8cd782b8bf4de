"""The SDK's serializer, quicker both ways: for the way in see `skill.alexa.decoders`."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer

from skill.alexa.decoders import converter, plan_of
from skill.alexa.piecemeal import MODELS

Model = TypeVar("Model")
_AS_THEY_ARE = frozenset({type(None), str, int, float, bool})


class PlannedSerializer(DefaultSerializer):
    """Models from JSON by plan, and JSON from models by the names of their fields, found once."""

    def serialize(self, obj: Any) -> Any:
        """What JSON can hold of a model, or of anything else: as the SDK has it, to the letter."""
        kind: Any = type(obj)
        if kind in _AS_THEY_ARE:
            return obj
        if kind is dict:
            return {key: self.serialize(value) for key, value in obj.items()}
        if kind is list:
            return [self.serialize(each) for each in obj]
        names = _names_of(kind)
        if names is None:
            return super().serialize(obj)
        held = vars(obj)
        return {
            name: self.serialize(value)
            for attribute, name in names
            if (value := held[attribute]) is not None
        }

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """A model, or models, from JSON text.

        Args:
            payload: the text; None makes None.
            obj_type: a class of ask_sdk_model, or a name of types as its classes have them.

        Raises:
            SerializationException: it is no JSON, or a value in it is of a wrong kind.
        """
        if payload is None:
            return None
        try:
            value = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise SerializationException("the text is no JSON") from error
        plan = converter(obj_type) if isinstance(obj_type, str) else plan_of(obj_type)
        return None if value is None else _by(plan, value)

    def model(self, value: Mapping[str, Any], cls: type[Model]) -> Model:
        """A model from a JSON object; what is not of a model's class is shared with the object.

        Raises:
            SerializationException: a value in it is of a wrong kind.
        """
        kind: Any = cls
        made: Model = _by(plan_of(kind), value)
        return made


@cache
def _names_of(kind: Any) -> tuple[tuple[str, str], ...] | None:
    """The attributes of a model and what JSON calls them; None if it is no model of Amazon's."""
    if not kind.__module__.startswith(f"{MODELS}.") or not hasattr(kind, "deserialized_types"):
        return None
    names: Mapping[str, str] = getattr(kind, "attribute_map", {})
    return tuple((each, names.get(each, each)) for each in kind.deserialized_types)


def _by(plan: Any, value: Any) -> Any:
    try:
        return plan(value)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        # Without the value: it may be what somebody said, and this may stand in a log.
        raise SerializationException("a value is of a wrong kind") from error
