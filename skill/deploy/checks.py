"""What can be known to be right, or wrong, before anything is sent to AWS."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from skill.content import load
from skill.deploy import BUNDLE, ROOT
from skill.deploy.bundle import MOST_BYTES, own_files
from skill.deploy.published import FILE, listed
from skill.deploy.target import Target
from skill.deploy.template import Template
from skill.sound.library import FolderLibrary
from skill.sound.repertoire import needed_tracks
from skill.sound.shipped import shipped_lengths


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    what: str
    """In a few words."""
    found: str
    """What is so, in figures where there are any."""
    faults: tuple[str, ...] = ()
    """What is wrong, each with its remedy; none if all is well."""


def checks(
    template: Template, given: Mapping[str, str], region: str, bundle: Path, tracks: Path | None
) -> Iterator[Check]:
    """Look at everything that needs no account.

    Args:
        template: what will be deployed.
        given: parameters by name.
        region: where in AWS.
        bundle: the zip for Lambda.
        tracks: the folder of rendered tracks; None where they are published by now.
    """
    values = template.values(given)
    faults = tuple(template.faults_of(given))
    yield of_region(region)
    yield Check("parameters", f"{len(given)} given, {len(values) - len(given)} by default", faults)
    handlers = template.handlers()
    missing = tuple(template.missing_handlers())
    yield Check("handlers", f"{len(handlers)} functions, {len(missing)} without", missing)
    yield of_bundle(bundle)
    yield of_upload(bundle)
    yield of_model()
    yield of_list(values["Voice"], bundle)
    if tracks is not None:
        yield of_tracks(values["Voice"], bundle, tracks)


def of_region(region: str) -> Check:
    """Is there such a region, as far as boto3 knows?"""
    # It reads all that botocore knows of services, which nothing else here needs.
    from boto3 import Session  # noqa: PLC0415

    known = sorted(Session().get_available_regions("lambda"))
    if region in known:
        return Check("region", f"{region} has Lambda")
    near = get_close_matches(region, known, n=1) or ["us-east-1"]
    fault = f"Lambda is not known in {region}: is {near[0]} meant? For a new one update boto3"
    return Check("region", "not known", (fault,))


def of_upload(bundle: Path) -> Check:
    """What will be uploaded: the template names one file, whichever was looked at."""
    uploaded = BUNDLE.relative_to(ROOT)
    if bundle.resolve() == BUNDLE:
        return Check("upload", f"{uploaded}, as the template says")
    return Check("upload", f"{uploaded}, as the template says; first cp {bundle} {uploaded}")


def of_bundle(file: Path) -> Check:
    """Is the bundle there, of these sources, small and compiled?"""
    build = "run `back-routine deploy bundle`"
    if not file.is_file():
        return Check("bundle", "none", (f"there is no {file}: {build}",))
    with zipfile.ZipFile(file) as packed:
        entries = {each.filename: each.file_size for each in packed.infolist()}
        ours = {path.as_posix(): what for path, what in own_files()}
        stale = [
            *(name for name in sorted(ours) if not _is_packed(name, ours[name], packed, entries)),
            *sorted(_sources(entries) - ours.keys()),
        ]
    size = sum(entries.values())
    compiled = sum(name.endswith(f".{Target().tag}.pyc") for name in entries)
    written = sum(name.endswith(".py") for name in entries)
    faults = []
    if stale:
        faults.append(f"{len(stale)} files are not as here, first {stale[0]}: {build}")
    if size >= MOST_BYTES:
        faults.append(f"it takes {size / 1e6:.1f} MB of {MOST_BYTES / 1e6:.0f}: leave more out")
    if compiled < written:
        faults.append(f"{written - compiled} files are not compiled for Lambda's Python: {build}")
    found = f"{size / 1e6:.1f} MB unpacked, {file.stat().st_size / 1e6:.1f} MB packed"
    return Check("bundle", f"{found}, {compiled} files compiled", tuple(faults))


def _is_packed(path: str, what: bytes, packed: zipfile.ZipFile, entries: Mapping[str, int]) -> bool:
    return path in entries and packed.read(path) == what


def _sources(entries: Mapping[str, int]) -> set[str]:
    """Our own files in the bundle, without what was compiled of them."""
    return {
        name for name in entries if name.startswith(("skill/", "audio/")) and ".pyc" not in name
    }


@cache
def of_model() -> Check:
    """Is the skill package built, and within Amazon's rules? It takes seconds to know."""
    # The parser of the templates is only needed here.
    from interaction_model.checks import findings  # noqa: PLC0415
    from interaction_model.package import built_files, stale  # noqa: PLC0415

    faults = [str(finding) for finding in findings()]
    old = stale(built_files())
    faults += [f"{path.relative_to(ROOT)} is old: run `back-routine model build`" for path in old]
    return Check("interaction model", "built and held against Amazon's rules", tuple(faults))


def of_list(voice: str, bundle: Path) -> Check:
    """Does the bundle list the tracks that the skill may ask for?"""
    needed = _needed(voice)
    if needed is None:
        fault = f"no lengths of the voice {voice} ship with the skill: run `make lengths`"
        return Check("list of tracks", "not known", (fault,))
    keys = _listed(bundle)
    known = sum(key in keys for key in needed)
    found = f"the bundle lists {known} of {len(needed)} in the voice {voice}"
    fault = "it is of another version: run `back-routine deploy bundle`"
    return Check("list of tracks", found, () if known == len(needed) else (fault,))


def of_tracks(voice: str, bundle: Path, folder: Path) -> Check:
    """Are all tracks rendered, to be published, that the skill counts on?"""
    keys, library = _listed(bundle) or frozenset(_needed(voice) or ()), FolderLibrary(folder)
    if not keys:
        return Check("tracks", "not known, as there is no list of them")
    missing = [key for key in keys if library.path(key) is None]
    found = f"{len(keys) - len(missing)} of {len(keys)} rendered in {folder}"
    fault = (
        f"{len(missing)} are not rendered: run `back-routine audio build`; if they are published"
        " by now `deploy plan --published`"
    )
    return Check("tracks", found, (fault,) if missing else ())


def _listed(bundle: Path) -> frozenset[str]:
    with suppress(FileNotFoundError, KeyError), zipfile.ZipFile(bundle) as packed:
        return listed(packed.read(FILE.name).decode("ascii"))
    return frozenset()


@cache
def _needed(voice: str) -> tuple[str, ...] | None:
    """The keys of all tracks of a voice; None if its lengths do not ship."""
    content = load()
    try:
        lengths = shipped_lengths(content, voice)
    except FileNotFoundError:
        return None
    return tuple(track.key for track in needed_tracks(content, lengths))
