"""Score: error rates of a reading, the transcription taken as the truth.

`rates` defines the character and word error rates for the whole program. `documents` chooses what is scored, `segments`
cuts both texts into lines, `layers` scores them with what a profile forgives, `interval` gives confidence intervals;
`order_free` scores without regard to the order of the text.
"""
