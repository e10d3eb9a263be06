"""Readings that the image supports, ranked by a language model at odds that are held (`rescoring`)."""
