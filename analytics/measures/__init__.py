"""One question, one exact frame, at build time, from the vault."""
