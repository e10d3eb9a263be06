"""Judge: who is right about a difference, how likely, and why.

Rules come first: what the profile forgives, what an editor added (`additions`). Else `evidence` is gathered from the
words (`word_evidence`), the page (`page_evidence`) and other readings of the line (`votes`), weighed by `model`, and
`verdict` says what comes of it, with `reasons` in words. `category` says what a difference is about.
"""
