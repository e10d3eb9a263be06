"""The workers of a Dask cluster that read scans, and what is watched of them.

`executor` is the executor: it gives each worker as many scans as it has threads, and takes note of those that come and
go. `allot` decides which scan goes where, and which is tried alone; `check` is asked of a worker before it gets a scan;
`there` is what runs in it. `client` is the door to `dask.distributed`, `address` how addresses are shown.
"""
