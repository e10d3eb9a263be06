"""Run: the stages put together over a folder of scans.

`run` is the job as a sentence: `plan` lists what is to be read, `execute` hands it to an executor (`executors`),
`journal` keeps what becomes of it and knows what an earlier run finished, `assemble` makes each document as soon as its
pages are there, `summary` says what came of it. `housekeeping` puts in order what earlier runs left, `scan` is what a
worker does with one scan, `comparing` how documents are compared with transcriptions; `progress` is what a person sees
meanwhile.
"""
