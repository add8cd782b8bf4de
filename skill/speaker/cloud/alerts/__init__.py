"""Reminders and timers: what they are, when they ring, and what is heard then."""
