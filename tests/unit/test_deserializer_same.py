"""The same models as ask-sdk-core makes, of every class that ask_sdk_model has."""

import json
import math
import pkgutil
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from itertools import count

import ask_sdk_model
import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Request, RequestEnvelope
from dateutil.parser import parse
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from skill.alexa.decoders import _USUAL_TIME, converter
from skill.alexa.deserializer import PlannedSerializer

PLAIN = {"str": "text", "int": 7, "float": 0.5, "bool": True, "datetime": "2026-11-22T12:00:00Z"}
DEPTH = 4
"""Models within models, as deep as they are filled."""
A_MINUTE = timedelta(minutes=1)
NO_SUCH_CLASS = "ask_sdk_model.services.reminder_management.alert_info_spoken_info.SpokenInfo"
"""The one name in ask_sdk_model 1.82 that leads nowhere."""


@cache
def models():
    """Every class of ask_sdk_model with fields, by its name."""
    found = {}
    for module in pkgutil.walk_packages(ask_sdk_model.__path__, "ask_sdk_model."):
        for each in vars(import_module(module.name)).values():
            if isinstance(each, type) and hasattr(each, "deserialized_types"):
                found[f"{each.__module__}.{each.__qualname__}"] = each
    return {name: found[name] for name in sorted(found)}


def class_named(name):
    module, _, own = name.rpartition(".")
    return getattr(import_module(module), own)


def inner(name):
    """The type in `list[...]` or `dict(str, ...)`; None for any other."""
    if name.startswith("list["):
        return name[5:-1]
    return name[:-1].partition(", ")[2] if name.startswith("dict(") else None


class Fullest:
    """Makes JSON in which every field is there; each time with other values of the enumerations."""

    def __init__(self):
        self._turns = count()

    def of(self, name, depth=0):
        if name in PLAIN:
            return PLAIN[name]
        if name == "object":
            return {"any": ["thing", 1, None]}
        if name.startswith("list["):
            return [self.of(inner(name), depth) for _ in range(2)]
        if name.startswith("dict("):
            return {"one": self.of(inner(name), depth), "two": self.of(inner(name), depth)}
        cls = class_named(name)
        if issubclass(cls, Enum):
            values = [each.value for each in cls]
            return values[next(self._turns) % len(values)]
        return self.of_class(cls, depth)

    def of_class(self, cls, depth=0):
        key = getattr(cls, "json_discriminator_key", None)
        kinds = getattr(cls, "discriminator_value_class_map", {})
        kind = None
        if key and kinds:
            kind = sorted(kinds)[next(self._turns) % len(kinds)]
            cls = class_named(kinds[kind])
        made = {
            cls.attribute_map[attribute]: self.of(name, depth + 1)
            for attribute, name in cls.deserialized_types.items()
            if name != NO_SUCH_CLASS and (depth < DEPTH or name in PLAIN)
        }
        return {**made, **({key: kind} if kind else {})}


def known(value):
    """A model as plain values, with the class of each part, and times with their zone."""
    match value:
        case list():
            shown = [known(each) for each in value]
        case dict():
            shown = {key: known(each) for key, each in value.items()}
        case Enum():
            shown = value.value
        case datetime():
            shown = value.replace(tzinfo=None), value.utcoffset()
        case float() if math.isnan(value):
            shown = "not a number"
        case _ if hasattr(value, "deserialized_types"):
            shown = known(vars(value))
        case _:
            shown = value
    return type(value), shown


def original(value, cls):
    return known(DefaultSerializer().deserialize(json.dumps(value), cls))


def ours(value, cls):
    return known(PlannedSerializer().model(json.loads(json.dumps(value)), cls))


def envelope(request):
    made = Fullest().of_class(RequestEnvelope)
    return {**made, "request": request}


@pytest.mark.parametrize("name", list(models()))
def test_every_class_of_the_sdk_is_filled_alike(name):
    value = Fullest().of_class(models()[name])
    assert ours(value, models()[name]) == original(value, models()[name])


@pytest.mark.parametrize("name", list(models()))
def test_every_class_of_the_sdk_is_written_alike(name):
    model = PlannedSerializer().model(Fullest().of_class(models()[name]), models()[name])
    theirs, written = DefaultSerializer().serialize(model), PlannedSerializer().serialize(model)
    assert written == theirs
    assert json.dumps(written) == json.dumps(theirs)  # in the same order, too


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 3, 0.5, "text", b"bytes", [1, [None]], (1, "two"), {"a": {"b": None}}),
        *(Decimal(3), Decimal("0.5"), datetime(2026, 11, 28, 7, 30, tzinfo=UTC)),
    ],
    ids=repr,
)
def test_what_is_no_model_is_written_alike(value):
    assert PlannedSerializer().serialize(value) == DefaultSerializer().serialize(value)
    assert type(PlannedSerializer().serialize(value)) is type(DefaultSerializer().serialize(value))


@pytest.mark.parametrize("kind", sorted(Request.discriminator_value_class_map))
def test_every_request_of_the_sdk_is_read_alike(kind):
    cls = class_named(Request.discriminator_value_class_map[kind])
    value = envelope({**Fullest().of_class(cls), "type": kind})
    assert ours(value, RequestEnvelope) == original(value, RequestEnvelope)
    text = json.dumps(value)
    assert known(PlannedSerializer().deserialize(text, RequestEnvelope)) == ours(
        value, RequestEnvelope
    )


