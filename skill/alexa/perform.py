"""From effects to an answer: what is to be done becomes directives, or speech where none serve."""

from dataclasses import replace

from ask_sdk_model.interfaces.audioplayer import (
    AudioItem,
    AudioItemMetadata,
    PlayBehavior,
    PlayDirective,
    StopDirective,
    Stream,
)

from skill.alexa import speech
from skill.alexa.answer import Answer, Asking
from skill.alexa.speech import Clip, Speech, Words
from skill.alexa.turn import Turn
from skill.routine.effects import Effect, Enqueue, Play, Silence
from skill.routine.events import Spot
from skill.routine.exercise import Side
from skill.routine.run import Kind, Run

SURELY_SPOKEN_PERCENT = 60
"""A voice may be this much quicker than our estimate; a step counts as heard all the same."""


def plays_tracks(turn: Turn, run: Run) -> bool:
    """Whether a run plays as a queue of tracks; if not, its steps are turns in a session."""
    return turn.has_player and run.kind is Kind.ROUTINE


def silence(turn: Turn) -> Answer:
    """Stop whatever still sounds: a stop that does not end the sound fails certification."""
    return Answer(directives=(StopDirective(),) if turn.has_player else ())


def directives(
    turn: Turn, run: Run, effects: tuple[Effect, ...], sounding: str | None = None
) -> Answer:
    """The effects as AudioPlayer directives, without a word.

    Args:
        turn: the request.
        run: the run after what happened.
        effects: what is to be done.
        sounding: token of the track that sounds now, to the letter, if something is queued.
    """
    made = (_directive(turn, run, effect, sounding) for effect in effects)
    return Answer(directives=tuple(directive for directive in made if directive is not None))


def step_as_turn(turn: Turn, run: Run, spot: Spot, opening: Speech) -> Answer:
    """A step spoken in a session, with what was said before it and the question after it."""
    step = run.routine.steps[spot.step]
    # A routine that was begun as tracks may have several sets: more clips than one answer may hold.
    once = replace(step, dose=replace(step.dose, sets=1))
    work = turn.sound.turn(once, turn.base_url)
    question, asking = _question_after(turn, run, spot)
    return Answer(
        speech=(*opening, *work, Words(question)),
        question=question,
        asking=asking,
        keep={
            "step": {
                "token": turn.token_of(run, spot),
                "whole_after_ms": _surely_heard_ms((*opening, *work)),
                "said_at_ms": int(turn.now.timestamp() * 1_000),
            }
        },
    )


def _directive(
    turn: Turn, run: Run, effect: Effect, sounding: str | None
) -> PlayDirective | StopDirective | None:
    if isinstance(effect, Play):
        return _play(turn, run, effect.spot, from_ms=effect.from_ms)
    if isinstance(effect, Enqueue):
        return _play(turn, run, effect.spot, from_ms=effect.from_ms, after=sounding)
    return StopDirective() if isinstance(effect, Silence) and turn.has_player else None


def _play(
    turn: Turn, run: Run, spot: Spot, *, from_ms: int = 0, after: str | None = None
) -> PlayDirective:
    name = turn.content.name(run.routine.steps[spot.step].exercise.id)
    stream = Stream(
        token=turn.token_of(run, spot),
        url=turn.sound.url(run.routine, spot, turn.base_url),
        offset_in_milliseconds=from_ms,
        expected_previous_token=after,
    )
    metadata = AudioItemMetadata(
        title=name[:1].upper() + name[1:],
        subtitle=_subtitle(turn, run, spot),
    )
    behavior = PlayBehavior.ENQUEUE if after else PlayBehavior.REPLACE_ALL
    return PlayDirective(play_behavior=behavior, audio_item=AudioItem(stream, metadata))


def _subtitle(turn: Turn, run: Run, spot: Spot) -> str:
    """The side that is worked, and the number of the exercise."""
    segment = run.routine.steps[spot.step].segments[spot.segment]
    side = segment.side if segment.is_work else None
    key = "track.subtitle_side" if side else "track.subtitle"
    return turn.say(
        key,
        number=turn.content.number(spot.step + 1),
        total=turn.content.number(len(run.routine)),
        **_side_words(turn, side),
    )


def _side_words(turn: Turn, side: Side | None) -> dict[str, str]:
    if side is None:
        return {}
    words = turn.say(f"where.{side}")
    return {"side": words[:1].upper() + words[1:]}


def _question_after(turn: Turn, run: Run, spot: Spot) -> tuple[str, Asking]:
    if run.kind is Kind.STRETCH:
        exercise_id = run.routine.steps[spot.step].exercise.id
        side = run.routine.steps[spot.step].only
        about = {"exercise": exercise_id, **({"side": side} if side else {})}
        return turn.say("stretch.again"), {"kind": "again", **about}
    if spot.step + 1 == len(run.routine):
        return turn.say("routine.end_of_turns"), {"kind": "week"}
    next_id = run.routine.steps[spot.step + 1].exercise.id
    return turn.say("routine.next_turn", exercise=turn.content.name(next_id)), {"kind": "go_on"}


def _surely_heard_ms(said: Speech) -> int:
    """How long it takes at the least until the last clip was heard."""
    last = max(i for i, piece in enumerate(said) if isinstance(piece, Clip))
    words_ms = speech.length_ms(p for p in said[:last] if isinstance(p, Words))
    sounds_ms = speech.length_ms(p for p in said[: last + 1] if not isinstance(p, Words))
    return sounds_ms + words_ms * SURELY_SPOKEN_PERCENT // 100
