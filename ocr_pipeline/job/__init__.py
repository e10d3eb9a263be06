"""Run: the stages put together, for one scan (`page`) and for a folder (`run`).

`plan` lists what is to be read, `worker` does one scan in a process of its own, `run` hands the scans out, keeps
count and puts the documents together, `progress` tells a person how it goes, `summary` what came of it.
"""
