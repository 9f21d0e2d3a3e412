"""How it is asked: pages and the command line; the only room that says dash."""
