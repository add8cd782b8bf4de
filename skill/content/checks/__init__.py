"""What content is held against; nothing that answers a request imports it."""
