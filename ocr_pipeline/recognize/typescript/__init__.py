"""Typescript found on a prepared page: its pitch, its lines, and each line cut out at one size for a reader."""
