"""What is kept of a person: the port and its two stores."""
