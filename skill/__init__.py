"""My Back Routine: the coach, its doors and its local speaker."""
