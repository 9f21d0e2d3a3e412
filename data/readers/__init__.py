"""One module for each family of files we can read."""
