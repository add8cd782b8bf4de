"""Sound: cues, voices, tracks, mastering, and the library of tracks."""

import warnings

# pydub looks for ffmpeg as it loads, and we never let it encode or decode; its sources hold
# escapes that Python 3.12 complains of when it compiles them. Neither is for a listener to read.
warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)
