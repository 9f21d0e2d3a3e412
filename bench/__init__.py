"""How fast and how right we are, measured in one run: `make bench`."""
