"""What a device fetches for a segment: a track, or a clip of a turn in a session."""

from collections.abc import Iterator
from dataclasses import replace

from skill.alexa.coach import Coach
from skill.alexa.speech import Clip, Pause, Piece, Words
from skill.content import Content
from skill.limits import SPEECH_AUDIO_MS
from skill.routine.events import Spot
from skill.routine.lengths import Lengths
from skill.routine.routine import Routine, Step
from skill.routine.score import GET_READY_MS, place_phrases
from skill.routine.timeline import Timeline
from skill.sound.repertoire import Repertoire
from skill.sound.track import Track


class Sound:
    """The sound of one locale's steps, from the coach's shelf."""

    def __init__(self, coach: Coach, content: Content) -> None:
        """Use the lengths that the coach has for this content."""
        self._shelf = coach.shelf
        self._content = content
        self._repertoire = Repertoire(content, coach.lengths_for(content))

    @property
    def lengths(self) -> Lengths:
        """How long each phrase lasts."""
        return self._repertoire.lengths

    def timeline(self, step: Step, segment: int, *, opens: bool = False) -> Timeline:
        """A segment of a step written out; `opens` if nothing is heard right before it."""
        return self._repertoire.timeline(step, segment, opens=opens)

    def marked(self, routine: Routine, spot: Spot) -> Spot:
        """A track with its length, and with the moment from which its work counts as done.

        Behind the last step there is none, and nothing to tell.
        """
        if spot.step >= len(routine):
            return spot
        track = self._track(routine, spot)
        done_ms = track.timeline.done_ms if spot.then_ms is None else 0
        return replace(spot, length_ms=track.length_ms, done_ms=done_ms)

    def order(self, routine: Routine, spot: Spot) -> None:
        """Have all tracks from one on made ready, in the order in which they are heard."""
        self._shelf.order(self._track(routine, spot))
        for index, step in enumerate(routine.steps[spot.step :], spot.step):
            begin = spot.segment + 1 if index == spot.step else 0
            for segment in range(begin, len(step.segments)):
                self._shelf.order(self._repertoire.track(step, segment))

    def url(self, routine: Routine, spot: Spot, base_url: str) -> str:
        """Where a track is; it is ordered by the way."""
        return self._fetchable(self._track(routine, spot), base_url)

    def turn(self, step: Step, base_url: str) -> tuple[Piece, ...]:
        """A step as a turn in a session: the device's own voice, and a clip for each side's work.

        The rest at its end is left to the question that follows.
        """
        step = self._fitting(step)
        line = self.timeline(step, 0, opens=True)
        spoken = [cue for cue in line.cues if cue.phrase]
        words = [Words(self._content.narration[cue.phrase or ""]) for cue in spoken]
        settling = Pause(line.length_ms - spoken[-1].end_ms)
        return (*words, settling, *self._clips(step, base_url))

    def ready(self, step: Step, segment: int) -> tuple[Piece, ...]:
        """Where the body is in a segment, and time to get there, in the device's own voice."""
        phrases = place_phrases(step, segment)
        return (*(Words(self._content.narration[key]) for key in phrases), Pause(GET_READY_MS))

    def _fitting(self, step: Step) -> Step:
        """The step with as much of its dose as the clips of one answer may last."""
        for amount in reversed([a for a in step.exercise.dose.amounts if a <= step.dose.amount]):
            fewer = replace(step, dose=replace(step.dose, amount=amount))
            if sum(clip.length_ms for clip in self._repertoire.clips(fewer)) <= SPEECH_AUDIO_MS:
                return fewer
        return step

    def _track(self, routine: Routine, spot: Spot) -> Track:
        step = routine.steps[spot.step]
        if spot.then_ms is not None:
            return self._repertoire.ready_track(step, spot.segment)
        is_lead = spot.segment == 0
        return self._repertoire.track(step, spot.segment, opens=is_lead and spot.opens)

    def _clips(self, step: Step, base_url: str) -> Iterator[Clip]:
        for clip in self._repertoire.clips(step):
            yield Clip(self._fetchable(clip, base_url), clip.length_ms)

    def _fetchable(self, track: Track, base_url: str) -> str:
        self._shelf.order(track)
        return self._shelf.url(track, base_url)
