"""The task that a session is about, if the skill was launched for one, and how it ends.

An Alexa routine, a quick link or another skill launches a task by its name.
DOC/custom-skills/implement-custom-tasks-in-your-skill.html.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from ask_sdk_model import Status
from ask_sdk_model.interfaces.tasks import CompleteTaskDirective

from skill.alexa.answer import Answer

OK, REFUSED, FAILED = "200", "400", "500"
"""How a task ends, in HTTP's codes: done as asked, not what this task takes, our own fault."""
_MESSAGES = {OK: "OK", REFUSED: "Not what this task takes", FAILED: "Something went wrong"}


@dataclass(frozen=True, slots=True)
class Launched:
    """A task under way."""

    name: str
    """Its name without the skill's id, such as `StartRoutine`."""
    done: bool = False
    """Whether what it is for was done by now."""

    @classmethod
    def of(cls, request: Any, session: dict[str, Any] | None) -> Self | None:
        """The task that a request launches, or that its session is about; None for none."""
        task = request.task if request.object_type == "LaunchRequest" else None
        if task is not None:
            # Alexa sends "amzn1.ask.skill.….StartRoutine".
            return cls((task.name or "").rpartition(".")[2])
        kept = (session or {}).get("task")
        return cls(**kept) if kept else None

    def kept(self) -> dict[str, Any]:
        """What the session remembers of it."""
        return asdict(self)


def heard(task: Launched, answer: Answer) -> Launched:
    """The task after an answer: speaking a step of a routine is doing it."""
    return replace(task, done=True) if "step" in answer.keep else task


def ended(task: Launched | None, code: str) -> Answer:
    """The directive that ends a task, without a word; nothing where there is none.

    Nothing else is told to whoever launched it: what a person did stays with the person.
    """
    if task is None:
        return Answer()
    status = Status(code=code, message=_MESSAGES[code])
    result: dict[str, object] = {"done": task.done}
    return Answer(directives=(CompleteTaskDirective(status=status, result=result),))


def ending(task: Launched | None, answer: Answer, code: str = OK) -> Answer:
    """An answer that ends the task along with the session, where Alexa lets it.

    It does not beside a stream, or beside another directive that Alexa has to act upon first
    (DOC/custom-skills/use-skill-connections-to-request-tasks.html): there the session's end is the
    task's. Amazon's own sample plays its sound so (alexa-labs/skill-sample-nodejs-task-buddy).
    """
    if answer.question is not None or answer.directives:
        return answer
    return answer.doing(ended(task, code))
