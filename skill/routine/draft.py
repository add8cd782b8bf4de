"""A routine being planned: a dose for each exercise, raised and lowered until the whole fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, combinations
from types import MappingProxyType

from skill.routine.exercise import Dose, Exercise
from skill.routine.ladder import OwnDose, dose_at, ladder_through
from skill.routine.lengths import Lengths
from skill.routine.preferences import Detail, Preferences
from skill.routine.routine import Routine, Step, steps_of
from skill.routine.score import whole_timeline

TIMES_EXPLAINED = 2
"""An exercise is explained in full this often; from then on in one sentence."""
TOLERANCE_MS = 30_000
"""A routine fits when it is no further than this from the length asked for."""


@dataclass(frozen=True, slots=True)
class Doings:
    """What is known of a person's doings when a routine is planned; nothing for somebody new."""

    times_done: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How often each exercise was done before, by id."""
    own: Mapping[str, OwnDose] = field(default_factory=lambda: MappingProxyType({}))
    """Their own doses by the exercises' ids; others have their level's."""
    lately: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How often each exercise was done in the last days, by id: what was done most goes first."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Another rung for one exercise."""

    id: str
    rung: int
    rungs_away: int
    growth_ms: int


class Draft:
    """A routine being planned: the chosen rung of each exercise's ladder of doses."""

    def __init__(
        self,
        wanted: tuple[Exercise, ...],
        preferences: Preferences,
        lengths: Lengths,
        known: Doings,
        most_sets: int,
    ) -> None:
        """Begin with all that is wanted, at the person's own doses, or else at the level's."""
        self._preferences = preferences
        self._lengths = lengths
        self._times_done = known.times_done
        self._lately = known.lately
        owns = {e.id: known.own.get(e.id) or OwnDose(dose_at(preferences.level, e)) for e in wanted}
        self._ladders = {e.id: ladder_through(e, owns[e.id], most_sets) for e in wanted}
        self._known: dict[tuple[str, int, bool, bool, bool], int] = {}
        self._steps = self._linked(wanted)
        self.rungs = {
            e.id: self._ladders[e.id].index(
                Dose(owns[e.id].dose.amount, min(owns[e.id].dose.sets, most_sets))
            )
            for e in wanted
        }

    def fit(self, target_ms: int) -> None:
        """Choose doses, and if need be exercises, so that the whole comes close to a length."""
        while self._least_ms() > target_ms + TOLERANCE_MS and len(self.rungs) > 1:
            self._drop()
        while self._total_ms() > target_ms + TOLERANCE_MS and self._lower():
            pass
        while self._total_ms() < target_ms and self._raise(target_ms):
            pass
        while abs(self._total_ms() - target_ms) > TOLERANCE_MS and self._trade(target_ms):
            pass

    def routine(self) -> Routine:
        """The routine as it stands."""
        return Routine(
            tuple(self._step(id_, rung) for id_, rung in self.rungs.items()),
            tuple(self._length_ms(id_, rung) for id_, rung in self.rungs.items()),
        )

    # Moves --------------------------------------------------------------------------------

    def _lower(self) -> bool:
        """Take the largest dose one rung down, if any can go."""
        id_ = max(self.rungs, key=lambda i: (self.rungs[i], self._priority(i)))
        if self.rungs[id_] == 0:
            return False
        self.rungs[id_] -= 1
        return True

    def _drop(self) -> None:
        """Leave out the exercise that was done most of late, or else is the first to go."""
        del self.rungs[max(self.rungs, key=lambda i: (self._lately.get(i, 0), self._priority(i)))]
        self._steps = self._linked(tuple(self._steps[id_].exercise for id_ in self.rungs))

    def _raise(self, target_ms: int) -> bool:
        """Take one dose a rung up, the smallest first, if that comes nearer to the length."""
        gap_ms = target_ms - self._total_ms()
        for id_ in sorted(self.rungs, key=lambda i: (self.rungs[i], self._priority(i))):
            rung = self.rungs[id_] + 1
            if rung < len(self._ladders[id_]) and abs(gap_ms - self._growth_ms(id_, rung)) < gap_ms:
                self.rungs[id_] = rung
                return True
        return False

    def _trade(self, target_ms: int) -> bool:
        """Change one dose or two, no more than it takes, if that comes nearer to the length.

        One more set is a long rung: where it overshoots, another dose has to give way.
        """
        gap_ms = target_ms - self._total_ms()
        if not self._can_go(1 if gap_ms > 0 else -1):
            return False

        def miss(trade: tuple[_Change, ...]) -> tuple[int, int]:
            left_ms = abs(gap_ms - sum(change.growth_ms for change in trade))
            return max(left_ms, TOLERANCE_MS), sum(change.rungs_away for change in trade)

        changes = self._changes()
        pairs = (pair for pair in combinations(changes, 2) if pair[0].id != pair[1].id)
        best = min(chain(((change,) for change in changes), pairs), key=miss)
        self.rungs |= {change.id: change.rung for change in best}
        return miss(best)[0] < abs(gap_ms)

    def _can_go(self, direction: int) -> bool:
        return any(0 <= r + direction < len(self._ladders[i]) for i, r in self.rungs.items())

    def _changes(self) -> list[_Change]:
        return [
            _Change(id_, rung, abs(rung - now), self._growth_ms(id_, rung))
            for id_, now in self.rungs.items()
            for rung in range(len(self._ladders[id_]))
        ]

    # Lengths ------------------------------------------------------------------------------

    def _growth_ms(self, id_: str, rung: int) -> int:
        """How much longer the whole becomes with this rung for an exercise."""
        return self._length_ms(id_, rung) - self._length_ms(id_, self.rungs[id_])

    def _least_ms(self) -> int:
        return sum(self._length_ms(id_, 0) for id_ in self.rungs)

    def _total_ms(self) -> int:
        return sum(self._length_ms(id_, rung) for id_, rung in self.rungs.items())

    def _length_ms(self, id_: str, rung: int) -> int:
        """How long a step is, in milliseconds, each worked out once."""
        linked, opens = self._steps[id_], id_ == next(iter(self.rungs))
        key = (id_, rung, linked.moves, linked.next_id is None, opens)
        if key not in self._known:
            line = whole_timeline(self._step(id_, rung), self._lengths, opens=opens)
            self._known[key] = line.length_ms
        return self._known[key]

    # Steps --------------------------------------------------------------------------------

    def _step(self, id_: str, rung: int) -> Step:
        return replace(self._steps[id_], dose=self._ladders[id_][rung])

    def _linked(self, exercises: tuple[Exercise, ...]) -> dict[str, Step]:
        """The steps of a selection by id, at their least doses."""
        chosen = [(e, self._ladders[e.id][0]) for e in exercises]
        steps = steps_of(chosen, self._preferences, self._is_explained)
        return {step.exercise.id: step for step in steps}

    def _priority(self, id_: str) -> int:
        return self._steps[id_].exercise.priority

    def _is_explained(self, exercise: Exercise) -> bool:
        if self._preferences.detail is Detail.AUTO:
            return self._times_done.get(exercise.id, 0) < TIMES_EXPLAINED
        return self._preferences.detail is Detail.MORE
