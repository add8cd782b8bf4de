"""What happens by the clock: nudges, and keeping house."""
