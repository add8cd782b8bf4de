"""Sound through a program of this machine; here a program that only takes its time."""

import time

import numpy as np
import pytest

from audio.mp3 import encoded
from skill.speaker.device import mp3
from skill.speaker.device.sounds import Sheet, SoundNotFoundError
from skill.speaker.device.speech import from_output_speech
from skill.speaker.loudspeaker.channel import Channel, NoSoundError, Sound
from skill.speaker.loudspeaker.files import from_mp3, from_samples, samples_of
from skill.speaker.loudspeaker.loudspeaker import AudibleLoudspeaker
from skill.speaker.loudspeaker.mouth import Mouth
from skill.speaker.loudspeaker.programs import PROGRAMS, Program, installed_program

SECOND = np.full(24_000, 0.1, np.float32)
URL = "http://127.0.0.1/a.mp3"
PLAYER = """#!/bin/sh
echo "play $1" >> {log}
trap 'exit 1' TERM
sleep {seconds} &
wait $!
echo "done $1" >> {log}
exit {status}
"""


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


class Machine:
    """A folder with programs that log what they play."""

    def __init__(self, folder):
        self.folder = folder
        self.log_file = folder / "log"
        self.log_file.touch()
        self.complaints = []

    def program(self, seconds=0.05, status=0, kinds=("mp3", "wav")):
        script = self.folder / "player"
        script.write_text(PLAYER.format(log=self.log_file, seconds=seconds, status=status))
        script.chmod(0o755)
        return Program(str(script), (), kinds)

    def sound(self, name="a"):
        return lambda: Sound(self.folder / name, 1_000)

    def log(self):
        return [
            line.replace(f"{self.folder}/", "")
            for line in self.log_file.read_text().split("\n")
            if line
        ]

    def wait_for(self, *lines):
        self.wait_until(lambda: self.log() == list(lines))

    def wait_until(self, is_so):
        ends = time.monotonic() + 5
        while not is_so() and time.monotonic() < ends:
            time.sleep(0.01)
        assert is_so(), self.log()


class OneFile:
    """Sounds of which there is one, without network."""

    def __init__(self, data):
        self._data = data

    def sheet(self, url):
        return Sheet(mp3.length_ms(self.fetch(url)))

    def fetch(self, url):
        if url != URL:
            raise SoundNotFoundError(f"{url} does not load")
        return self._data


class Hum:
    """A voice that hums a second for every text."""

    def speak(self, _text):
        return SECOND


def words(inside):
    return from_output_speech({"type": "SSML", "ssml": f"<speak>{inside}</speak>"})


def test_the_first_program_that_is_installed_plays():
    assert installed_program(lambda name: name in ("aplay", "mpv") or None).name == "mpv"
    assert installed_program(lambda _: None) is None
    assert PROGRAMS[0].kinds == ("mp3", "wav")


def test_sounds_play_in_turn_each_to_its_end(machine):
    channel = Channel(machine.program(), machine.complaints.append)
    channel.play(machine.sound("a"))
    channel.play(machine.sound("b"))
    machine.wait_for("play a", "done a", "play b", "done b")
    channel.close()


def test_stop_is_silence_at_once_and_forgets_what_was_to_come(machine):
    channel = Channel(machine.program(seconds=5), machine.complaints.append)
    channel.play(machine.sound("a"))
    channel.play(machine.sound("b"))
    machine.wait_for("play a")
    channel.stop()
    began = time.monotonic()
    channel.close()
    assert time.monotonic() - began < 1
    assert machine.log() == ["play a"]
    assert machine.complaints == []


def test_a_program_that_fails_is_told_of_once_and_nothing_crashes(machine):
    channel = Channel(machine.program(status=3), machine.complaints.append)
    channel.play(machine.sound("a"))
    channel.play(machine.sound("b"))
    machine.wait_until(lambda: channel.is_mute)
    channel.close()
    assert machine.log() == ["play a", "done a"]
    (complaint,) = machine.complaints
    assert complaint.endswith("failed with 3. Going on without sound.")


def test_a_program_that_is_not_there_silences_the_channel(machine):
    channel = Channel(Program("/no/such/player", (), ("wav",)), machine.complaints.append)
    channel.play(machine.sound())
    machine.wait_until(lambda: channel.is_mute)
    channel.close()


def test_a_track_is_cut_at_its_offset(tmp_path):
    whole = encoded(np.tile(SECOND, 3))
    sound = from_mp3(whole, 2_000, tmp_path, "a", PROGRAMS[0])
    assert sound.file.suffix == ".mp3"
    assert (
        sound.length_ms == mp3.length_ms(whole) - 2_000 + 2_000 % 24
        or abs(sound.length_ms - 1_000) < 100
    )
    assert whole.endswith(sound.file.read_bytes())


def test_a_track_that_is_over_has_nothing_to_play(tmp_path):
    with pytest.raises(NoSoundError, match="Nothing is left"):
        from_mp3(encoded(SECOND), 60_000, tmp_path, "a", PROGRAMS[0])


def test_a_program_that_plays_only_wav_gets_wav(tmp_path):
    sound = from_mp3(encoded(SECOND), 0, tmp_path, "a", Program("aplay", (), ("wav",)))
    assert sound.file.read_bytes()[:4] == b"RIFF"


def test_a_program_that_plays_only_mp3_gets_mp3(tmp_path):
    sound = from_samples(SECOND, tmp_path, "a", Program("mpg123", (), ("mp3",)))
    assert mp3.length_ms(sound.file.read_bytes()) == pytest.approx(1_000, abs=80)


def test_a_broken_file_is_no_sound():
    with pytest.raises(NoSoundError):
        samples_of(b"not a sound")


def test_a_speech_is_its_words_breaks_and_clips_in_order():
    mouth = Mouth(Hum(), OneFile(encoded(SECOND)))
    samples = mouth.speak(words(f'One<break time="2s"/><audio src="{URL}"/>'))
    assert len(samples) / 24_000 == pytest.approx(1 + 2 + 1 + 0.35, abs=0.1)
    assert not samples[24_000 : 3 * 24_000].any()


def loudspeaker(machine, program):
    sounds = OneFile(encoded(SECOND))
    mouth = Mouth(Hum(), sounds)
    return AudibleLoudspeaker(program, mouth, sounds, machine.folder, machine.complaints.append)


def test_saying_takes_as_long_as_the_voice(machine):
    speaker = loudspeaker(machine, machine.program())
    assert speaker.say(words("Hello.")) == pytest.approx(1_350, abs=200)
    machine.wait_for("play sound-1.wav", "done sound-1.wav")
    speaker.close()


def test_a_clip_that_does_not_load_leaves_the_words_written(machine):
    speaker = loudspeaker(machine, machine.program())
    assert speaker.say(words('<audio src="http://127.0.0.1/b.mp3"/>')) == 0
    assert "does not load" in machine.complaints[0]
    speaker.close()


def test_a_track_is_loaded_ahead_and_played(machine):
    speaker = loudspeaker(machine, machine.program())
    speaker.prepare(URL)
    machine.wait_until(lambda: speaker.is_ready(URL))
    speaker.play(URL, 500)
    machine.wait_for("play sound-1.mp3", "done sound-1.mp3")
    speaker.close()


def test_a_loudspeaker_whose_program_failed_counts_the_time_all_the_same(machine):
    speaker = loudspeaker(machine, machine.program(status=1))
    speaker.say(words("Hello."))
    speaker.play(URL, 0)
    machine.wait_until(lambda: not speaker.is_audible)
    assert speaker.is_ready("anything")
    assert speaker.say(words("Two words.")) > 0
    speaker.close()
