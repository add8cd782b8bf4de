"""`back-routine audio …`: render ahead of time, and see what is there."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from audio.manifests import Manifests
from audio.render_all import RenderProcesses, render_processes
from audio.render_tasks import RenderError, Studio
from audio.voices.choice import choose_voice
from audio.voices.voice import MissingVoiceError, Voice
from skill.cli.options import spoken_locale
from skill.content import load
from skill.content.files import DEFAULT_LOCALE, ROOT
from skill.folders import cache_folder, data_folder
from skill.routine.segment import SegmentKind
from skill.sound.lengths import LengthsJson, measured, unmeasured
from skill.sound.library import FolderLibrary
from skill.sound.repertoire import needed_tracks
from skill.sound.sheet import SheetJson
from skill.sound.track import Track

_out = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: cache_folder() / "tracks",
    show_default="where the speaker looks for them",
    help="Folder of the tracks.",
)


_WHICH: Mapping[str, Sequence[SegmentKind]] = {
    "all": tuple(SegmentKind),
    "leads": (SegmentKind.LEAD,),
    "none": (),
}
"""The segments whose tracks are rendered, by the word for them."""


def _known(_: click.Context, __: click.Parameter, ids: tuple[str, ...]) -> tuple[str, ...]:
    there = load().catalog
    for unknown in sorted(set(ids) - set(there)):
        raise click.BadParameter(f"there is no {unknown}; there is {', '.join(there)}")
    return ids


@click.group()
def audio() -> None:
    """The sound of the routine: render all of it ahead of time, see what is there."""


@audio.command()
@click.option(
    "--locale",
    default=DEFAULT_LOCALE,
    show_default=True,
    callback=spoken_locale,
    help="Language and region.",
)
@click.option(
    "--voice", help="hibari, espeak-ng or polly[:Joanna]; the best installed if not given."
)
@_out
@click.option(
    "--lengths",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: data_folder() / "lengths",
    show_default="your data folder",
    help="Where measured lengths go; the content folder, to ship them.",
)
@click.option(
    "--which",
    type=click.Choice(list(_WHICH)),
    default="all",
    show_default=True,
    help="All that anybody may ask for; the leads, which sound first; or none, only to measure"
    " phrases.",
)
@click.option(
    "--exercise",
    multiple=True,
    callback=_known,
    help="Only this exercise's tracks; repeatable.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a core",
    help="Worker processes.",
)
def build(  # noqa: PLR0913, PLR0917 - one argument for each option
    locale: str,
    voice: str | None,
    out: Path,
    lengths: Path,
    which: str,
    exercise: tuple[str, ...],
    jobs: int,
) -> None:
    """Measure the phrases and render the tracks of a language; only what changed.

    Stopped and started again, it goes on where it was.
    """
    speaker = _chosen(voice, locale)
    click.echo(f"{locale}, in the voice {speaker.id}.")
    studio = Studio(speaker.name, locale, cache_folder() / "phrases")
    with render_processes(studio, jobs) as processes:
        manifest = _measured(processes, locale, speaker, Manifests(ROOT, lengths))
        content = load(locale)
        spoken = measured(manifest, content.narration)
        tracks = needed_tracks(content, spoken, _WHICH[which])
        wanted = [track for track in tracks if not exercise or track.exercise in exercise]
        _rendered(processes, wanted, FolderLibrary(out))


@audio.command("list")
@_out
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all cues.")
def list_(out: Path, *, as_json: bool) -> None:
    """Show the tracks that are there."""
    library = FolderLibrary(out)
    sheets = [sheet for key in library.rendered() if (sheet := library.sheet(key))]
    for sheet in sorted(sheets, key=lambda sheet: (sheet["exercise"], sheet["length_ms"])):
        path = library.place(sheet["key"])
        click.echo(_json_line(sheet, path) if as_json else _row(sheet, path))
    if not sheets and not as_json:
        click.echo(f"No tracks in {out}: `back-routine audio build` renders them.")


@audio.command()
@click.option("--bucket", required=True, help="The stack's TracksBucket.")
@_out
def publish(bucket: str, out: Path) -> None:
    """Upload the tracks that the skill may ask for and that are not in the bucket yet.

    Region and account are those of boto3's settings, such as AWS_PROFILE. Exit code 1 while some
    are not even rendered: what is there is uploaded all the same.
    """
    # boto3 is only there where somebody deploys.
    from audio import publish as publishing  # noqa: PLC0415
    from skill.sound.shipped import keys_to_publish  # noqa: PLC0415 - it knows all parts

    library = FolderLibrary(out)
    needed = keys_to_publish()
    try:
        there = publishing.S3Bucket(bucket)
        missing, unrendered = publishing.unpublished(needed, library, there.keys())
        with click.progressbar(length=len(missing), label="Uploading tracks ") as bar:
            for _ in publishing.publish(missing, library, there):
                bar.update(1)
    except publishing.PublishError as error:
        raise click.ClickException(str(error)) from error
    published = len(needed) - len(unrendered)
    click.echo(f"{published} of {len(needed)} tracks are there, {len(missing)} uploaded now.")
    if unrendered:
        raise click.ClickException(
            f"{len(unrendered)} are not rendered yet: `back-routine audio build` renders them."
        )


def _chosen(name: str | None, locale: str) -> Voice:
    try:
        voice = choose_voice(name, locale)
    except MissingVoiceError as error:
        raise click.ClickException(str(error)) from error
    if voice is None:
        raise click.ClickException("no voice is installed: pip install 'my-back-routine[voice]'")
    return voice


def _measured(
    processes: RenderProcesses, locale: str, voice: Voice, manifests: Manifests
) -> LengthsJson:
    phrases = load(locale).narration
    known = manifests.find(locale, voice.id)
    missing = unmeasured(known, phrases)
    if not missing:
        return known
    with click.progressbar(length=len(missing), label="Measuring phrases") as bar:

        def measure(texts: Sequence[str]) -> dict[str, int]:
            lengths: dict[str, int] = {}
            for some in processes.measure(texts):
                lengths |= some
                bar.update(len(some))
            return lengths

        try:
            return manifests.complete(locale, voice, phrases, measure)
        except (RenderError, OSError) as error:
            raise click.ClickException(str(error)) from error


def _rendered(processes: RenderProcesses, tracks: list[Track], library: FolderLibrary) -> None:
    for track in tracks:
        library.order(track)
    missing = [track for track in tracks if library.path(track.key) is None]
    failed = _failures(processes, missing, library) if missing else []
    click.echo(f"{len(tracks)} tracks, {len(missing) - len(failed)} of them rendered now.")
    if failed:
        raise click.ClickException("not rendered:\n" + "\n".join(failed))


def _failures(processes: RenderProcesses, tracks: list[Track], library: FolderLibrary) -> list[str]:
    failed: list[str] = []
    with click.progressbar(length=len(tracks), label="Rendering tracks ") as bar:
        for track, error in processes.render(tracks, library):
            bar.update(1)
            if error:
                failed.append(f"{track.exercise} ({track.key}): {error}")
    return failed


def _json_line(sheet: SheetJson, path: Path) -> str:
    ordered = {"key": sheet["key"], "path": str(path), **sheet}
    return json.dumps(ordered, ensure_ascii=False)


def _row(sheet: SheetJson, path: Path) -> str:
    minutes, seconds = divmod(sheet["length_ms"] // 1_000, 60)
    return f"{sheet['exercise']:<22}{minutes:3d}:{seconds:02d}  {sheet['voice']:<24}{path}"
