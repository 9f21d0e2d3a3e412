"""Facts read from the vault: `read_<thing>(vault)`, one question each."""
