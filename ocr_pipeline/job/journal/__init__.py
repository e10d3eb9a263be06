"""What a job says of itself while it runs, and what a later one, or a person, learns from it.

`observe` is how a job is watched: it begins, scan after scan is through, it ends. Three things watch it: `write` keeps
the journal and the job's record, `log` prints events for machines. `read` puts the journals of all processes together,
`compact` makes one of those that have ended; `resume` finds the scans that need no worker, `status` says how far it is.
"""
