"""Which words ask for what an intent does: denied, they refuse it.

"Don't cancel the reminder" refuses to cancel it, and "don't remind me" does not.
"""

from collections.abc import Mapping, Sequence

from skill.understanding.turning import Turning

_LONGEST_ENDING = 4
"""Letters that a form of a word may have behind its stem: "skip", "skipping"."""
_SHORTEST_STEM = 4
"""Letters; a shorter word has forms of its own in the lists, for many begin with it."""
_CARRIERS = frozenset(
    {
        *("want", "wanted", "to", "you", "need", "have", "had", "ever", "please", "dare", "say"),
        *("said", "saying", "mean", "meant", "ask", "asked", "asking", "tell", "told", "even"),
        *("think", "about", "of", "me", "be", "been", "being", "us", "let", "reason", "point"),
        *("use", "try", "should", "must", "really", "actually", "just", "now", "yet", "in", "any"),
        *("all", "wish", "like", "go", "i", "was", "is", "are", "would", "longer", "more", "the"),
        *("get", "too", "a"),
    }
)
"""Words that may stand between a denial and what it denies: "don't you dare to skip"."""
_CARRIERS_TO_PAIN = frozenset(
    {"in", "any", "really", "feel", "have", "so", "much", "a", "to", "be"}
)
_GO_ON = frozenset(
    {"start", "begin", "resum", "continu", "carry", "play", "proceed", "go", "going"}
)
_CEASE = frozenset(
    {
        *("cancel", "delet", "remov", "stop", "skip", "leave", "leaving", "drop", "exclud", "cut"),
        *("turn", "switch", "clear", "forget", "end", "kill", "disabl", "miss", "ditch", "scrap"),
        *("ban", "omit", "eras", "wip", "take", "taking", "lose", "losing", "left", "throw"),
    }
)
_SET = frozenset({"set", "setting", "mak", "create", "creat", "add", "adding", "schedul", "change"})
_CARRIERS_TO_VALUES = _CARRIERS | {"it", "that", "this", "them"}
"""The same where what is denied is how it should be: "I don't want it gentle"."""
REFUSED_BY: Mapping[str, frozenset[str]] = {
    "AMAZON.StopIntent": frozenset(
        {"stop", "end", "ending", "quit", "finish", "turn", "shut", "switch", "leave", "done"}
    ),
    "RestTodayIntent": frozenset({"stop", "rest", "finish", "done", "enough"}),
    "AMAZON.CancelIntent": frozenset({"cancel", "stop", "forget", "abort"}),
    "AMAZON.PauseIntent": frozenset({"paus", "wait", "stop", "hold", "break", "rest"}),
    "AMAZON.ResumeIntent": _GO_ON,
    "AMAZON.NextIntent": frozenset(
        {"skip", "next", "move", "moving", "forward", "pass", "jump", "change", "miss"}
    ),
    "AMAZON.PreviousIntent": frozenset({"back", "previous", "rewind"}),
    "AMAZON.RepeatIntent": frozenset({"repeat", "again", "redo", "replay"}),
    "AMAZON.StartOverIntent": frozenset({"start", "restart", "begin", "over"}),
    "StartRoutineIntent": _GO_ON | {"do", "doing", "run", "running"},
    "DoExerciseIntent": _GO_ON | {"do", "doing", "give"},
    "HurtIntent": frozenset(
        {
            *("hurt", "pain", "ache", "aching", "sore", "sting", "burn", "pinch", "tingl"),
            *("throb", "cramp", "numb", "agony"),
        }
    ),
    "ChangePaceIntent": frozenset({"slow", "speed", "change", "changing", "accelerat"}),
    "ChangeLevelIntent": frozenset(
        {
            *("mak", "change", "turn", "step", "lower", "rais", "reduc", "increas", "gentl"),
            *("harder", "easier", "stronger", "take"),
        }
    ),
    "ChangeLengthIntent": _SET | {"shorten", "lengthen", "extend", "reduc", "cut"},
    "ChangeDetailIntent": frozenset({"stop", "skip", "cut", "leave", "drop"}),
    "SideFirstIntent": frozenset({"start", "begin", "switch", "change", "swap"}),
    "LeaveOutIntent": _CEASE,
    "BringBackIntent": frozenset({"bring", "put", "putting", "add", "restor", "includ", "back"}),
    "DeleteMyDataIntent": _CEASE,
    "SetReminderIntent": _SET | {"remind", "wake", "call", "tell"},
    "MoveReminderIntent": frozenset({"move", "moving", "change", "shift", "push", "put", "resch"}),
    "CancelReminderIntent": _CEASE,
    "BreakTimerIntent": _SET | {"start", "remind", "call", "wake", "time", "timer"},
    "ChangeTimerIntent": frozenset({"change", "set", "extend", "make", "move"}),
    "CancelTimerIntent": _CEASE,
    "NudgesOnIntent": frozenset({"notif", "send", "turn", "switch", "start", "tell", "message"}),
    "NudgesOffIntent": _CEASE | {"mute"},
    "AMAZON.LoopOnIntent": frozenset({"loop", "repeat"}),
    "AMAZON.ShuffleOnIntent": frozenset({"shuffl", "mix"}),
    "AMAZON.LoopOffIntent": _CEASE,
    "AMAZON.ShuffleOffIntent": _CEASE,
}
"""Intent -> the beginnings of words that ask for it."""
_CARRIERS_OF: Mapping[str, frozenset[str]] = {
    "HurtIntent": _CARRIERS_TO_PAIN,
    "ChangeLevelIntent": _CARRIERS_TO_VALUES,
    "ChangePaceIntent": _CARRIERS_TO_VALUES,
    "DeleteMyDataIntent": _CARRIERS_TO_VALUES,
}


def is_refused(intent: str, words: Sequence[str], turned: Sequence[Turning]) -> bool:
    """Whether a word that asks for the intent is denied, directly or through its carriers."""
    return any(_refused(intent, words, each) is not None for each in turned)


def behind_refused(intent: str, words: Sequence[str], turned: Sequence[Turning]) -> list[str]:
    """What is said behind the last refusal: "not harder, easier"."""
    ends = (_refused(intent, words, each) for each in turned)
    return [*words[max((end for end in ends if end is not None), default=len(words)) :]]


def _refused(intent: str, words: Sequence[str], turning: Turning) -> int | None:
    """The index behind the word that is refused; None for none."""
    asking = REFUSED_BY.get(intent, frozenset())
    carriers = _CARRIERS_OF.get(intent, _CARRIERS)
    for index in range(turning.end, len(words)):
        if any(_is_form(words[index], stem) for stem in asking):
            return index + 1
        if words[index] not in carriers:
            return None
    return None


def _is_form(word: str, stem: str) -> bool:
    if len(stem) < _SHORTEST_STEM:
        return word == stem
    return word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING
