"""How JSON becomes the SDK's models: a plan for each type, made when it is first met.

ask-sdk-core finds out anew for every value of every request what it should become: it looks a
class up by name, goes through all fields that it might have, and asks dateutil how a time is
written. That is three quarters of a turn.

The models are the same here, but for what the SDK takes amiss:

- A type that it does not know becomes the class that all such types share, with what is common to
  them. A newer kind of viewport is no reason not to answer.
- A value of an enumeration that it does not know is as good as none.
- A field that no model has is kept under its own name, as the SDK does, but never in the place of
  something that the model has itself.
- Text or a list where an object or another list belongs is refused, even if it is empty. The SDK
  would make a list of letters of it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_core.exceptions import SerializationException

Convert = Callable[[Any], Any]
"""Makes of a JSON value, which is not null, what the model should hold.

It raises `SerializationException`, `ValueError`, `TypeError` or `OverflowError` if it cannot.
"""

_LIST = re.compile(r"list\[(.+)\]")
_DICT = re.compile(r"dict\([^,]*, (.+)\)")
_CASTS: dict[str, type] = {"str": str, "int": int, "long": int, "float": float, "bool": bool}
_USUAL_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3])(?::\d\d){2}(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII
)
"""How Alexa writes a time; dateutil and the standard library read this, and mean the same by it."""
_LONGEST_TIME = 64
"""Characters; twice as many as any way to write a time takes."""


@cache
def plan_of(cls: Any) -> Convert:
    """The plan of a class of ask_sdk_model."""
    if issubclass(cls, Enum):
        return _enumeration(cls)
    if not hasattr(cls, "deserialized_types"):
        return _as_it_is
    if hasattr(cls, "get_real_child_model"):
        return _one_of_many(cls)
    return _object(cls)


@cache
def converter(name: str) -> Convert:
    """The plan of a type, by the name that the classes of ask_sdk_model give it."""
    if cast := _CASTS.get(name):
        return _primitive(cast)
    if name == "object":
        return _as_it_is
    if name == "datetime":
        return _moment
    if found := _LIST.fullmatch(name):
        return _list_of(found[1])
    if found := _DICT.fullmatch(name):
        return _dict_of(found[1])
    return _class_later(name)


def _as_it_is(value: Any) -> Any:
    return value


def _primitive(cast: type) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is cast:
            return value
        try:
            return cast(value)
        except TypeError:
            return value  # as the SDK has it: the handlers' own business

    return convert


def _moment(text: Any) -> datetime:
    if isinstance(text, str) and _USUAL_TIME.fullmatch(text):
        return datetime.fromisoformat(text)
    if isinstance(text, str) and len(text) > _LONGEST_TIME:
        # dateutil takes seconds for what fills a body, the square of its length.
        raise ValueError("longer than any time")
    from dateutil.parser import parse  # noqa: PLC0415 - heavy, and Alexa writes times as above

    moment: datetime = parse(text)
    return moment


def _list_of(name: str) -> Convert:
    each = converter(name)

    def convert(values: Any) -> list[Any]:
        if not isinstance(values, list):
            raise TypeError("a list belongs here")
        return [None if value is None else each(value) for value in values]

    return convert


def _dict_of(name: str) -> Convert:
    each = converter(name)

    def convert(values: Any) -> dict[str, Any]:
        if not isinstance(values, dict):
            raise TypeError("an object belongs here")
        return {key: None if value is None else each(value) for key, value in values.items()}

    return convert


def _class_later(name: str) -> Convert:
    """A class that is imported, and looked at, when the first value of it comes."""
    plan: Convert | None = None

    def convert(value: Any) -> Any:
        nonlocal plan
        if plan is None:
            plan = plan_of(_class_named(name))
        return plan(value)

    return convert


@cache
def _class_named(name: str) -> type:
    module, _, own_name = name.rpartition(".")
    try:
        found: type = getattr(import_module(module), own_name)
    except (ImportError, AttributeError) as error:
        # One name in ask_sdk_model 1.82 leads nowhere.
        raise SerializationException(f"there is no class {name}") from error
    return found


def _enumeration(cls: type[Enum]) -> Convert:
    members = {member.value: member for member in cls}

    def convert(value: Any) -> Enum | None:
        return members.get(value) if isinstance(value, str) else None

    return convert


def _one_of_many(cls: Any) -> Convert:
    """A class that stands for others; a field of the value says for which."""
    key = cls.json_discriminator_key
    children: Mapping[str, str] = cls.discriminator_value_class_map
    unknown = _object(cls)

    def convert(value: Any) -> Any:
        kind = value.get(key) if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in children:
            return unknown(value)
        return _object(_class_named(children[kind]))(value)

    return convert


@cache
def _object(cls: Any) -> Convert:
    """The plan of a class with fields: which of them a name in JSON is, and what becomes of it."""
    names: Mapping[str, str] = cls.attribute_map
    # Most values are of just the type that they should become, and need no call.
    fields = {
        names.get(attribute, attribute): (attribute, _CASTS.get(kind), converter(kind))
        for attribute, kind in cls.deserialized_types.items()
    }
    empty: dict[str, Any] = vars(cls())

    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            raise TypeError("an object belongs here")
        made = cls.__new__(cls)
        held = made.__dict__
        held.update(empty)
        for name, each in value.items():
            field = fields.get(name)
            if field is not None:
                attribute, as_it_is, become = field
                right = each is None or type(each) is as_it_is
                held[attribute] = each if right else become(each)
            elif name not in empty and not hasattr(cls, name):
                held[name] = each
        return made

    return convert
