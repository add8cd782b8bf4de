"""What reads a stranger's bytes, each as a function that a fuzzer can call: it raises for a fault.

Every reader may refuse, by its own error; whatever it takes must be written and read again alike.
"""

import json
from dataclasses import replace

from skill.alexa import token
from skill.alexa.deserializer import PlannedSerializer
from skill.alexa.reading import MalformedRequestError, NewerRequestError, read
from skill.alexa.session import remembered
from skill.alexa.token import TokenError
from skill.content import load
from skill.routine import shorthand
from skill.routine.shorthand import ShorthandError
from tests.fuzz.requests_seen import of_the_sdk, recorded

OWNER = "amzn1.ask.account.LOCAL"
CATALOG = load().catalog
SERIALIZER = PlannedSerializer()


def reader(data):
    """A body becomes the SDK's envelope."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(body, dict):
        return
    try:
        envelope = read(body, SERIALIZER)
    except (MalformedRequestError, NewerRequestError):
        return
    if envelope.session:
        kept = envelope.session.attributes
        assert remembered(json.loads(json.dumps(kept))) == kept
    envelope.context.system.user.user_id.encode()


def tokens(data):
    """A player's token becomes an account."""
    text = data.decode(errors="surrogateescape")
    try:
        account = token.read(text, OWNER, CATALOG)
    except TokenError:
        return
    about = {"kept": account.kept, "unsaved": account.unsaved}
    written = token.write(account.run, account.spot, account.owner, **about)
    again = token.read(written, OWNER, CATALOG)
    # A whole step, as a track of the first version was, is written as its first segment.
    spot = replace(account.spot, is_whole=False)
    assert (again.run, again.spot, again.kept) == (account.run, spot, account.kept)


def routines(data):
    """Shorthand becomes a routine."""
    text = data.decode(errors="surrogateescape")
    try:
        routine = shorthand.read(text, CATALOG)
    except ShorthandError:
        return
    assert shorthand.read(shorthand.write(routine), CATALOG) == routine


def _seen():
    found = {json.dumps(body).encode() for body in [*recorded(), *of_the_sdk()]}
    return sorted(found)


def _tokens_seen():
    players = (body["context"].get("AudioPlayer", {}) for body in recorded())
    return sorted({player["token"].encode() for player in players if "token" in player})


TARGETS = {
    "reader": (reader, _seen),
    "tokens": (tokens, _tokens_seen),
    "routines": (routines, lambda: [text.rpartition(b"!")[2] for text in _tokens_seen()]),
}
"""By name: the function, and what gives it to begin from."""
