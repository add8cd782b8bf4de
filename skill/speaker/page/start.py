"""Puts a page together from what is installed on this machine."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

from skill.bootstrap import open_patient_store
from skill.content.page import page_texts
from skill.output import show
from skill.speaker.cloud.faults import Faults
from skill.speaker.device.sounds import FetchedSounds
from skill.speaker.ears.apart import recognizer_apart
from skill.speaker.local_skill import StoredSkill
from skill.speaker.loudspeaker.choice import BEST
from skill.speaker.page.address import listening_at
from skill.speaker.page.loudspeaker import Mouth
from skill.speaker.page.page_speaker import PageSpeaker
from skill.speaker.setting import Setting
from skill.speaker.text_ears import HearingEars
from skill.understanding import Hearing

MakeMouth = Callable[[FetchedSounds], Mouth | None]


def live_as_page(  # noqa: PLR0913 - one argument for each option
    setting: Setting,
    store_url: str,
    voice: str | None,
    port: int,
    *,
    opens_browser: bool,
    notice: str = "",
    ledger: Path | None = None,
    last_place: Path | None = None,
    faults: Faults | None = None,
) -> None:
    """Serves the page until Ctrl-C.

    Args:
        setting: where the speaker stands.
        store_url: where runs are kept.
        voice: name of a voice, `best` for the best that is installed, None for none.
        port: where the page is; 0 for any free port.
        opens_browser: whether to show it.
        notice: what was wrong before it began; it is shown and said.
        ledger: the file in which Alexa keeps reminders; None forgets them in the end.
        last_place: the file in which the device keeps its place; None for none.
        faults: what goes wrong with Alexa's services; None for nothing.

    Raises:
        audio.voices.voice.MissingVoiceError: a voice that was named is not installed.
        PortTakenError: something else listens there.
    """
    # The port comes first: if it is taken, that is told before anything takes time.
    with listening_at(port) as listening:
        about, make_mouth = _voice(voice, setting.locale)
        PageSpeaker(
            setting=setting,
            skill=StoredSkill(store_url, setting, voice if make_mouth is not _silent else None),
            store=open_patient_store(store_url),
            make_ears=lambda clock: HearingEars(Hearing.load(setting.locale), clock, setting.zone),
            make_mouth=make_mouth,
            recognizer=recognizer_apart(setting.locale),
            about=about,
            show=show,
            listening=listening,
            notice=notice,
            opens_browser=opens_browser,
            ledger=ledger,
            last_place=last_place,
            faults=faults or Faults(),
        ).live()


def _silent(_: FetchedSounds) -> Mouth | None:
    return None


def _voice(name: str | None, locale: str) -> tuple[str, MakeMouth]:
    text = page_texts(locale)
    if name is None:
        return text["voice.none"], _silent
    if find_spec("numpy") is None:
        return text["voice.missing"], _silent
    from audio.voices.choice import choose_voice  # noqa: PLC0415 - only what is heard loads sound
    from skill.speaker.loudspeaker.mouth import Mouth as VoiceMouth  # noqa: PLC0415

    voice = choose_voice(None if name == BEST else name, locale)
    if voice is None:
        return text["voice.missing"], _silent
    # The first words take seconds, as the voice loads; nobody shall wait for that.
    Thread(target=partial(voice.speak, "Hello."), daemon=True).start()
    return text["voice.is"].format(voice=voice.id), partial(VoiceMouth, voice)
