"""Sound: cues, voices, tracks, mastering and the track library."""
