"""Starts the jobs at their time, on a machine of one's own."""
