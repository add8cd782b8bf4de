"""Amazon Polly: the neural voices of the service that speaks for Alexa, for production."""

import io
from functools import cached_property
from typing import TYPE_CHECKING, Any

from audio.voices.voice import MissingVoiceError, VoiceError

if TYPE_CHECKING:
    from types import ModuleType

    from audio.pcm import Samples

_CONNECT_S = 2
_READ_S = 10
_ATTEMPTS = 3
_FORMAT = "ogg_vorbis"
"""Full 24 kHz (PCM stops at 16) and kinder to the words than MP3, which they become once more."""
_SAMPLE_RATE = "24000"
"""Source: docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html, as is the format."""


class PollyVoice:
    """A neural voice of Amazon Polly.

    Raises:
        MissingVoiceError: boto3 is not installed, or there are no credentials.
    """

    def __init__(
        self,
        speaker: str = "Joanna",
        *,
        locale: str = "en-US",
        client: Any = None,  # noqa: ANN401 - boto3 makes its clients' types as it runs
    ) -> None:
        """Speak as the named voice; without a client one is made from the environment."""
        self.name = f"polly:{speaker}"
        self.id = f"polly-neural-{speaker.lower()}"
        self._speaker = speaker
        self._locale = locale
        if client is not None:
            self._client = client
        else:
            _see_that_it_may_be_asked()

    def speak(self, text: str) -> "Samples":
        """The words as mono sound at 24 kHz."""
        import soundfile  # noqa: PLC0415 - not before it speaks

        from audio.pcm import resampled  # noqa: PLC0415

        ogg = self._synthesize(text)
        try:
            sound, rate = soundfile.read(io.BytesIO(ogg), dtype="float32")
        except soundfile.LibsndfileError as error:
            raise VoiceError(f"Polly sent {len(ogg)} bytes that are no Ogg Vorbis") from error
        return resampled(sound, rate)

    def _synthesize(self, text: str) -> bytes:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            answer = self._client.synthesize_speech(
                Engine="neural",
                LanguageCode=self._locale,
                OutputFormat=_FORMAT,
                SampleRate=_SAMPLE_RATE,
                Text=text,
                TextType="text",
                VoiceId=self._speaker,
            )
            with answer["AudioStream"] as stream:
                return bytes(stream.read())
        except (BotoCoreError, ClientError) as error:
            raise VoiceError(
                f"Polly did not speak ({error}): check the credentials, the region, and that the "
                f"neural voice {self._speaker} is offered there"
            ) from error

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401 - boto3 makes its clients' types as it runs
        from botocore.config import Config  # noqa: PLC0415

        config = Config(
            connect_timeout=_CONNECT_S,
            read_timeout=_READ_S,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        )
        try:
            return _boto3().client("polly", config=config)
        except _no_region() as error:
            raise VoiceError(f"Polly cannot be reached ({error}): set AWS_REGION") from error


def _see_that_it_may_be_asked() -> None:
    """Know now, not at the first word, that nothing proves who we are."""
    if _boto3().Session().get_credentials() is None:
        raise MissingVoiceError(
            "the voice polly needs an AWS account: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY (and AWS_REGION)"
        )


def _no_region() -> type[Exception]:
    from botocore.exceptions import NoRegionError  # noqa: PLC0415

    return NoRegionError


def _boto3() -> "ModuleType":
    try:
        import boto3  # noqa: PLC0415 - half a second, and not everybody has it
    except ImportError as error:
        raise MissingVoiceError(
            "the voice polly needs boto3: pip install 'my-back-routine[aws]'"
        ) from error
    return boto3
