"""Align: both texts cut into words (`texts`, `tokens`), set word beside word, and what differs.

`words` aligns, `anchors` cuts long texts for it; `collation` puts pages in the transcription's order and measures what
is shared, `rescans` finds pages scanned twice; `differences` names what differs, and what a profile forgives; `match`
finds the transcription of a document among many.
"""
