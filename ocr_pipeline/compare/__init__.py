"""Compare: a document collated with a transcription, every difference judged, the whole scored.

`comparison` is the flow, room by room: `load` reads the transcription's file; `align` sets word beside word and finds
the differences; `locate` leads them to the paper; `judge` gathers evidence and says who is likely right; `score` counts
errors, in layers of what a `profile` forgives. `records` is what comes of it, `messages` the words for people. No room
sees a picture, only texts and the records of pages: whoever calls hands in what reads a line of a scan again.
"""
