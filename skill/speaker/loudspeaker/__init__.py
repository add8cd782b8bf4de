"""Real sound: the machine's players, and what the device says and plays through them."""
