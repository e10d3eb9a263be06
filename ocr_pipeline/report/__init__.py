"""Report: what was read and compared, shown to people and programs. Each function returns text; who calls it writes it.

`comparison_report` is the HTML file of a comparison, `comparison_table` its CSV, `comparison_terminal` its lines for a
terminal; `overview` makes the HTML file of a job, `edits_table` the edits of a document. Both HTML files are made by
`templates`, in one frame. `images` opens the scans again, `strips` cuts lines out of them, `pictures` chooses which;
`marked_readings` marks what differs in two readings, `order` ranks variants, `labels` has the words of both languages.
"""
