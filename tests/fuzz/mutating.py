"""Makes of a good request a bad one: in its tree, and in the bytes that it is sent as."""

import copy
import json

from skill.understanding.compiled import load_compiled
from tests.fuzz.requests_seen import bare, of_the_sdk, recorded
from tests.fuzz.rubbish import DEEP, HUGE, KEYS, MARK, NUMBERS, attributes, rubbish, slot, token

INTENTS = sorted(
    {b["request"]["intent"]["name"] for b in [*recorded(), *bare()] if "intent" in b["request"]}
)
WITH_SLOTS = [(name, slots) for name, slots in load_compiled("en-US").intents.items() if slots]
SLOTS = sorted({slot for _, slots in WITH_SLOTS for slot in slots})


# One change of a tree -----------------------------------------------------------------------


def places(value, path=()):
    """The way to each value in a tree, but the whole."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in items:
        yield (*path, key)
        if isinstance(each, (dict, list)):
            yield from places(each, (*path, key))


def at(tree, path):
    for key in path:
        tree = tree[key]
    return tree


def _drop(draw, body):
    *way, key = draw.choice(list(places(body)))
    del at(body, way)[key]


def _spoil(draw, body):
    *way, key = draw.choice(list(places(body)))
    at(body, way)[key] = rubbish(draw)


def _wrap(draw, body):
    *way, key = draw.choice(list(places(body)))
    holder = at(body, way)
    holder[key] = [holder[key], holder[key]] if draw.random() < 0.7 else {"value": holder[key]}


def _swap(draw, body):
    found = list(places(body))
    (*one_way, one), (*other_way, other) = draw.choice(found), draw.choice(found)
    kept = copy.deepcopy(at(body, [*other_way, other]))
    at(body, one_way)[one] = kept


def _add(draw, body):
    found = [way for way in places(body) if isinstance(at(body, way), dict)]
    at(body, draw.choice(found))[draw.choice(KEYS)] = rubbish(draw)


def _graft(draw, body):
    """What stands at the same place in another request."""
    other = draw.choice(recorded())
    way = draw.choice([path for path in places(other) if len(path) <= 3])
    try:
        at(body, way[:-1])[way[-1]] = copy.deepcopy(at(other, way))
    except (KeyError, IndexError, TypeError):
        return


def _remember(draw, body):
    if isinstance(body.get("session"), dict):
        body["session"]["attributes"] = attributes(draw)


def _rename(draw, body):
    request = body.get("request")
    if isinstance(request, dict) and isinstance(request.get("intent"), dict):
        request["intent"]["name"] = draw.choice(INTENTS)


def _fill(draw, body):
    """An intent that has slots, some of them filled, now and then those of another."""
    request = body.get("request")
    if isinstance(request, dict) and isinstance(request.get("intent"), dict):
        name, own = draw.choice(WITH_SLOTS)
        names = [draw.choice(draw.choice((own, SLOTS))) for _ in range(draw.randrange(1, 4))]
        slots = {each: slot(draw) | {"name": each} for each in names}
        request["intent"] |= {"name": name, "slots": slots}


def _forge(draw, body):
    """A token wherever there is one."""
    player = {"token": token(draw), "offsetInMilliseconds": draw.choice((*NUMBERS, 5_000))}
    player["playerActivity"] = draw.choice(("PLAYING", "FINISHED", "STOPPED", MARK))
    if isinstance(body.get("context"), dict):
        body["context"]["AudioPlayer"] = player
    if isinstance(body.get("request"), dict):
        body["request"] |= {"token": token(draw), "currentPlaybackState": player}


_OFTEN = (_remember, _fill, _forge, _rename)
_CHANGES = (_drop, _spoil, _wrap, _swap, _add, _graft, *_OFTEN, *_OFTEN)


def mutated(draw):
    """A bad request.

    Args:
        draw: a `random.Random`; the same seed makes the same request.
    """
    beginnings = recorded() if draw.random() < 0.7 else [*bare(), *of_the_sdk()]
    return changed(draw, draw.choice(beginnings))


def changed(draw, body):
    """The same with one to four things wrong with it."""
    body = copy.deepcopy(body)
    for _ in range(draw.choice((1, 1, 2, 3, 4))):
        change = draw.choice(_CHANGES)
        if isinstance(body, dict) and body:
            change(draw, body)
    return body


def sent(draw, body):
    """The bytes of a request; one in ten is damaged on its way."""
    text = json.dumps(body, ensure_ascii=draw.random() < 0.8)
    for name, depth in DEEP.items():
        opens, closes = draw.choice((("[", "]"), ('{"values":[', "]}")))
        text = text.replace(f'"{name}"', opens * depth + closes * depth)
    for name, whole in HUGE.items():
        text = text.replace(name, whole, 1)
    raw = text.encode(errors="surrogatepass")
    if draw.random() > 0.1:
        return raw
    cut = draw.randrange(len(raw))
    twice = b',"request":' + json.dumps(rubbish(draw)).encode() + b"}"
    damaged = (
        raw[:cut],
        raw[:cut] + bytes([draw.randrange(256)]) + raw[cut + 1 :],
        raw + draw.choice((b"}", b"\0", b"\xff\xfe", raw)),
        raw[:-1] + twice,  # a key that is there twice
        draw.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"[", b" ")) + raw,
        json.dumps(body).encode(draw.choice(("utf-16", "utf-32-le"))),
    )
    return draw.choice(damaged)
