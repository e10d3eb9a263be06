"""The transcriptions of a folder, and which of them belongs to a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.compare.align.match import Fingerprint, best_match, fingerprint
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.load.registry import suffixes
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.compare.script import other_language
from ocr_pipeline.errors import InputError, TranscriptionNotFound, TranscriptionsMissing, TranscriptionUnmatched
from ocr_pipeline.languages import DEFAULT
from ocr_pipeline.records import Document
from ocr_pipeline.text import Layer, layer_text


@dataclass(frozen=True)
class TranscriptionFolder:
    """The transcriptions of a folder by their paths, each with its fingerprint; `unread` says what is none, and why."""

    by_path: Mapping[str, tuple[Transcription, Fingerprint]]
    unread: tuple[str, ...] = ()

    def path_of(self, document: Document) -> str | None:
        """Return the path of the transcription that belongs to a document; None where none shares enough with it."""
        text = fingerprint(layer_text(document, Layer.CLEAN))
        return best_match(text, {path: print_ for path, (_, print_) in self.by_path.items()})

    def of(self, document: Document) -> Transcription | None:
        """Return the transcription that belongs to a document, None where none shares enough with it."""
        path = self.path_of(document)
        return self.by_path[path][0] if path else None

    def none_like(self, document: Document) -> str:
        """Return what is reported of a document that no transcription belongs to."""
        if not self.by_path:
            return "there is no transcription to compare with"
        reason = "none of the transcriptions shares enough with this document"
        texts = [transcription.text for transcription, _ in self.by_path.values()]
        if all(other_language(document.diplomatic, text) for text in texts):
            reason += "; they are in another language than it"
        return reason


def load_folder(
    path: Path, language: str = DEFAULT, without: Callable[[Path], bool] = lambda _file: False
) -> TranscriptionFolder:
    """Return the transcriptions under a folder, or the one file, of documents in `language`.

    A file of a folder that is no transcription is named in `unread`: one bad file does not end the job. Those that
    `without` says yes to, such as what this program wrote, are left out. Raises `TranscriptionNotFound`, for a file as
    `load_transcription`.
    """
    if path.is_file():
        transcription = load_transcription(path, language)
        return TranscriptionFolder({str(path): (transcription, fingerprint(transcription.text))})
    found: dict[str, tuple[Transcription, Fingerprint]] = {}
    unread = []
    if not path.is_dir():
        raise TranscriptionNotFound(str(path))
    for file in _files(path):
        if without(file):
            continue
        try:
            transcription = load_transcription(file, language)
        except InputError as error:
            unread.append(str(error))
            continue
        found[str(file)] = transcription, fingerprint(transcription.text)
    return TranscriptionFolder(found, tuple(unread))


def transcription_of(
    document: Document, path: Path, language: str = DEFAULT, without: Callable[[Path], bool] = lambda _file: False
) -> Transcription:
    """Return the transcription in a file, or the one of a folder that belongs to a document in `language`.

    Raises as `load_transcription`; `TranscriptionsMissing` where the folder has none, `TranscriptionUnmatched` where
    none of them belongs to the document.
    """
    if not path.is_dir():
        return load_transcription(path, language)
    folder = load_folder(path, language, without)
    if not folder.by_path:
        raise TranscriptionsMissing(str(path), "; ".join(folder.unread[:3]))
    found = folder.of(document)
    if found is None:
        why = folder.none_like(document)
        raise TranscriptionUnmatched(str(path), f"{len(folder.by_path)} files, none like {document.name}: {why}")
    return found


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        known = suffixes()
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in known and path.is_file())
