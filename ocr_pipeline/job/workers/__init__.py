"""The processes of this machine that read scans, and what is watched of them.

`local` is the executor: it gives each process (`process`) one scan at a time, and replaces the one that dies, hangs
or grows. `serve` is what runs in the process, `table` what the system says of all of them, `memory` what one holds,
`temporary` where they put what is not to stay.
"""
