"""People who do their routine for twelve weeks, each in their own way, and their doses."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from skill.content import load
from skill.routine import progression
from skill.routine.exercise import Dose, Exercise
from skill.routine.preferences import Level, Preferences
from skill.routine.progression import Circumstances
from skill.routine.routine import Routine, steps_of
from skill.routine.run import Run
from skill.routine.standing import Doses, Standing, changes, rung, rungs

WEEKS = 12
DAYS = 7 * WEEKS
FIRST_DAY = date(2026, 9, 7)
CATALOG = load().catalog
KINDS = ("steady", "eager", "in-pain", "irregular", "forgetful", "undoing", "tired")
_MOST_RUNS = 40


@dataclass
class Change:
    """One change of one dose."""

    day: date
    exercise: Exercise
    before: Dose
    after: Dose
    standing: Standing
    cause: str
    """`two-doings`, `hurt`, `hard`, `lapse` or `word`."""


@dataclass
class Life:
    """What a simulated person did and what became of their doses."""

    kind: str
    wanted: Preferences
    doses: Doses = field(default_factory=Doses)
    runs: list[Run] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    hurts: list[tuple[date, Exercise, int]] = field(default_factory=list)
    """When what hurt, and how many changes there were before."""
    heights: list[float] = field(default_factory=list)
    """Mean rung of all exercises at the end of each day, 0 to 1."""


def lived(kind: str, seed: int) -> Life:
    """Twelve weeks of one person.

    Args:
        kind: one of `KINDS`.
        seed: what chance depends on.
    """
    chance = Random(seed)
    life = Life(kind, Preferences(level=chance.choice([Level.GENTLE, Level.GENTLE, Level.STEADY])))
    for number in range(DAYS):
        today = FIRST_DAY + timedelta(days=number)
        for _ in range(_times(kind, number, chance)):
            _start(life, today)
            _do(life, today, chance)
        life.heights.append(_height(life))
    return life


def reached_top(life: Life) -> list[Exercise]:
    """The exercises whose dose is at the very top at the end."""
    return [e for e in CATALOG.values() if _rung(life, e) == len(rungs(e)) - 1]


def _times(kind: str, number: int, chance: Random) -> int:
    """How often a person does their routine on a day."""
    if kind == "eager":
        return chance.choice([1, 1, 1, 2])
    if kind == "irregular":
        # Weeks of it, and then none for two to five weeks.
        return int((number // 21) % 2 == 0 and chance.random() < 0.6)
    return int(chance.random() < 0.6)


def _start(life: Life, today: date) -> None:
    given = _given(life, today)
    gentler = progression.after_lapse(given, CATALOG)
    if gentler != life.doses:
        _become(life, gentler, today, "lapse")
        return
    for exercise, standing in progression.rises(given, CATALOG):
        _become(life, progression.raised(life.doses, exercise, standing), today, "two-doings")
        break
    if life.kind == "undoing":
        _undo_the_last(life, today)


def _undo_the_last(life: Life, today: date) -> None:
    changed = changes(life.doses, CATALOG)
    back = progression.undone(life.doses, changed[0][0], today) if changed else None
    if back is not None:
        _become(life, back, today, "word")


def _do(life: Life, today: date, chance: Random) -> None:
    chosen = [(e, life.doses.dose(e, life.wanted)) for e in CATALOG.values()]
    steps = steps_of(chosen, life.wanted, lambda _: False)
    skipped = 0.3 if life.kind == "forgetful" else 0.03
    hurt = 0.05 if life.kind == "in-pain" else 0.002
    done, cut = set(), set()
    for index, (exercise, _) in enumerate(chosen):
        if chance.random() < hurt:
            life.hurts.append((today, exercise, len(life.changes)))
            cut.add(index)
            eased = progression.eased(life.doses, exercise, life.wanted, today)
            _become(life, eased, today, "hurt")
        elif chance.random() < skipped:
            cut.add(index)
        else:
            done.add(index)
    moment = datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=8)
    run = Run(
        id=f"{len(life.runs):05}",
        started_at=moment,
        routine=Routine(steps, (100_000,) * len(steps)),
        done=frozenset(done),
        cut_short=frozenset(cut),
        utc_offset_min=0,
    )
    life.runs.insert(0, run)
    if life.kind == "tired" and chance.random() < 0.3:
        exercises = [exercise for exercise, _ in chosen]
        gentler = progression.after_hard(life.doses, exercises, life.wanted, today)
        _become(life, gentler, today, "hard")


def _become(life: Life, doses: Doses, today: date, cause: str) -> None:
    """Note every dose that changes."""
    for exercise in CATALOG.values():
        before = life.doses.dose(exercise, life.wanted)
        after = doses.dose(exercise, life.wanted)
        if before != after:
            standing = doses.standings[exercise.code]
            life.changes.append(Change(today, exercise, before, after, standing, cause))
    life.doses = doses


def _given(life: Life, today: date) -> Circumstances:
    return Circumstances(life.wanted, life.doses, life.runs[:_MOST_RUNS], today, UTC)


def _height(life: Life) -> float:
    shares = [_rung(life, e) / (len(rungs(e)) - 1) for e in CATALOG.values()]
    return sum(shares) / len(shares)


def _rung(life: Life, exercise: Exercise) -> int:
    return rung(exercise, life.doses.dose(exercise, life.wanted))
