"""Remote: files that lie in a store and are reached by URL (`s3://bucket/folder`), used as paths are.

`url` takes what a person names and returns a path, a local one or a `path.RemotePath`, by which the other rooms go on
as on a disk: what a store does otherwise (files whole or absent, folders that are nothing but names, listings by pages)
is in that class. `calls` asks the store again when it does not answer, as long as `limits` say, and gives each failure
its cause; `stores` makes the connection, through fsspec. `listing` looks into folders of either kind, `fetched` brings
a file here for programs that need one on disk, `ahead` gets many files before they are asked for, by calls
`side_by_side`. Credentials come from the environment alone, and nothing that a library says of a failure is passed on
as it is: it may name them.
"""
