"""Makes of a good request a bad one: in its tree, and in the bytes that it is sent as."""

import copy
import json

from interaction_model.compiled import load_compiled
from skill.content import load
from tests.fuzz.requests_seen import bare, of_the_sdk, recorded

MARK = "zq7 knee"
"""In every text that is made up, so that the log can be searched for it. No name has a space."""
CATALOG = tuple(load().catalog)
TOKENS = sorted(
    {
        token
        for body in recorded()
        if (token := body["context"].get("AudioPlayer", {}).get("token", ""))
    }
)
KINDS = sorted(
    {
        *(
            body["session"]["attributes"]["asking"]["kind"]
            for body in recorded()
            if "asking" in body.get("session", {}).get("attributes", {})
        ),
        *("explain", "length", "level", "leave_out_which", "bring_back_which", "bring_all_back"),
    }
)
INTENTS = sorted(
    {b["request"]["intent"]["name"] for b in [*recorded(), *bare()] if "intent" in b["request"]}
)
WITH_SLOTS = [(name, slots) for name, slots in load_compiled("en-US").intents.items() if slots]
SLOTS = sorted({slot for _, slots in WITH_SLOTS for slot in slots})
TEXTS = (
    "",
    " ",
    MARK,
    f"{MARK}\ud800",
    f"\udfff{MARK}",
    f"{MARK}\0",
    f"{MARK}\u202e\u0301\n\r\u2028",
    f"{MARK}<speak><audio src='x'/>&amp;]]>",
    f"{MARK} {{exercise}} %s",
    MARK * 3_000,
    "@huge",
    "@talk",
    "\N{LEG}" * 2_000,
    "٤٥",
    "²",
    "9" * 5_000,
    "-1",
    "1e999",
    "NaN",
    "null",
    "../../etc/passwd",
    "P1DT",
    "PT99999999999H",
    "PT5M",
    "P3W",
    "24:00",
    "23:59:60",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01TNI",
    "2026-W53-WE",
    "2026-11-16T07:30:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "1795348800000",
    "de-DE",
    "xx",
    "EV",
    "{",
    '{"then":"timer","wish":{"seconds":"soon"}}',
    '{"then":"timer","wish":{}}',
    '{"then":"reminder","wish":{"wish":{"at":"25:00","days":[[1]]}}}',
    '{"then":"reminder","wish":{"wish":[],"token":7}}',
    '{"then":["timer"],"wish":[["a",1]]}',
)
NUMBERS = (
    *(0, 1, -1, 7, 61, 2**31, -(2**31), 2**53 + 1, 2**63, -(2**64), 10**30, 10**400),
    *(0.5, -0.0, 1e308, float("inf"), float("-inf"), float("nan"), 1795348800),
)
DEEP = {f"@deep{depth}": depth for depth in (30, 300, 900, 3_000)}
"""Stand for as many lists, or objects, in each other; Python itself writes no such JSON."""
HUGE = {"@huge": "9" * 300_000, "@talk": f"{MARK} " * 30_000}
"""Stand for texts that take most of the largest body."""
KEYS = (
    *("", MARK, "__class__", "to_dict", "type", "name", "value", "token", "values", "\ud800"),
    *("asking", "run", "step", "task", "person", "missed", "question", "kind", "exercise"),
)


def rubbish(draw, depth=3):
    """Any JSON value, with a liking for what has broken programs before."""
    sort = draw.randrange(10 if depth else 7)
    if sort < 3:
        return draw.choice(TEXTS)
    if sort < 5:
        return draw.choice(NUMBERS)
    if sort < 7:
        return draw.choice((None, True, False, [], {}, *CATALOG[:2], *KINDS[:2], *TOKENS[:2]))
    if sort == 7:
        return [rubbish(draw, depth - 1) for _ in range(draw.randrange(4))]
    if sort == 8:
        return {draw.choice(KEYS): rubbish(draw, depth - 1) for _ in range(draw.randrange(4))}
    return draw.choice(tuple(DEEP))


def token(draw):
    """A player's token, ours or nearly so."""
    text = draw.choice(TOKENS)
    match draw.randrange(7):
        case 0:
            return text[: draw.randrange(len(text))]
        case 1:
            at = draw.randrange(len(text))
            return text[:at] + draw.choice("!.~+#0z\ud800²") + text[at + 1 :]
        case 2:
            fields = text.split("!")
            fields[draw.randrange(len(fields))] = draw.choice(("", "0", "9" * 9, MARK, "r1"))
            return "!".join(fields)
        case 3:
            return "+".join(draw.choices(TOKENS, k=draw.choice((2, 30))))
        case 4:
            return rubbish(draw)
        case _:
            return text


def attributes(draw):
    """What a session might bring back: our own keys, each with rubbish or with nearly the right."""
    asking = {
        "kind": draw.choice(KINDS),
        "exercise": draw.choice(CATALOG),
        "minutes": 10,
        "level": "gentle",
        "disclaimer": True,
        "seconds": 600,
        "token": "t",
        "then": "cancel",
        "wish": {"at": "18:00", "part": "EV", "days": [1, 2], "on": "2026-11-20"},
    }
    step = {"token": token(draw), "whole_after_ms": 60_000, "said_at_ms": 1_795_348_800_000}
    whole = {
        "asking": _spoilt(draw, asking),
        "run": token(draw),
        "step": _spoilt(draw, step),
        "task": _spoilt(draw, {"name": "StartRoutine", "done": False}),
        "person": "0123456789abcdef",
        "missed": 1,
        "question": "Shall we?",
    }
    return _spoilt(draw, whole)


def _spoilt(draw, made):
    for name in draw.sample(sorted(made), draw.randrange(len(made) + 1)):
        if draw.random() < 0.5:
            del made[name]
        else:
            made[name] = (
                _spoilt(draw, dict(made[name])) if _goes_on(draw, made[name]) else rubbish(draw)
            )
    return made


def _goes_on(draw, value):
    return isinstance(value, dict) and draw.random() < 0.5


def slot(draw):
    """A slot that somebody filled, with every shape of resolution."""
    value = {"id": draw.choice((*CATALOG[:3], "less", "gentle", "how-often", MARK)), "name": "x"}
    match_ = {"value": _spoilt(draw, value)}
    authority = {
        "authority": "a",
        "status": {"code": draw.choice(("ER_SUCCESS_MATCH", "ER_SUCCESS_NO_MATCH", MARK))},
        "values": draw.choice(([match_], [match_, match_], [], None, [None], [{}])),
    }
    resolutions = {"resolutionsPerAuthority": draw.choice(([authority], [], None, [None], [{}]))}
    slot_value = {"type": draw.choice(("Simple", "List", MARK)), "value": "x", "values": [None, {}]}
    whole = {
        "name": "exercise",
        "value": draw.choice((*TEXTS, "cat cow", "10")),
        "resolutions": _spoilt(draw, resolutions),
        "slotValue": _spoilt(draw, slot_value),
    }
    return _spoilt(draw, whole)


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
