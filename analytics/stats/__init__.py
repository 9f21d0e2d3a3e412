"""Textbook statistics: arrays in, arrays out."""
