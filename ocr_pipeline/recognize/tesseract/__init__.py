"""Tesseract: the program run on a page (`engine`), its hOCR read (`hocr`)."""
