"""Decode: a text file of any encoding or HTML becomes text, and the page breaks in it are found."""
