"""What a request needs to know of sound: which tracks there are, and where."""
