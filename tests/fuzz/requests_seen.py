"""Requests to begin from: those of our conversations, and one of each other type the SDK knows."""

import json
from functools import cache
from importlib import import_module
from pathlib import Path

from ask_sdk_model import Request

from skill.alexa.skill import CONVERSATIONS

FILE = Path(__file__).with_name("requests.jsonl")
NOWHERE = "http://127.0.0.1:9"
"""The discard port: in place of Alexa's services."""
PLAIN = {"str": "text", "int": 7, "float": 0.5, "bool": True, "datetime": "2026-11-22T12:00:00Z"}


def kind_of(body):
    """What tells one kind of request from another: its name, and what was asked before it."""
    request, session = body["request"], body.get("session")
    name = request["type"]
    if name == "IntentRequest":
        name = request["intent"]["name"]
    elif "task" in request:
        name = "LaunchRequest.task"
    remembered = (session or {}).get("attributes") or {}
    return name, remembered.get("asking", {}).get("kind", ""), "step" in remembered


@cache
def recorded():
    """A request of each kind that our conversations have."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@cache
def bare():
    """A request of each name that the skill answers, as bare as it can be."""
    names = {name for conversation in CONVERSATIONS for name in conversation.ANSWERS}
    frame = next(body for body in recorded() if "session" in body)
    intents = sorted(names - set(Request.discriminator_value_class_map) - {"LaunchRequest.task"})
    return [
        {
            **frame,
            "request": {
                **frame["request"],
                "type": "IntentRequest",
                "intent": {"name": name, "slots": {}},
            },
        }
        for name in intents
    ]


@cache
def of_the_sdk():
    """A request of each type in ask_sdk_model, with what is plain in it, and little else."""
    frame = recorded()[0]
    kinds = Request.discriminator_value_class_map
    return [{**frame, "request": _filled(kind, kinds[kind])} for kind in sorted(kinds)]


def _plain(name):
    return [] if name.startswith("list[") else PLAIN.get(name, {})


def _filled(kind, name):
    module, _, own_name = name.rpartition(".")
    cls = getattr(import_module(module), own_name)
    types, names = cls.deserialized_types, cls.attribute_map
    made = {names[field]: _plain(types[field]) for field in types}
    intent = {"intent": {"name": "Else", "slots": {}}} if kind == "IntentRequest" else {}
    return {**made, **intent, "type": kind, "requestId": "r", "locale": "en-US"}
