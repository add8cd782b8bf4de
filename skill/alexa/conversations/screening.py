"""Answers to the screening question, and what was wanted then begins."""

from skill.alexa import gate, rest, welcome
from skill.alexa.answer import Answer, ask, tell
from skill.alexa.conversations import for_today, stretch
from skill.alexa.knowing import know
from skill.alexa.turn import Turn
from skill.alexa.wanted import changed, choice_in, wanted_level, wanted_minutes

_OPEN = frozenset({"screening", "screened"})


def nothing_applies(turn: Turn) -> Answer:
    """Start at once what was wanted: there is no second question."""
    know(turn)
    welcome.consented(turn)
    return begin_wanted(turn)


def something_applies(turn: Turn) -> Answer:
    """No exercise today: see a doctor, and how to come back."""
    question = turn.say("welcome.is_right")
    return ask(
        turn.say("welcome.see_doctor"),
        turn.say("welcome.come_back"),
        question,
        asking={"kind": "screened", **_wanted(turn)},
        again=question,
    )


def goodbye(turn: Turn) -> Answer:
    """What was said to the screening stands."""
    return tell(turn.say("welcome.goodbye"))


def once_more(turn: Turn) -> Answer:
    """It was no yes after all: the question is asked again rather than taken as answered."""
    return welcome.screening(turn, turn.say("welcome.once_more"), **_wanted(turn))


def why(turn: Turn) -> Answer:
    """Why the question is asked."""
    if turn.asking.get("kind") in _OPEN:
        return welcome.screening(turn, turn.say("welcome.why"), **_wanted(turn))
    return tell(turn.say("welcome.why"))


def doctor_allows(turn: Turn) -> Answer:
    """Kept as the consent, without what it was about; what was wanted begins."""
    know(turn)
    welcome.consented(turn)
    if rest.is_resting(turn):
        return rest.ask_first(turn)
    return begin_wanted(turn)


def begin_wanted(turn: Turn) -> Answer:
    """Begin what the open question stood before: a stretch, or a routine of a wanted length."""
    asked, minutes = turn.asking, wanted_minutes(turn)
    if asked.get("exercise"):
        return stretch.alone(turn, asked["exercise"], stretch.asked_side(turn))
    minutes = asked.get("minutes") if minutes is None else minutes
    level = wanted_level(turn) or asked.get("level")
    wanted = changed(turn.profile.preferences, minutes, level, asked.get("pace"))
    return for_today.begin(turn, wanted, choice_in(asked))


def not_today_after_all(turn: Turn) -> Answer:
    """No to "shall we leave it for today?": the person was asked, and wants to go on."""
    know(turn)
    rest.end_rest(turn)
    return gate.question_before(turn, **_wanted(turn)) or begin_wanted(turn)


def leave_it(turn: Turn) -> Answer:
    """Rest stays rest."""
    return tell(turn.say("rest.left"))


def _wanted(turn: Turn) -> dict[str, object]:
    return {name: value for name, value in turn.asking.items() if name != "kind"}


ANSWERS = {"WhyAskIntent": why, "DoctorAllowsIntent": doctor_allows}
