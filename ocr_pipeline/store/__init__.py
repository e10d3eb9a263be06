"""Keep: the files of a job's output, written whole or not at all, and read back.

`files` alone names them, with `names` for the pages; `atomic` is where bytes reach the disk, but for the lines of a
`journal`. Writing and reading stand side by side for each thing: `pages` (`listing` says which there are), `documents`,
`jobs`, `journal`, `comparisons`; what the files hold is made by `formats`. `result` is a document with its pages, read
back; `paths` finds the scans it was read from; `lock` holds the folder for one job. `retired` moves aside what no scan
gives any more, `earlier` brings over what an earlier version wrote.
"""