@pytest.mark.parametrize("kind", sorted(Request.discriminator_value_class_map))
def test_a_request_with_next_to_nothing_in_it_is_read_alike(kind):
    value = {"request": {"type": kind}, "context": None, "session": {}}
    assert ours(value, RequestEnvelope) == original(value, RequestEnvelope)


def test_every_enumeration_of_the_sdk_is_of_text():
    """What is no text is no value of one; that is quick to tell."""
    for cls in models().values():
        for name in cls.deserialized_types.values():
            kind = inner(name) or name
            if "." in kind and kind != NO_SUCH_CLASS and issubclass(class_named(kind), Enum):
                assert all(type(each.value) is str for each in class_named(kind))


def test_no_class_has_two_fields_of_one_name_or_a_default_that_could_be_changed():
    """What the plans take for granted."""
    for cls in models().values():
        assert len(set(cls.attribute_map.values())) == len(cls.attribute_map)
        assert set(cls.attribute_map) == set(cls.deserialized_types) <= set(vars(cls()))
        assert {type(each) for each in vars(cls()).values()} <= {type(None), str, float, bool}


@given(st.data())
def test_a_value_is_cast_alike(data):
    name = data.draw(st.sampled_from(["str", "int", "float", "bool", "object"]))
    value = data.draw(json_values.filter(lambda each: each is not None))

    def by(deserialize):
        try:
            return known(deserialize())
        except (SerializationException, ValueError, OverflowError):
            return "refused"

    sdk = DefaultSerializer()
    assert by(lambda: converter(name)(value)) == by(
        lambda: sdk.deserialize(json.dumps(value), name)
    )


zones = st.none() | st.integers(-1_439, 1_439).map(lambda minutes: timezone(minutes * A_MINUTE))


@given(st.datetimes(timezones=zones), st.booleans())
def test_a_time_is_read_as_dateutil_reads_it(moment, zulu):
    text = moment.isoformat()
    text = text.replace("+00:00", "Z") if zulu else text
    assert known(converter("datetime")(text)) == known(parse(text))


@given(st.from_regex(_USUAL_TIME, fullmatch=True))
def test_a_time_that_looks_usual_is_too(text):
    def by(read):
        try:
            return known(read(text))
        except ValueError:
            return "refused"

    assert by(converter("datetime")) == by(parse)


@pytest.mark.parametrize("text", ["22 Nov 2026 12:00", "20261122T120000Z", "2026-11-22", "12:00"])
def test_unusual_times_are_read_as_ever(text):
    assert known(converter("datetime")(text)) == known(parse(text))


names = st.sampled_from(["mood", "type", "name", "userId", "value", "Viewport"]) | st.text(
    max_size=6
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["IntentRequest", "IN_PROGRESS", "17", "2026-11-22T12:00:00Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


def places(value, way=()):
    """Every place in a JSON value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in pairs:
        yield (*way, key)
        if isinstance(child, (dict, list)):
            yield from places(child, (*way, key))


def changed(value, way, put):
    """A copy with something else at one place."""
    copy = json.loads(json.dumps(value))
    *outer, last = way
    place = copy
    for key in outer:
        place = place[key]
    place[last] = put
    return copy


REQUESTS = st.sampled_from(sorted(Request.discriminator_value_class_map))


@settings(max_examples=300)
@given(st.data(), REQUESTS)
def test_a_request_with_something_odd_in_it_is_read_alike_or_told_so(data, kind):
    cls = class_named(Request.discriminator_value_class_map[kind])
    whole = envelope({**Fullest().of_class(cls), "type": kind})
    way = data.draw(st.sampled_from(list(places(whole))))
    put = data.draw(json_values)
    value = changed(whole, way, put)
    try:
        expected = original(value, RequestEnvelope)
    except SerializationException:
        expected = "refused"
    try:
        read = ours(value, RequestEnvelope)
    except SerializationException:
        # Refused by us alone: a text, a list or an object where something else belongs.
        assert expected == "refused" or isinstance(put, (str, list, dict))
    else:
        assert expected in ("refused", read)


@settings(max_examples=100)
@given(st.data(), REQUESTS, names, json_values)
def test_a_field_that_nobody_knows_is_kept_alike(data, kind, name, put):
    cls = class_named(Request.discriminator_value_class_map[kind])
    whole = envelope({**Fullest().of_class(cls), "type": kind})
    objects = [way for way in places(whole) if isinstance(at(whole, way), dict)]
    way = data.draw(st.sampled_from(objects))
    assume(name not in at(whole, way) and name not in attributes())
    assume(put not in ("", []))  # the SDK takes these for objects
    value = changed(whole, (*way, name), put)
    try:
        expected = original(value, RequestEnvelope)
    except SerializationException:
        return
    assert ours(value, RequestEnvelope) == expected


def at(value, way):
    for key in way:
        value = value[key]
    return value


@cache
def attributes():
    """What models have of their own, by whatever name."""
    return {name for cls in models().values() for name in (*vars(cls()), *dir(cls))}
