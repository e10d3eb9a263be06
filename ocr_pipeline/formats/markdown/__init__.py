"""Markdown: the clean text with its headings, lists, tables and emphases, for notes.

`document` is the format, `escaping` keeps what is typed from being taken for markup, `tables` writes tables.
"""
