"""Voices: what is installed speaks, and what is not says what to install."""

import io
import os
import shutil
import stat

import boto3
import numpy as np
import pytest
import soundfile
from botocore.response import StreamingBody
from botocore.stub import Stubber

from audio.pcm import SAMPLE_RATE
from audio.voices.choice import choose_voice
from audio.voices.espeak import EspeakVoice
from audio.voices.hibari import HibariVoice
from audio.voices.polly import PollyVoice
from audio.voices.voice import MissingVoiceError, VoiceError

TEXT = "Lie on your back."
HAS_ESPEAK = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="no espeak-ng here")


def seconds(samples):
    return len(samples) / SAMPLE_RATE


def program(folder, script):
    path = folder / "espeak-ng"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


# hibari -----------------------------------------------------------------------------------


@pytest.mark.voice
def test_hibari_says_the_same_words_in_the_same_samples():
    voice = HibariVoice()
    assert np.array_equal(voice.speak(TEXT), HibariVoice().speak(TEXT))
    assert 1 < seconds(voice.speak(TEXT)) < 3


@pytest.mark.voice
def test_hibari_is_named_with_its_version():
    assert HibariVoice().id.startswith("hibari-0.")
    assert HibariVoice().id.endswith("-heart")


# espeak-ng --------------------------------------------------------------------------------


@HAS_ESPEAK
@pytest.mark.voice
def test_espeak_speaks_at_our_sample_rate():
    samples = EspeakVoice().speak(TEXT)
    assert samples.dtype == np.float32
    assert 0.8 < seconds(samples) < 3
    assert 0.05 < np.abs(samples).max() <= 1


@HAS_ESPEAK
@pytest.mark.voice
def test_espeak_in_another_language_is_another_voice():
    assert EspeakVoice("en-US").id != EspeakVoice("en-GB").id


@HAS_ESPEAK
@pytest.mark.voice
def test_words_are_never_taken_for_options():
    assert seconds(EspeakVoice().speak("--version")) > 0.3


def test_without_espeak_we_are_told_how_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingVoiceError, match="apt install espeak-ng"):
        EspeakVoice()


def test_an_espeak_that_fails_is_named_with_its_words(tmp_path, monkeypatch):
    program(tmp_path, "cat > /dev/null; echo 'no such voice' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(VoiceError, match="no such voice"):
        EspeakVoice()


def test_an_espeak_that_says_nothing_is_an_error(tmp_path, monkeypatch):
    program(tmp_path, "echo 'eSpeak NG text-to-speech: 9.9  Data at: /x'")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    voice = EspeakVoice()
    assert voice.id == "espeak-ng-9.9-en-us"
    with pytest.raises(VoiceError, match="nothing to say"):
        voice.speak(TEXT)


# Polly ------------------------------------------------------------------------------------


@pytest.fixture
def account(monkeypatch):
    """Credentials, so that Polly may be asked for."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")


@pytest.fixture
def polly():
    client = boto3.client(
        "polly", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    with Stubber(client) as stub:
        yield stub


ASKED = {
    "Engine": "neural",
    "LanguageCode": "en-US",
    "OutputFormat": "ogg_vorbis",
    "SampleRate": "24000",
    "Text": TEXT,
    "TextType": "text",
    "VoiceId": "Joanna",
}


def answer(body):
    """The shape of SynthesizeSpeech's answer: the sound as a stream, the rest in headers."""
    return {
        "AudioStream": StreamingBody(io.BytesIO(body), len(body)),
        "ContentType": "audio/ogg",
        "RequestCharacters": len(TEXT),
    }


def test_polly_is_asked_for_a_neural_voice_and_gives_samples(polly):
    sound = 0.3 * np.sin(np.arange(SAMPLE_RATE) / 20).astype(np.float32)
    ogg = io.BytesIO()
    soundfile.write(ogg, sound, SAMPLE_RATE, format="OGG", subtype="VORBIS")
    polly.add_response("synthesize_speech", answer(ogg.getvalue()), ASKED)
    samples = PollyVoice(client=polly.client).speak(TEXT)
    assert samples.dtype == np.float32
    assert seconds(samples) == pytest.approx(1, abs=0.1)
    assert np.abs(samples).max() == pytest.approx(0.3, abs=0.05)


def test_a_refusal_of_polly_says_what_to_check(polly):
    polly.add_client_error(
        "synthesize_speech", "UnrecognizedClientException", "The security token is invalid."
    )
    with pytest.raises(VoiceError, match=r"token is invalid.*credentials.*region"):
        PollyVoice(client=polly.client).speak(TEXT)


def test_sound_that_is_none_is_an_error(polly):
    polly.add_response("synthesize_speech", answer(b"<html>"), ASKED)
    with pytest.raises(VoiceError, match="6 bytes"):
        PollyVoice(client=polly.client).speak(TEXT)


def test_polly_without_a_region_says_so(monkeypatch, tmp_path):
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(VoiceError, match="AWS_REGION"):
        PollyVoice().speak(TEXT)


# The choice -------------------------------------------------------------------------------


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("name", ["hibari", "polly", "polly:Matthew"])
def test_a_voice_can_be_made_again_from_its_name(name):
    voice = choose_voice(name)
    assert choose_voice(voice.name).id == voice.id


@pytest.mark.usefixtures("account")
def test_another_speaker_of_polly_is_another_voice():
    assert choose_voice("polly:Matthew").id == "polly-neural-matthew"


def test_the_best_voice_installed_is_taken_when_none_is_named():
    assert choose_voice().name == "hibari"


@HAS_ESPEAK
def test_where_hibari_cannot_speak_espeak_does():
    assert choose_voice(locale="de-DE").name == "espeak-ng"


def test_with_no_voice_there_is_none(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert choose_voice(locale="de-DE") is None


def test_a_voice_that_nobody_knows_is_refused_with_those_we_have():
    with pytest.raises(MissingVoiceError, match="hibari, espeak-ng, polly"):
        choose_voice("piper")


def test_hibari_in_another_language_is_refused():
    with pytest.raises(MissingVoiceError, match="English only"):
        choose_voice("hibari", "de-DE")
