"""What no scan gives any more is moved aside: nothing is lost, nothing written over, and a broken-off move goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.errors import OutputError, OutputForbidden
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store import retired
from ocr_pipeline.store.atomic import move, move_once
from ocr_pipeline.store.retired import page_groups, retire_document, retire_document_files, retire_pages


def put(folder, *names, content="before"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{content} {name}", encoding="utf-8")


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_all_files_of_a_page_belong_together_and_a_person_s_own_to_none(tmp_path):
    put(tmp_path, "1.json.gz", "1.txt", "1.note", "1.old.format", "2.json", "3.png", "list.odd", "README", ".2.part")
    assert {name: [path.name for path in found] for name, found in page_groups(tmp_path).items()} == {
        "1": ["1.note", "1.old.format", "1.txt", "1.json.gz"],
        "2": ["2.json"],
        "3": ["3.png"],
    }
    assert page_groups(tmp_path / "nowhere") == {}


def test_pages_that_are_not_kept_are_moved_with_all_their_files(tmp_path):
    put(tmp_path / "pages", "1.json.gz", "1.txt", "2.json.gz", "2.txt", "2.note", "mine.odd")
    assert retire_pages(tmp_path, {"1"}) == ("2",)
    assert files(tmp_path) == {
        *("pages/1.json.gz", "pages/1.txt", "pages/mine.odd"),
        *("retired/2.json.gz", "retired/2.txt", "retired/2.note"),
    }
    assert retire_pages(tmp_path, {"1"}) == ()


def test_a_page_that_is_spared_stays(tmp_path):
    put(tmp_path / "pages", "1.json.gz", "2.json.gz")
    assert retire_pages(tmp_path, set(), lambda name: name == "1") == ("2",)
    assert files(tmp_path / "pages") == {"1.json.gz"}


def test_a_second_page_of_a_name_gets_a_number_and_the_first_stays_as_it_was(tmp_path):
    for content in ("first", "second", "third"):
        put(tmp_path / "pages", "1.json.gz", "1.txt", content=content)
        retire_pages(tmp_path, set())
    found = {name: (tmp_path / "retired" / name).read_text("utf-8").split()[0] for name in files(tmp_path / "retired")}
    assert found == {
        f"1{number}{suffix}": content
        for number, content in (("", "first"), ("~2", "second"), ("~3", "third"))
        for suffix in (".json.gz", ".txt")
    }


class Cut(Exception):
    pass


@given(at=st.integers(0, 6))
def test_a_move_that_is_broken_off_goes_on_at_the_next_and_keeps_a_page_together(tmp_path_factory, at):
    folder = tmp_path_factory.mktemp("d")
    put(folder / "retired", "1.json.gz", "1.txt", content="first")
    put(folder / "pages", "1.json.gz", "1.txt", "1.png", "2.json.gz", "2.txt")
    moves = iter(range(at))

    def broken_off(path, target):
        if next(moves, None) is None:
            raise Cut
        move(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retired, "move_once", broken_off)
        try:
            retire_pages(folder, set())
        except Cut:
            assert at < 5
    retire_pages(folder, set())
    assert files(folder) == {
        f"retired/{name}" for name in ("1.json.gz", "1.txt", "1~2.json.gz", "1~2.txt", "1~2.png", "2.json.gz", "2.txt")
    }
    assert (folder / "retired" / "1.txt").read_text(encoding="utf-8") == "first 1.txt"


def test_the_files_of_a_document_are_moved_without_its_pages(tmp_path):
    put(tmp_path, "document.json", "document.tei.xml", "comparison.html", "pages/1.json.gz", "notes.txt")
    retire_document_files(tmp_path)
    assert files(tmp_path) == {
        *("retired/document.json", "retired/document.tei.xml", "retired/comparison.html"),
        *("pages/1.json.gz", "notes.txt"),
    }


def test_a_document_is_moved_with_all_that_lies_with_it(tmp_path):
    put(tmp_path, "1953/а/document.json", "1953/а/pages/1.json.gz", "1953/а/notes.txt", "job.json")
    assert retire_document(tmp_path, "1953/а", ["b"]) == tmp_path / "retired" / "1953" / "а"
    assert files(tmp_path) == {
        "job.json",
        *(f"retired/1953/а/{name}" for name in ("document.json", "pages/1.json.gz", "notes.txt")),
    }
    assert not (tmp_path / "1953").exists()


def test_documents_within_that_have_their_scans_stay(tmp_path):
    put(tmp_path, "1953/document.json", "1953/a/document.json", "1953/gone/notes.txt")
    retire_document(tmp_path, "1953", ["1953/a"])
    assert files(tmp_path) == {"retired/1953/document.json", "retired/1953/gone/notes.txt", "1953/a/document.json"}


def test_a_second_document_of_a_name_gets_a_number_and_one_broken_off_goes_on(tmp_path):
    put(tmp_path, "a/document.json", "a/document.txt", "retired/a/pages/1.json.gz")
    assert retire_document(tmp_path, "a", []) == tmp_path / "retired" / "a"
    put(tmp_path, "a/document.json")
    assert retire_document(tmp_path, "a", []) == tmp_path / "retired" / "a~2"


def test_what_cannot_be_moved_is_an_output_that_cannot_be_written(tmp_path):
    put(tmp_path, "pages/1.json.gz", "retired")
    with pytest.raises(OutputError):
        retire_pages(tmp_path, set())
    assert (tmp_path / "pages" / "1.json.gz").is_file()


@given(at=st.integers(0, 5))
def test_two_that_move_the_same_page_at_once_keep_it_together(tmp_path_factory, at):
    folder = tmp_path_factory.mktemp("d")
    put(folder / "pages", "1.json.gz", "1.txt", "1.png", "2.json.gz", "2.txt")
    moves = iter(range(at))

    def second_comes_in_between(path, target):
        if next(moves, None) is None and not done:
            done.append(True)
            retire_pages(folder, set())
        return move_once(path, target)

    done: list[bool] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retired, "move_once", second_comes_in_between)
        retire_pages(folder, set())
    assert files(folder) == {f"retired/{name}" for name in ("1.json.gz", "1.txt", "1.png", "2.json.gz", "2.txt")}


@pytest.fixture
def cut(monkeypatch):
    """Has a process end before so many steps within a store: copies and removals."""

    def at(steps):
        left = iter(range(steps))

        def cut_off(step):
            def stepping(*arguments, **how):
                if next(left, None) is None:
                    raise Cut
                return step(*arguments, **how)

            return stepping

        monkeypatch.setattr(RemotePath, "_copy", cut_off(RemotePath._copy))
        monkeypatch.setattr(RemotePath, "unlink", cut_off(RemotePath.unlink))

    return at


def put_there(folder, *names):
    for name in names:
        (folder / name).write_bytes(f"before {name}".encode())


@pytest.mark.parametrize("at", [1, 3])
def test_in_a_store_a_page_whose_move_is_broken_off_at_any_step_stays_together(store, cut, monkeypatch, at):
    folder = store.place("d")
    put_there(folder, "pages/2.json.gz", "pages/2.txt")
    cut(at)
    with pytest.raises(Cut):
        retire_pages(folder, set())
    monkeypatch.undo()
    retire_pages(folder, set())
    assert set(folder.below()) == {"retired/2.json.gz", "retired/2.txt"}


@pytest.mark.parametrize("at", [1, 3])
def test_in_a_store_a_document_whose_move_is_broken_off_at_any_step_stays_together(store, cut, monkeypatch, at):
    output = store.place("out")
    put_there(output, "a/document.json", "a/pages/1.json.gz", "a/pages/2.json.gz")
    cut(at)
    with pytest.raises(Cut):
        retire_document(output, "a", [])
    monkeypatch.undo()
    assert retire_document(output, "a", []) == output / "retired" / "a"
    assert set(output.below()) == {
        f"retired/a/{name}" for name in ("document.json", "pages/1.json.gz", "pages/2.json.gz")
    }


@pytest.mark.parametrize("at", [1])
def test_in_a_store_two_that_move_the_same_page_at_once_leave_each_what_the_other_has_moved(store, monkeypatch, at):
    folder = store.place("d")
    put_there(folder, "pages/2.json.gz", "pages/2.txt")
    steps = iter(range(at))
    done: list[bool] = []

    def second_comes_in_between(step):
        def stepping(*arguments, **how):
            if next(steps, None) is None and not done:
                done.append(True)
                retire_pages(folder, set())
            return step(*arguments, **how)

        return stepping

    monkeypatch.setattr(RemotePath, "_copy", second_comes_in_between(RemotePath._copy))
    monkeypatch.setattr(RemotePath, "unlink", second_comes_in_between(RemotePath.unlink))
    retire_pages(folder, set())
    assert done
    assert set(folder.below()) == {"retired/2.json.gz", "retired/2.txt"}


def test_in_a_store_what_is_in_the_way_gets_another_name_and_is_no_matter_of_credentials(store):
    folder = store.place("d")
    put_there(folder, "pages/2.json.gz", "pages/2.txt", "retired/2.txt")
    (folder / "retired" / "2.txt").write_bytes(b"something else")
    with pytest.raises(OutputError) as raised:
        move(folder / "pages" / "2.txt", folder / "retired" / "2.txt")
    assert not isinstance(raised.value, OutputForbidden)
    retire_pages(folder, set())
    assert set(folder.below()) == {"retired/2.txt", "retired/2~2.json.gz", "retired/2~2.txt"}
