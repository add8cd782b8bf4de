"""What is talked about, one conversation a file: each maps requests to functions that answer."""
