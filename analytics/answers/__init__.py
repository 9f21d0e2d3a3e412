"""What the tables say for one selection: frames to draw, sentences to read."""
