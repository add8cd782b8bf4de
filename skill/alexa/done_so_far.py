"""What was done of a routine that ends early, in words."""

from skill.alexa.speech import Words
from skill.alexa.turn import Turn
from skill.routine.run import Kind, Run


def done_so_far(turn: Turn, run: Run) -> tuple[Words, ...]:
    """How many exercises were done, and that they are kept; nothing where none was."""
    if run.kind is Kind.STRETCH or not run.done:
        return ()
    total = turn.content.count("exercise", len(run.routine))
    if len(run.done) == len(run.routine):
        return (Words(turn.say("stop.all", total=total)),)
    key = "stop.so_far" if turn.kept else "stop.so_far_unkept"
    return (Words(turn.say(key, done=turn.content.number(len(run.done)), total=total)),)
