"""What the crowd says, and ears that understand just that."""

from skill.speaker.device.ears import Situation, Understood

EXERCISES = ("cat-cow", "pelvic-tilt", "figure-four-stretch", "side-bend")
INTENTS = {
    "start": "StartRoutineIntent",
    "pause": "AMAZON.PauseIntent",
    "resume": "AMAZON.ResumeIntent",
    "next": "AMAZON.NextIntent",
    "previous": "AMAZON.PreviousIntent",
    "repeat": "AMAZON.RepeatIntent",
    "start over": "AMAZON.StartOverIntent",
    "stop": "AMAZON.StopIntent",
    "yes": "AMAZON.YesIntent",
    "no": "AMAZON.NoIntent",
    "time left": "TimeLeftIntent",
    "where am I": "WhereAmIIntent",
    "week": "WeeklySummaryIntent",
    "hurts": "HurtIntent",
}
"""What a phrase means that has nothing to fill in."""


class Phrases:
    """Ears that know a few phrases, and cost nothing: hearing is judged elsewhere."""

    def understand(self, text: str, situation: Situation) -> Understood:
        """The intent of a phrase; whatever is no answer to a question names the skill."""
        named = not situation.is_question_open
        if text in EXERCISES:
            return Understood("DoExerciseIntent", {"exercise": _resolved("exercise", text)}, named)
        if text.endswith("minutes"):
            minutes = {"four": "4", "ten": "10"}[text.split()[1]]
            return Understood("StartRoutineIntent", {"minutes": _slot("minutes", minutes)}, named)
        return Understood(INTENTS[text], {}, named)


def _slot(name: str, value: str) -> dict[str, object]:
    return {"name": name, "value": value, "confirmationStatus": "NONE"}


def _resolved(name: str, id_: str) -> dict[str, object]:
    value = {"value": {"name": id_, "id": id_}}
    status = {"code": "ER_SUCCESS_MATCH"}
    authority = {"authority": name, "status": status, "values": [value]}
    return _slot(name, id_) | {"resolutions": {"resolutionsPerAuthority": [authority]}}
