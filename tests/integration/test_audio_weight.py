"""What a turn needs of the sound is light; only who renders loads the rest."""

import subprocess
import sys

HEAVY = {
    *("boto3", "botocore", "lameenc", "numpy", "onnxruntime", "pydub", "pyloudnorm"),
    *("scipy", "soundfile"),
}
ON_THE_WAY_OF_A_REQUEST = (
    *(
        "skill.sound.lengths",
        "skill.sound.library",
        "audio.manifests",
        "audio.render_process",
        "audio.render_queue",
    ),
    *(
        "skill.deploy.published",
        "skill.sound.sheet",
        "skill.sound.shelves",
        "skill.sound.track",
        "audio.voices.choice",
    ),
)


def test_what_a_turn_needs_loads_nothing_heavy():
    script = f"import sys, {', '.join(ON_THE_WAY_OF_A_REQUEST)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert HEAVY.isdisjoint(done.stdout.split())


def test_choosing_a_voice_loads_nothing_heavy():
    script = (
        "import sys; from audio.voices.choice import choose_voice; choose_voice('hibari');"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert HEAVY.isdisjoint(done.stdout.split())
