"""How it is asked: dashboard pages and the command line; the only room that says dash."""
