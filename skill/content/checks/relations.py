"""How the files of the content agree with one another, and an entry with its neighbors."""

from collections.abc import Iterator
from itertools import groupby

from skill.content.catalog import catalog as read_catalog
from skill.content.entry import Entry
from skill.content.errors import ContentError
from skill.content.exercises import exercise_texts
from skill.content.narration import narration as read_narration
from skill.content.phrases import NAMED, fields_of
from skill.content.phrases import phrases as read_phrases
from skill.routine.exercise import Catalog, DoseRange, Exercise, Hold


def unrelated(
    catalog: Entry, exercises: Entry, narration: Entry, phrases: Entry
) -> Iterator[ContentError]:
    """Everything that does not agree, file by file; each file is sound by itself.

    Raises:
        ContentError: something is missing that the reader itself needs.
    """
    known = read_catalog(catalog)
    texts = exercise_texts(exercises, known)
    said = read_narration(narration, known, texts)
    yield from _order(catalog.at("exercises"), known)
    yield from _doses(catalog.at("exercises"), known)
    yield from _amounts(narration, known)
    for entry in exercises.children():
        yield from _lines(entry, known.get(entry.path[-1]))
    yield from _names(exercises)
    for key, line in said.items():
        if fields_of(line):
            file = exercises.file if key.partition(".")[0] in texts else narration.file
            yield Entry(file, (key,), line).refused("has a field that nothing fills")
    yield from _fields(phrases)


def _order(entry: Entry, catalog: Catalog) -> Iterator[ContentError]:
    positions = [position for position, _ in groupby(catalog.values(), lambda e: e.position)]
    if len(positions) > len(set(positions)):
        yield entry.refused(f"comes back to a position: {', '.join(positions)}")
    if sorted(e.priority for e in catalog.values()) != list(range(1, len(catalog) + 1)):
        yield entry.refused(f"must have each priority from 1 to {len(catalog)} once")


def _doses(entry: Entry, catalog: Catalog) -> Iterator[ContentError]:
    for exercise in catalog.values():
        dose = exercise.dose
        if dose.least > dose.most:
            kind = "hold" if isinstance(dose, Hold) else "reps"
            amounts = entry.at(exercise.id).at("dose").at(kind)
            yield amounts.at("least").refused(f"must be at most {dose.most}, which is most")
        if _misses_its_most(exercise.dose):
            hold = entry.at(exercise.id).at("dose").at("hold")
            yield hold.at("step").refused("must lead from least to most")


def _misses_its_most(dose: DoseRange) -> bool:
    return isinstance(dose, Hold) and (dose.most - dose.least) % dose.step != 0


def _amounts(narration: Entry, catalog: Catalog) -> Iterator[ContentError]:
    """How much it will be is there for every amount that the catalog allows."""
    doses = [e.dose for e in catalog.values() if not _misses_its_most(e.dose)]
    needed = {
        ("seconds" if isinstance(dose, Hold) else "times", amount)
        for dose in doses
        for amount in dose.amounts
    }
    for unit, amount in sorted(needed):
        if narration.at(unit).find(str(amount)) is None:
            yield narration.at(unit).refused(f"must have {amount}, which the catalog allows")


def _lines(entry: Entry, exercise: Exercise | None) -> Iterator[ContentError]:
    """An exercise's lines: those that it needs are there, or the reader would have refused."""
    if exercise is None:
        yield entry.refused("is not in the catalog")
        return
    unneeded = [] if exercise.each_side else ["left", "right"]
    unneeded += [] if isinstance(exercise.dose, Hold) else ["breathe"]
    for line in unneeded:
        if (surplus := entry.find(line)) is not None:
            yield surplus.refused("is never said: the catalog knows no such moment in it")
    name, purpose = entry.at("name").text().lower(), entry.at("purpose").text().lower()
    # An article may stand before the name.
    if name not in purpose[: len(name) + len("the ")]:
        yield entry.at("purpose").refused("must begin with the name")


def _names(exercises: Entry) -> Iterator[ContentError]:
    owners: dict[str, str] = {}
    for entry in exercises.children():
        for named in (entry.at("name"), *entry.at("synonyms").listed()):
            name = named.text().lower()
            if name in owners:
                yield named.refused(f"{name!r} already stands for {owners[name]}")
            owners[name] = entry.path[-1]


def _fields(phrases: Entry) -> Iterator[ContentError]:
    known = read_phrases(phrases)
    for key, wordings in known.items():
        entry = Entry(phrases.file, (key,), wordings)
        first, *others = (fields_of(wording) for wording in wordings)
        if any(other != first for other in others):
            yield entry.refused("its wordings have different fields")
        if "variant" in first:
            yield entry.refused("cannot have a field called variant: it picks the wording")
        if key.endswith(NAMED):
            base = known.get(key.removesuffix(NAMED))
            if base is None:
                yield entry.refused(f"is the named wording of a phrase without {NAMED}: add that")
            elif fields_of(base[0]) != first:
                yield entry.refused("has other fields than the wording that it stands for")
