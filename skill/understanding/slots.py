"""Slots as they stand in a real Alexa request."""

from collections.abc import Mapping, Sequence

from skill.understanding.heard import SlotJson
from skill.understanding.spans import Span, Value

_AUTHORITY = "amzn1.er-authority.echo-sdk.amzn1.ask.skill.local."


def slot_json(name: str, span: Span | None) -> SlotJson:
    """A slot of a request, filled by a span or empty.

    Filled ones carry what was said in `value`, the resolution of custom types both in
    `resolutions` and in `slotValue`, and several values as a list there.
    """
    if span is None:
        return {"name": name, "confirmationStatus": "NONE"}
    slot: SlotJson = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    if len(span.values) > 1:
        # Amazon leaves `value` out of a slot with several; only the list has them.
        simple = [_slot_value(value, span) for value in span.values]
        return slot | {"slotValue": {"type": "List", "values": simple}}
    value = span.values[0]
    slot["value"] = value.said
    if not span.is_built_in:
        slot["resolutions"] = _resolutions(value, span.type)
    return slot | {"slotValue": _slot_value(value, span)}


def all_slots(names: Sequence[str], filled: Mapping[str, Span]) -> dict[str, SlotJson]:
    """Every slot of an intent."""
    return {name: slot_json(name, filled.get(name)) for name in names}


def _slot_value(value: Value, span: Span) -> SlotJson:
    simple: SlotJson = {"type": "Simple", "value": value.said}
    if not span.is_built_in:
        simple["resolutions"] = _resolutions(value, span.type)
    return simple


def _resolutions(value: Value, type_: str) -> SlotJson:
    authority: SlotJson = {"authority": _AUTHORITY + type_}
    if value.id is None:
        authority["status"] = {"code": "ER_SUCCESS_NO_MATCH"}
    else:
        authority["status"] = {"code": "ER_SUCCESS_MATCH"}
        authority["values"] = [{"value": {"name": value.name, "id": value.id}}]
    return {"resolutionsPerAuthority": [authority]}
