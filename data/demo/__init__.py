"""The demonstration county: fictional, seeded, written as an inbox."""

from data.demo.inbox import read_truth, write_inbox

__all__ = ["read_truth", "write_inbox"]
