"""From steps to tracks, in one language and one voice; and which tracks a language needs."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from audio.track import Track
from skill.content import Content
from skill.routine.lengths import Lengths
from skill.routine.planner import plan, plan_one
from skill.routine.preferences import Detail, Level, Preferences
from skill.routine.routine import Step
from skill.routine.score import timeline
from skill.routine.timeline import Part, Span, Timeline

KEPT_IN_MEMORY = 256
"""How many written-out steps are kept in memory: a few hundred kilobytes."""


class Repertoire:
    """The timelines and tracks of one language's steps in one voice."""

    def __init__(self, content: Content, lengths: Lengths) -> None:
        """Speak this content in the voice that the lengths were measured in."""
        self._content = content
        self.lengths = lengths
        self.timeline = lru_cache(KEPT_IN_MEMORY)(self._timeline)
        self.track = lru_cache(KEPT_IN_MEMORY)(self._track)

    def clip(self, step: Step, start_ms: int, end_ms: int) -> Track:
        """A part of a step's track as a track of its own; both moments are borders of spans."""
        return self._of(step, self.timeline(step).cut(start_ms, end_ms))

    def clips(self, step: Step) -> Iterator[Track]:
        """The work of each set and side, as it is heard in a turn of a session."""
        for part, spans in parts(self.timeline(step)):
            if part is Part.WORK:
                yield self.clip(step, spans[0].at_ms, spans[-1].end_ms)

    def _timeline(self, step: Step) -> Timeline:
        return timeline(step, self.lengths)

    def _track(self, step: Step) -> Track:
        return self._of(step, self.timeline(step))

    def _of(self, step: Step, line: Timeline) -> Track:
        phrases = {cue.phrase for cue in line.cues if cue.phrase}
        return Track(
            exercise=step.exercise.id,
            locale=self._content.locale,
            voice=self.lengths.voice,
            timeline=line,
            texts={phrase: self._content.narration[phrase] for phrase in phrases},
        )


def parts(line: Timeline) -> Iterator[tuple[Part, list[Span]]]:
    """The spans of a timeline, those of one side's work together."""
    for part, spans in groupby(line.spans, key=lambda span: span.part):
        yield part, list(spans)


def needed_tracks(
    content: Content, lengths: Lengths, minutes: Iterable[int] = ()
) -> Iterator[Track]:
    """The tracks that a language needs, each once, somebody's very first routine before all.

    Each exercise at its level's own dose, explained and brief, in a whole routine and alone.

    Args:
        content: all that is said.
        lengths: how long it lasts in the voice.
        minutes: lengths of routines to be ready for as well.
    """
    tracks = _all_tracks(content, Repertoire(content, lengths), minutes)
    yield from {track.key: track for track in tracks}.values()


def _all_tracks(
    content: Content, repertoire: Repertoire, minutes: Iterable[int]
) -> Iterator[Track]:
    for wanted in _wishes(minutes):
        for step in plan(content.catalog, wanted, repertoire.lengths, _NEVER_DONE).routine.steps:
            yield repertoire.track(step)
        for exercise in content.catalog.values():
            alone = plan_one(exercise, wanted, repertoire.lengths, _NEVER_DONE)
            yield from repertoire.clips(alone.steps[0])


def _wishes(minutes: Iterable[int]) -> Iterator[Preferences]:
    details = (Detail.MORE, Detail.LESS)
    yield from (Preferences(level=level, detail=detail) for level in Level for detail in details)
    yield from (Preferences(minutes=n, detail=detail) for n in minutes for detail in details)


_NEVER_DONE: Mapping[str, int] = {}
