"""Write as: what the files of a page, a document or a job hold, one small module a format.

`format` says what a format is, `registry` finds one by its name. Each other module is a format, but for `tables`, which
has what all tables share. `store` knows where the files go. To add a format, write such a module and name its `FORMAT`
among the entry points `ocr_pipeline.formats` of an installed package:

    [project.entry-points."ocr_pipeline.formats"]
    words = "my_package.words:FORMAT"
"""
