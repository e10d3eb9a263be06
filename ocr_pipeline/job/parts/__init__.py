"""Parts: the documents that seem to lie in one folder of scans, each made by itself where that is asked."""
