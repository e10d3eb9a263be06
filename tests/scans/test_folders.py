"""Documents of a folder: leaves in their order, folders that cannot be looked into, links, pipes."""

from __future__ import annotations

import pytest
from PIL import Image

from ocr_pipeline.errors import FolderUnread, NoScans, ScanForbidden
from ocr_pipeline.scans import find_documents
from tests.support.closed_folders import close


def scans(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (20, 20)).save(folder / name)


def names(documents):
    return {document.name: [source.path.name for source in document.sources] for document in documents}


def test_the_back_of_a_leaf_comes_after_its_front_whatever_the_kinds_of_the_files(tmp_path):
    expected = ["л. 97.png", "л. 97 об.jpg", "л. 97а.png", "л. 98.jpg", "л. 98 об.png", "л. 99.jpg"]
    scans(tmp_path, *sorted(expected))
    (document,) = find_documents(tmp_path)
    assert [source.path.name for source in document.sources] == expected


def test_a_leaf_comes_before_its_parts(tmp_path):
    expected = ["97.png", "97v.png", "97-2.png", "97a.png", "98.png"]
    scans(tmp_path, *expected)
    (document,) = find_documents(tmp_path)
    assert [source.path.name for source in document.sources] == expected


def test_documents_are_in_the_order_of_their_folders(tmp_path):
    scans(tmp_path, "10/1.png", "2/b/1.png", "2/1.png", "1.png")
    assert list(names(find_documents(tmp_path))) == [tmp_path.name, "2", "2/b", "10"]


def test_a_folder_that_cannot_be_looked_into_is_raised_unless_it_is_taken_note_of(tmp_path, monkeypatch):
    scans(tmp_path, "1.png", "lost+found/1.png")
    close(monkeypatch, tmp_path / "lost+found")
    with pytest.raises(FolderUnread, match=r"lost\+found.*cannot be looked into.*Permission denied"):
        find_documents(tmp_path)
    unread: list[FolderUnread] = []
    assert names(find_documents(tmp_path, note_unread=unread.append)) == {tmp_path.name: ["1.png"]}
    assert [error.subject for error in unread] == [str(tmp_path / "lost+found")]


def test_the_folder_itself_must_be_open(tmp_path, monkeypatch):
    scans(tmp_path, "1.png")
    close(monkeypatch, tmp_path)
    with pytest.raises(ScanForbidden, match="Permission denied"):
        find_documents(tmp_path)


def test_a_linked_folder_is_a_document_under_the_name_of_the_link(tmp_path):
    scans(tmp_path / "elsewhere", "1.png")
    scans(tmp_path / "scans", "a/1.png")
    (tmp_path / "scans" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "scans" / "again").symlink_to(tmp_path / "scans" / "a")
    assert names(find_documents(tmp_path / "scans")) == {"a": ["1.png"], "link": ["1.png"]}


def test_other_files_are_no_scans(tmp_path):
    for name in ("notes.txt", "a.docx", "Thumbs.db", "1.png.bak"):
        (tmp_path / name).write_text("x")
    with pytest.raises(NoScans):
        find_documents(tmp_path)
