"""One question each: no arithmetic, no SQL, no colour."""
