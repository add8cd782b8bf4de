"""What nobody would send: values of every kind, and what is nearly one of our own."""

from skill.content import load
from tests.fuzz.requests_seen import recorded

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
