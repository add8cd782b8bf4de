"""What was done of a routine that ends early, in words."""

from skill.alexa.speech import Words
from skill.alexa.turn import Turn
from skill.routine.run import Kind, Run


def done_so_far(turn: Turn, run: Run) -> tuple[Words, ...]:
    """How many exercises were done, and that they are kept; nothing where none was."""
    if run.kind is Kind.STRETCH or not run.done:
        return ()
    key = "stop.so_far" if turn.kept else "stop.so_far_unkept"
    done = turn.content.number(len(run.done))
    total = turn.content.count("exercise", len(run.routine))
    return (Words(turn.say(key, done=done, total=total)),)
