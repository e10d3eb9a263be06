"""Joining: hyphens at line ends, paragraphs, letter-spaced words; how each line meets the next."""
