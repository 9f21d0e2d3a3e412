"""The demonstration county: fictional, seeded, written as an inbox."""
