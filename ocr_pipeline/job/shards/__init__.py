"""One job on many machines: each process reads its part of the plan, whoever finds itself last puts it together.

`share` says which part is whose, `through` which scans are through, whoever read them, `documents` assembles a document
when all of its scans are; `run` and `assemble` are the flows, `summary` is what they say at their ends.
"""
