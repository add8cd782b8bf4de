"""The steps of a routine: what each is, how far it is done, and where it was stopped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skill.content import Content
from skill.routine.events import Spot as Track
from skill.routine.exercise import Hold
from skill.routine.routine import Step
from skill.routine.run import Kind, Run
from skill.speaker.device.sounds import Sheet
from skill.speaker.page.halt import Mood, Spot


@dataclass(frozen=True, slots=True)
class Doing:
    """Which step of which run the device is at."""

    run: Run
    """The run, as it is stored."""
    step: int
    """Index of the step."""
    track: Track
    """Which of its tracks."""
    sheet: Sheet | None
    """What is known of that track; None when none was fetched yet."""
    is_halted: bool = False
    """Whether pain or a warning sign stopped it at this step."""

    @property
    def is_open(self) -> bool:
        """Whether the exercise is shown: there is work left, or it was stopped at it."""
        return self.is_halted or not self.run.over

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.run.id, self.step)


def steps_of(doing: Doing, content: Content, text: Mapping[str, str]) -> list[dict[str, Any]]:
    """The routine's steps as the page shows them; none of a single stretch."""
    if doing.run.kind is Kind.STRETCH:
        return []
    return [
        {
            "exercise": step.exercise.id,
            "name": titled(content.name(step.exercise.id)),
            "dose": _dose(step, content, text),
            "state": _state(doing, index),
            "length_ms": doing.run.routine.length_ms[index],
        }
        for index, step in enumerate(doing.run.routine.steps)
    ]


def line_of(doing: Doing | None, mood: Mood, content: Content, text: Mapping[str, str]) -> str:
    """The line that says that it was stopped, and where; empty where it was not."""
    if mood is Mood.HURT:
        return text["stage.stopped"]
    if mood is not Mood.REST:
        return ""
    if doing is None or not doing.is_halted:
        return text["stage.rest_begin"]
    name = content.name(doing.run.routine.steps[doing.step].exercise.id)
    return text["stage.rest_after"].format(exercise=name)


def titled(name: str) -> str:
    """A name as it begins a line."""
    return name[:1].upper() + name[1:]


def _dose(step: Step, content: Content, text: Mapping[str, str]) -> str:
    unit = "second" if isinstance(step.exercise.dose, Hold) else "time"
    amount = step.dose.amount
    dose = text["routine.dose_each_side"] if step.exercise.each_side else text["routine.dose"]
    shown = dose.format(amount=amount, unit=content.words.unit(unit, amount))
    if step.dose.sets == 1:
        return shown
    return text["routine.dose_in_sets"].format(dose=shown, sets=step.dose.sets)


def _state(doing: Doing, index: int) -> str:
    if doing.is_halted and index == doing.step:
        return "stopped"
    if index in doing.run.done:
        return "done"
    if index == doing.step and not doing.run.over:
        return "now"
    return "skipped" if index < doing.step or index in doing.run.cut_short else "to-do"
