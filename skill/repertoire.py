"""From steps to tracks, in one language and one voice; and which tracks a language needs."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, groupby

from audio.track import Track
from skill.content import Content
from skill.routine.ladder import every_step
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


def needed_tracks(content: Content, lengths: Lengths) -> Iterator[Track]:
    """Every track that anybody may be played, whatever they ask for, each once.

    Those of `usual_tracks` come first.
    """
    repertoire = Repertoire(content, lengths)
    steps = list(every_step(content.catalog))
    # A clip knows nothing of what comes before and after, nor of the side.
    works = {
        (step.exercise.id, step.dose.amount, step.explained, step.pace): step for step in steps
    }
    tracks = chain(
        usual_tracks(content, lengths),
        map(repertoire.track, steps),
        chain.from_iterable(map(repertoire.clips, works.values())),
    )
    yield from _each_once(tracks)


def usual_tracks(content: Content, lengths: Lengths) -> Iterator[Track]:
    """The tracks of those who choose no more than a level and a detail, explained ones first.

    Each exercise at its level's own dose, explained and brief, in a whole routine and alone.
    """
    repertoire = Repertoire(content, lengths)
    wishes = [Preferences(level=level, detail=detail) for level in Level for detail in _DETAILS]
    planned = (plan(content.catalog, wanted, lengths, _NEVER_DONE).routine for wanted in wishes)
    alone = (
        plan_one(exercise, wanted, lengths, _NEVER_DONE)
        for wanted in wishes
        for exercise in content.catalog.values()
    )
    tracks = (repertoire.track(step) for routine in planned for step in routine.steps)
    clips = (clip for routine in alone for clip in repertoire.clips(routine.steps[0]))
    yield from _each_once(chain(tracks, clips))


def _each_once(tracks: Iterable[Track]) -> Iterator[Track]:
    yield from {track.key: track for track in tracks}.values()


_DETAILS = (Detail.MORE, Detail.LESS)
_NEVER_DONE: Mapping[str, int] = {}
