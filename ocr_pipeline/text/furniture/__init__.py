"""Furniture: page numbers, running headers and catchwords, found as sequences over the whole document."""
