"""Forecast: what a job will take, before it is begun, from a few scans that are really read.

`sample` chooses them, `measure` reads them in a folder that does not stay, `estimate` says what the rest takes and how
sure that is, `forecast` is the whole, `forecast_text` says it to a person.
"""
