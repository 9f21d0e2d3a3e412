"""Charts by shape: frame in, figure out; no input or output of any other kind."""
