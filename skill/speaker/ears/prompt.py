"""What Whisper is told that was said before, whose style and words it then takes up."""

from skill.understanding.compiled import Compiled

_COMMANDS = (
    "Pause. Resume. Next. Skip this one. Go back. Again. Wait, wait. Stop. Alexa, stop. Help. Slow"
    " down. Ouch, that hurts. I can't get up. My chest hurts. Call an ambulance. My foot is numb. I"
    " feel dizzy. I've lost control of my bladder. Yes please. No thank you. Leave out the squats."
    " Remind me every day at seven."
)
"""The style of what is said, which Whisper takes up: short, and of these words. With the six of
danger among them 69 of 100 such sentences are heard to the letter, and 58 without."""


def prompt(compiled: Compiled, locale: str) -> str:
    """The wake word and the skill's name, the exercises, and some of what people say."""
    names = [said[0] for said in compiled.types_of(locale)["Exercise"].values()]
    return f"Alexa, start {compiled.invocation['names'][0]}. {', '.join(names)}. {_COMMANDS}"
