"""The scripted conversation: a device, a service and a clock that does what the script says."""
