"""Locate: where characters of a text stand on the scan (`places`), and on the upright page (`upright_frame`)."""
