"""Reminders and timers: what is wished for, and Alexa's services that keep and ring them."""
