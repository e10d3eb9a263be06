"""Typed marks: what was done to words beside typing them, found in the pixels.

`find` is the whole, on `baselines` measured again for it; `strokes` measures what is drawn, `underlining` and
`overstriking` tell by it which words it is for; `letterspacing` looks at the letters' places alone.
"""
