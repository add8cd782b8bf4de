"""The local speaker in a terminal: sentences are typed, answers are heard and read."""
