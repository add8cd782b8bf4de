"""Hearing text: sentences that no template was written for, and nonsense, on one core."""

import re
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from interaction_model.examples import labelled
from skill.understanding import FALLBACK, Hearing, Moment, plainly

UTTERANCES = Path(__file__).parent.parent / "utterances"
SETS = ("unseen_one.txt", "unseen_two.txt", "unseen_three.txt")
"""Written by people who saw neither the templates nor what is learnt from, and only ever scored."""
NONSENSE = ("unseen_nonsense.txt",)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
MOMENTS = {
    "at rest": Moment(now=NOW),
    "playing": Moment(playing=True, now=NOW),
    "a question open": Moment(question_open=True, in_session=True, now=NOW),
}


def figures():
    """Lines of the cold start, accuracy for each set and intent, false accepts, time a sentence."""
    began = time.perf_counter()
    hearing = Hearing.load("en-US")
    yield f"cold load {ms_since(began):.0f} ms"
    began = time.perf_counter()
    hearing.hear("uh how much is there left to do", Moment())
    yield f"first sentence that needs likeness {ms_since(began):.0f} ms"
    times = []
    for name in SETS:
        yield from accuracy(hearing, name, times)
    for name in NONSENSE:
        yield from false_accepts(hearing, name, times)
    yield (
        f"a sentence, warm: p50 {median(times):.2f} ms   p95 {quantiles(times, n=20)[18]:.2f} ms   "
        f"of {len(times)}"
    )


def accuracy(hearing, name, times):
    """The set's intents and slots that are right, and each intent that is not all right."""
    right, all_of, slots_right, slots_of = defaultdict(int), defaultdict(int), 0, 0
    for said in labelled(UTTERANCES / name):
        moment = Moment(now=NOW, **({said.moment: True} if said.moment else {}))
        heard = timed(hearing, said.text, moment, times)
        is_right = said.intent == (heard.intent or heard.request)
        right[said.intent] += is_right
        all_of[said.intent] += 1
        slots_of += bool(said.slots)
        slots_right += bool(said.slots) and is_right and said.slots.items() <= told(heard).items()
    total, good = sum(all_of.values()), sum(right.values())
    yield (
        f"{name:<18} {total:>5} sentences   intents {good / total:6.1%}   "
        f"slots {slots_right / slots_of:6.1%} of {slots_of}"
    )
    for intent, count in sorted(all_of.items()):
        if right[intent] < count:
            yield f"    {intent:<24} {right[intent]:>3} of {count}"
    whole = sum(right[intent] == count for intent, count in all_of.items())
    yield f"    all right: {whole} of {len(all_of)} intents"


def false_accepts(hearing, name, times):
    """How much of the nonsense is taken for something, in each moment."""
    said = lines(name)
    for label, moment in MOMENTS.items():
        taken = sum(timed(hearing, text, moment, times).intent != FALLBACK for text in said)
        share = taken / len(said)
        yield f"{name:<18} {label:<16} {taken} of {len(said)} taken for something: {share:.1%}"


def timed(hearing, text, moment, times):
    """What is heard; the milliseconds are added to the times."""
    began = time.perf_counter()
    heard = hearing.hear(text, moment)
    times.append(ms_since(began))
    return heard


def lines(name):
    """The set's lines without comments."""
    written = (UTTERANCES / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in written if re.match(r"\s*[^\s#]", line)]


def told(heard):
    """The slots as the sets write them."""
    slots = plainly(heard.slots).items()
    return {name: ",".join(v) if isinstance(v, list) else str(v) for name, v in slots}


def ms_since(began):
    """Milliseconds of wall time."""
    return (time.perf_counter() - began) * 1_000
