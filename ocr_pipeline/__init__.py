"""Reads archival scans of Russian typescript."""
