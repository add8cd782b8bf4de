"""The domain: exercises, routines, timelines and runs. Standard library only."""
