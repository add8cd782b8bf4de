"""From segments to tracks, in one language and one voice; and which tracks a language needs."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from skill.content import Content
from skill.routine.exercise import Catalog, Dose, Exercise, Side
from skill.routine.ladder import doses_again
from skill.routine.lengths import Lengths
from skill.routine.preferences import Pace
from skill.routine.routine import Step
from skill.routine.score import ready_timeline, timeline
from skill.routine.segment import SegmentKind
from skill.routine.timeline import Timeline
from skill.sound.track import Track

KEPT_IN_MEMORY = 1_024
"""How many written-out segments are kept in memory: some megabytes, all that there are."""


class Repertoire:
    """The timelines and tracks of one language's segments in one voice."""

    def __init__(self, content: Content, lengths: Lengths) -> None:
        """Speak this content in the voice that the lengths were measured in."""
        self._content = content
        self.lengths = lengths
        self.timeline = lru_cache(KEPT_IN_MEMORY)(self._timeline)
        self.track = lru_cache(KEPT_IN_MEMORY)(self._track)
        self.ready_track = lru_cache(KEPT_IN_MEMORY)(self._ready_track)

    def clips(self, step: Step) -> Iterator[Track]:
        """The work of each set and side, as it is heard in a turn of a session."""
        for index in step.work:
            yield self.track(step, index)

    def _timeline(self, step: Step, segment: int, *, opens: bool = False) -> Timeline:
        return timeline(step, segment, self.lengths, opens=opens)

    def _track(self, step: Step, segment: int, *, opens: bool = False) -> Track:
        return self._of(step, self.timeline(step, segment, opens=opens))

    def _ready_track(self, step: Step, segment: int) -> Track:
        return self._of(step, ready_timeline(step, segment, self.lengths))

    def _of(self, step: Step, line: Timeline) -> Track:
        phrases = {cue.phrase for cue in line.cues if cue.phrase}
        return Track(
            exercise=step.exercise.id,
            locale=self._content.locale,
            voice=self.lengths.voice,
            timeline=line,
            texts={phrase: self._content.narration[phrase] for phrase in phrases},
        )


def needed_tracks(
    content: Content, lengths: Lengths, kinds: Iterable[SegmentKind] = SegmentKind
) -> Iterator[Track]:
    """Every track that anybody may be played, whatever they ask for, each once; leads first.

    Args:
        content: the language.
        lengths: those of the voice.
        kinds: the segments that tracks are wanted of.
    """
    repertoire = Repertoire(content, lengths)
    yield from _each_once(
        track for kind in kinds for track in _tracks(repertoire, content.catalog, kind)
    )


def every_step(catalog: Catalog) -> Iterator[Step]:
    """Steps that hold among them every segment that can be asked for.

    A lead does not depend on the dose, nor on the pace; in several sets not every amount
    of an exercise is done (see `skill.routine.ladder`). Each step is one that closes its routine.
    """
    for exercise in catalog.values():
        sides = tuple(Side) if exercise.each_side else (Side.LEFT,)
        for dose, explained, pace, side, moves in product(
            _doses(exercise), (True, False), Pace, sides, (True, False)
        ):
            yield Step(exercise, dose, explained, pace, side, moves, None)


def _doses(exercise: Exercise) -> Iterator[Dose]:
    yield from map(Dose, exercise.dose.amounts)
    yield from doses_again(exercise)


def _tracks(repertoire: Repertoire, catalog: Catalog, kind: SegmentKind) -> Iterator[Track]:
    for step in every_step(catalog):
        for index, segment in enumerate(step.segments):
            if segment.kind is not kind:
                continue
            yield repertoire.track(step, index)
            if segment.kind is SegmentKind.LEAD:
                yield repertoire.track(step, index, opens=True)
            if segment.is_work:
                yield repertoire.ready_track(step, index)


def _each_once(tracks: Iterable[Track]) -> Iterator[Track]:
    seen: set[str] = set()
    for track in tracks:
        if track.key not in seen:
            seen.add(track.key)
            yield track
