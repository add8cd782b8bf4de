"""The SDK's serializer with a quicker way in: see `skill.alexa.plans`. The way out is its own."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer

from skill.alexa.plans import converter, plan_of

Model = TypeVar("Model")


class PlannedSerializer(DefaultSerializer):
    """Models from JSON by plan, and JSON from models as ever."""

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


def _by(plan: Any, value: Any) -> Any:
    try:
        return plan(value)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        # Without the value: it may be what somebody said, and this may stand in a log.
        raise SerializationException("a value is of a wrong kind") from error
