"""Collate: readings and transcriptions compared. `score` defines the error rates."""
