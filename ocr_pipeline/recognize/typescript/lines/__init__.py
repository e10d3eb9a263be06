"""Lines: where typing stands on a page.

`find` is the flow: `components` are the ink without what is no letter, `baseline_evidence` says where lines may stand,
`grouping` makes lines of it, `baseline_fit` their baselines, `extent` says from where to where they reach; `faint`
finds lines that the ink lost, `pitch` the machine's step.
"""
