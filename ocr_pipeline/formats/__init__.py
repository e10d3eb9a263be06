"""Write as: what the files of a page, a document or a job hold, one small module a format.

`format` says what a format is, `registry` finds one by its name. Each other module is a format, but for `tables` and
`xml`, which have what all tables and all XML share. `placed` has the formats that say where each word stands. `store`
knows where the files go. To add a format, write such a module and name its `FORMAT` among the entry points
`ocr_pipeline.formats` of an installed package:

    [project.entry-points."ocr_pipeline.formats"]
    words = "my_package.words:FORMAT"
"""
