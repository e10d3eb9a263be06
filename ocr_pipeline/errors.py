"""One exception for each cause a user can meet, each with its exit code and with what to do about it.

An error is raised where its cause is known, is carried unchanged through the stages, and is turned into words in
two places only: at the command line (`cli`), and in a page's record (`Reason.of`). A caller catches one
of the eight families, or `PipelineError` for all of them.

PipelineError
    - UsageError
        - OutputTaken
        - OutputInsideScans
        - EngineUnknown
        - LanguageNameInvalid
        - OptionInvalid
        - LimitInvalid
        - StandardInputIsTerminal
        - MainUnguarded
        - MainUnimportable
        - OutputIsInput
        - OutputsAlike
        - LogIsNoLog
        - KeepUnknown
        - RedoUnknown
        - ProfileUnknown
        - ProfileBroken
        - SettingsFileUnread
        - SettingsFileBroken
        - SettingUnknown
        - SettingInvalid
        - SettingLoadsCode
        - FormatUnknown
        - FormatGivesSeveral
        - FormatIsBinary
        - DocumentUnknown
        - ShardInvalid
        - ShardsBringNothingOver
        - SchedulerInvalid
        - SchemeUnknown
        - UrlInvalid
        - UrlHoldsCredentials
        - StoreLimitInvalid
        - StoreSettingsInvalid
    - InputError
        - ScanNotFound
        - ScanIsFolder
        - ScanForbidden
        - BucketNotFound
        - BucketForbidden
        - TextNotFound
            - TranscriptionNotFound
        - TextForbidden
        - TextUnreadable
        - TextIsNoText
            - TranscriptionIsNoText
        - TextEncodingUnknown
        - TranscriptionBroken
        - TranscriptionUnknown
        - TranscriptionTooLarge
        - TranscriptionEmpty
        - XmlHarmful
        - PdfWithoutText
        - TranscriptionsMissing
        - TranscriptionUnmatched
        - JobNotFound
        - ResultNotFound
        - NoDocumentYet
        - ResultIsScans
        - ResultIsFile
        - ResultPagesMissing
        - PageRecordLost
        - ResultUnread
        - ResultsSeveral
        - ResultBroken
        - ResultEarlier
        - NoScans
        - ScanEmpty
        - ScanNotAnImage
        - ScanTruncated
        - TiffBroken
        - ScanNoFile
        - ScanChanging
        - ScanNotAsRead
        - FolderUnread
        - ScanTooLarge
        - ScanTooSmall
        - ScanTooNarrow
        - PdfEncrypted
        - PdfDamaged
        - PdfWithoutPages
        - OcrFolderNotFound
        - OcrFileMissing
        - OcrFileUnknown
        - OcrFileBroken
        - OcrFilePages
        - OcrFileOtherSize
        - OcrFileUnplaced
    - MissingError
        - TesseractMissing
        - LanguageMissing
        - LettersMissing
        - ModelMissing
        - LoaderUnusable
        - FormatUnusable
        - PopplerMissing
        - ClusterMissing
        - StoreDriverMissing
    - OutputError
        - TemporaryUnusable
        - OutputForbidden
            - OutputBucketForbidden
        - OutputBucketNotFound
        - DiskFull
        - OutputBusy
    - PageError
        - EngineTimeout
        - EngineCrashed
        - EngineBabbled
        - WorkerLost
        - TaskHung
        - PageMemoryExceeded
        - DrawingTimeout
        - OutOfMemory
        - TemporaryFull
        - FormatFailed
        - PreparationDiffers
    - JobEnded
        - TooManyFailed
        - FirstFailed
    - MachineError
        - NoWorkerStarts
        - SchedulerUnreachable
        - SchedulerGone
        - ClusterEmpty
        - ClusterDiffers
            - ClusterVersionDiffers
            - ClusterEngineDiffers
            - ClusterFolderUnseen
                - ClusterStoreUnseen
    - StoreError
        - StoreUnreachable
        - StoreForbids
"""

from __future__ import annotations

import errno
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process returns to the shell."""

    DONE = 0
    ABOVE_LIMIT = 1
    USAGE = 2
    INPUT = 3
    MISSING = 4
    OUTPUT = 5
    SOME_FAILED = 6
    BUG = 70
    MACHINE = 71
    STORE = 72
    INTERRUPTED = 130


class PipelineError(Exception):
    """The base of every error a user can cause: what happened, to which file, what to do.

    `subject` names the file, page or setting concerned; `detail` adds what the library or the program underneath
    said. A subclass states its exit code and, in `happened` and `advice`, one sentence each.
    """

    exit_code: ClassVar[ExitCode]
    happened: ClassVar[str]
    advice: ClassVar[str]

    def __init__(self, subject: str = "", detail: str = "") -> None:
        self.subject = subject
        self.detail = detail
        super().__init__(subject, detail)

    @property
    def code(self) -> str:
        """The name of the cause as records and tables give it, such as `ScanTruncated`."""
        return type(self).__name__

    def __str__(self) -> str:
        """Return one paragraph: subject, what happened, the detail in brackets, what to do."""
        subject = f"{self.subject}: " if self.subject else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{subject}{self.happened}{detail}. {self.advice}"


class UsageError(PipelineError):
    """A command or a function was called with arguments that cannot work."""

    exit_code = ExitCode.USAGE
    happened = "these arguments do not go together"
    advice = "See `ocr-pipeline COMMAND --help`."


class OutputTaken(UsageError):
    """A document of a job would give way to one scan: its next run would have to read it all again."""

    happened = "this folder is that of a document of a job"
    advice = "Name another folder for the output."


class OutputInsideScans(UsageError):
    """The output folder lies in the folder of scans, or is it: the next run would read its own images."""

    happened = "the output folder is inside the folder of scans"
    advice = "Name an output folder outside it."


class EngineUnknown(UsageError):
    """No engine of that name is installed."""

    happened = "no recognition engine of this name is installed"
    advice = "`ocr-pipeline doctor` lists the engines; `--engine auto` chooses one."


class LanguageNameInvalid(UsageError):
    """A language was named in a form no engine takes."""

    happened = "this is no language name"
    advice = "Use Tesseract's names joined with +, such as rus, eng or rus+eng."


class OptionInvalid(UsageError):
    """An option was given a value that it cannot have."""

    happened = "this option cannot have this value"
    advice = "See `ocr-pipeline COMMAND --help`."


class LimitInvalid(UsageError):
    """An error rate that a comparison may have was given in a form that is none, or above 100 %."""

    happened = "this is no limit for an error rate"
    advice = "Give a share from 0 to 1 or a percentage: 0.02 and 2% are the same."


class StandardInputIsTerminal(UsageError):
    """A scan was to come by standard input, and nothing is sent to it: it would be waited for without end."""

    happened = "this is a terminal, and no scan comes from it"
    advice = "Send a scan to it: ocr-pipeline page - < scan.tif"


class MainUnguarded(UsageError):
    """A script starts a job outside `if __name__ == "__main__":`, so each worker process would start it again."""

    happened = "the script that started the job starts it again in each of its worker processes"
    advice = 'Put the call under `if __name__ == "__main__":` in the script.'


class MainUnimportable(UsageError):
    """A script that is no file starts a job: its worker processes cannot import it."""

    happened = "a script read from standard input cannot start a job"
    advice = "Save the script as a file and run that."


class OutputIsInput(UsageError):
    """A file to be written is one that is read: a transcription, a scan, a record of the result, a profile."""

    happened = "this file is part of the input and would be overwritten"
    advice = "Name another file for the output."


class OutputsAlike(UsageError):
    """Two things were to be written to one file, or to standard output."""

    happened = "two outputs cannot go to one place"
    advice = "Name a file for each."


class LogIsNoLog(UsageError):
    """A file was named for a log that holds something else: lines of a log behind it would spoil it."""

    happened = "this file holds something that is no log"
    advice = "Name a file that is not there yet, or one that an earlier run logged to."


class KeepUnknown(UsageError):
    """Something was named to be left as it is that the cleaning does not know; the detail lists what it knows."""

    happened = "the cleaning knows nothing of this name to keep"
    advice = "Name those to keep with commas between them, such as --keep furniture,hyphens."


class RedoUnknown(UsageError):
    """Something was named to be read again that is no document or page of the job."""

    happened = "no document or page of this job has this name"
    advice = "Give --redo failed, all, DOCUMENT or DOCUMENT/PAGE, named as in summary.csv."


class ProfileUnknown(UsageError):
    """There is no profile of equivalences of that name, and no file that can be read at that path."""

    happened = "no such profile of equivalences"
    advice = "Name one that is shipped (typescript, strict) or the path of a TOML file."


class ProfileBroken(UsageError):
    """A profile of equivalences does not say what it must; the detail gives line and field."""

    happened = "this profile of equivalences is broken"
    advice = "Mend it there; the shipped profiles in ocr_pipeline/compare/profiles show the form."


class SettingsFileUnread(UsageError):
    """The file of settings beside the scans cannot be read, or is something else that is called so."""

    happened = "this file of settings cannot be read"
    advice = "Mend it, or give it another name: a file ocr-pipeline.toml beside scans is taken for their settings."


class SettingsFileBroken(UsageError):
    """The file of settings beside the scans is no TOML; the detail says where."""

    happened = "this file of settings is no TOML"
    advice = 'Mend it there; a line is such as: lang = "rus+eng"'


class SettingUnknown(UsageError):
    """The file of settings beside the scans names something that is no setting of a project."""

    happened = "this is nothing that a file of settings gives"
    advice = "Take it out, or give it as an option of the command."


class SettingInvalid(UsageError):
    """The file of settings beside the scans gives a value that its option does not take."""

    happened = "this value cannot be used"
    advice = "Mend it in the file; `ocr-pipeline run --help` says what the option takes."


class SettingLoadsCode(UsageError):
    """The file of settings beside the scans names an engine that would be loaded from a module or a folder."""

    happened = "a file of settings holds values and loads nothing"
    advice = "Name an engine that is installed; whoever copies scans must not run what came with them."


class FormatUnknown(UsageError):
    """No output format of that name is installed."""

    happened = "no output format of this name is installed"
    advice = "Name those wanted with commas between them, such as --formats txt,png."


class FormatGivesSeveral(UsageError):
    """A format has a file for each of several pages, and one output cannot hold them."""

    happened = "this format gives a file for each page, and there are several"
    advice = "Name a folder for them with --output DIR."


class FormatIsBinary(UsageError):
    """What a format writes is no text, and would be printed on a terminal."""

    happened = "this format is no text to be shown on a terminal"
    advice = "Send it to a file, with > FILE, or name a folder with --output DIR."


class DocumentUnknown(UsageError):
    """The output of a job holds no document of that name."""

    happened = "no document of this name is in the output"
    advice = "Name it as its folder is called below OUTPUT, such as --document 1953/telegram."


class ShardInvalid(UsageError):
    """A part of a job was named in a form that is none, or with a number that is not among them."""

    happened = "this is no part of a job"
    advice = "Give I/N, I from 1 to N, such as --shard 2/8; an array that counts from 0 gives --shard $((INDEX+1))/N."


class ShardsBringNothingOver(UsageError):
    """The output is of an earlier version, and would be brought over by several processes at once."""

    happened = "this output is of an earlier version of the program, which shards do not bring over"
    advice = "Run once without --shard and --assemble: finished pages are brought over, not read again."


class SchedulerInvalid(UsageError):
    """What was named as a cluster's scheduler is no address, or lacks the certificates that it asks for."""

    happened = "this is no address of a scheduler that can be used"
    advice = (
        "Give one as Dask does, such as tcp://HOST:8786; for tls://HOST:8786, Dask's configuration names certificates."
    )


class SchemeUnknown(UsageError):
    """A URL was given of a kind that is not read or written; the detail lists those that are."""

    happened = "files are not read or written by URLs of this kind"
    advice = "Name a folder, or a URL of a kind that is known, such as s3://BUCKET/FOLDER."


class UrlInvalid(UsageError):
    """A URL does not say which bucket and folder are meant."""

    happened = "this URL cannot be used"
    advice = "Give it as s3://BUCKET/FOLDER."


class UrlHoldsCredentials(UsageError):
    """A URL has a user, a password, a signature or another query in it: these would be seen in lists of processes."""

    happened = "a URL holds credentials, or a query"
    advice = (
        "Give the bucket and the folder alone; credentials belong into the environment (AWS_ACCESS_KEY_ID and others)."
    )


class StoreLimitInvalid(UsageError):
    """An environment variable that says how long a store is waited for is no number of seconds that can be used."""

    happened = "this is no number of seconds that can be waited"
    advice = "Unset it, or give seconds, such as OCR_PIPELINE_STORE_AWAY_SECONDS=3600."


class StoreSettingsInvalid(UsageError):
    """The library for a store refuses what the environment says of it: an endpoint that is no URL, a missing region."""

    happened = "the settings for this store cannot be used"
    advice = "Check the environment: AWS_ENDPOINT_URL, AWS_REGION, AWS_PROFILE and others."


class InputError(PipelineError):
    """Something in the input cannot be read."""

    exit_code = ExitCode.INPUT
    happened = "the input cannot be read"
    advice = "Check the file."


class ScanNotFound(InputError):
    """There is no file or folder of that name."""

    happened = "no such file or folder"
    advice = "Check the path."


class ScanIsFolder(InputError):
    """A folder was named where one scan is read."""

    happened = "this is a folder"
    advice = "Name one scan, or read them all: `ocr-pipeline run SCANS OUTPUT`."


class ScanForbidden(InputError):
    """The operating system does not let this user read the file."""

    happened = "this file may not be read by the current user"
    advice = "Change its permissions, or run as its owner."


class BucketNotFound(InputError):
    """There is no bucket of that name in the store."""

    happened = "no such bucket"
    advice = "Check its name; for a store that is not Amazon's, AWS_ENDPOINT_URL names its address."


class BucketForbidden(InputError):
    """The store does not let these credentials read here, or the environment gives none."""

    happened = "the store does not allow reading this"
    advice = "Check the credentials in the environment, and that they may list the bucket and read its files."


class TextNotFound(InputError):
    """There is no text file of that name."""

    happened = "no such text file"
    advice = "Check the path; a folder is not read, only a file."


class TextForbidden(InputError):
    """The operating system does not let this user read the text."""

    happened = "this text file may not be read"
    advice = "Change its permissions, or run as its owner."


class TextUnreadable(InputError):
    """The operating system failed while it read the text: a damaged disk, a lost connection; the detail says what."""

    happened = "this text file could not be read to its end"
    advice = "Check the disk or the connection it lies on, or copy it again from its source."


class TextIsNoText(InputError):
    """The file holds an image, a PDF or other binary data."""

    happened = "this file is no text"
    advice = "Scans are read by `ocr-pipeline page`; give a plain text or HTML file."


class TextEncodingUnknown(InputError):
    """The file's encoding is none that is known, or it is damaged."""

    happened = "the encoding of this text is not recognized"
    advice = "Save it as UTF-8."


class TranscriptionNotFound(TextNotFound):
    """There is neither a file nor a folder where a transcription was named."""

    happened = "no such file or folder"
    advice = "Check the path; name a transcription's file, or a folder that holds it."


class TranscriptionIsNoText(TextIsNoText):
    """A transcription was named, and the file holds an image or other binary data."""

    happened = "this file is no transcription"
    advice = (
        "Name a plain text, HTML, DOCX, TEI, PAGE, ALTO or hOCR file, or a PDF with text; `ocr-pipeline run` reads "
        "scans."
    )


class TranscriptionBroken(InputError):
    """A transcription's XML or DOCX is damaged, incomplete, or made to harm who reads it."""

    happened = "the transcription is damaged and cannot be read"
    advice = "Copy it again from its source, or open it in the program it was made with and save it again."


class TranscriptionUnknown(InputError):
    """The file is of a kind that transcriptions are not read from, such as RTF or an XML vocabulary of its own."""

    happened = "transcriptions of this kind are not read"
    advice = "Save it as plain text, HTML, DOCX, TEI, PAGE XML, ALTO XML, hOCR or PDF."


class TranscriptionTooLarge(InputError):
    """More bytes, packed or unpacked, than the transcription of one document can have."""

    happened = "the transcription is larger than is allowed"
    advice = "Split it into one file for each document."


class TranscriptionEmpty(InputError):
    """Something is in a transcription's file, and none of it is text: a page saved badly, an export that failed."""

    happened = "no text was found in this transcription, though its file is not empty"
    advice = "Open it in the program it was made with, and save it again, or as plain text."


class XmlHarmful(InputError):
    """XML declares entities that attack who reads it: that fetch a file or an address, or unfold beyond measure."""

    happened = "the XML is made to harm who reads it, and was not read"
    advice = "Do not trust where it comes from; without its entities (`<!ENTITY …>`) it can be read."


class PdfWithoutText(InputError):
    """A PDF was named as a transcription, and it holds images alone: no text layer."""

    happened = "the PDF has no text layer: it holds images alone"
    advice = "Read it with `ocr-pipeline run`; a transcription must have text that can be selected and copied."


class TranscriptionsMissing(InputError):
    """A folder without a transcription, or no folder at all."""

    happened = "no transcriptions are here"
    advice = "Name a folder with TXT, HTML, DOCX, TEI, PAGE, ALTO or hOCR files, or one such file or a PDF."


class TranscriptionUnmatched(InputError):
    """None of the transcriptions of a folder belongs to the document."""

    happened = "none of these transcriptions belongs to this document"
    advice = "Name the file itself; then the comparison says how much they share."


class JobNotFound(InputError):
    """A folder into which no job has written, or none of this version of the program."""

    happened = "no job has written to this folder"
    advice = "Name the folder OUTPUT of `ocr-pipeline run`."


class ResultNotFound(InputError):
    """There is no document of a finished job where one was named."""

    happened = "no document of a job is here"
    advice = "Name a document's folder in the output of `ocr-pipeline run`, or a scan."


class NoDocumentYet(InputError):
    """Documents were asked for of a job that has not put one together: it is at work, or was ended before."""

    happened = "the job that writes to this folder has finished no document yet"
    advice = "`ocr-pipeline status` says how far it is; if it was ended, run `ocr-pipeline run` again: it goes on."


class ResultIsScans(InputError):
    """A folder of scans was named where a result is needed."""

    happened = "this is a folder of scans that are not read yet"
    advice = "Read it first, `ocr-pipeline run SCANS OUTPUT`, and name the document's folder in OUTPUT."


class ResultIsFile(InputError):
    """A file of a result was named where its folder is needed."""

    happened = "this is one file of a result"
    advice = "Name that folder instead."


class ResultPagesMissing(InputError):
    """None of the records of a document's pages can be read: they are gone or damaged."""

    happened = "none of the records of its pages can be read"
    advice = "Run `ocr-pipeline run` again on the scans."


class PageRecordLost(InputError):
    """The record of one page of a document is gone or damaged: no format can be made of it."""

    happened = "the record of this page is gone or damaged"
    advice = "Run `ocr-pipeline run` again on the scans: it reads what is missing."


class ResultUnread(InputError):
    """Every page of a result failed: there is nothing to compare; the detail says why the first did."""

    happened = "no page of it could be read"
    advice = "Mend the scan, or name a document's folder in the output of `ocr-pipeline run`."


class ResultsSeveral(InputError):
    """An output folder with more than one document was named where one is needed."""

    happened = "this folder holds several documents"
    advice = "Name the folder of one of them."


class ResultBroken(InputError):
    """A document's record is damaged, or of another version of the program."""

    happened = "this record of a document cannot be read"
    advice = "Run `ocr-pipeline run` again on the scans."


class ResultEarlier(InputError):
    """The result was written by an earlier version of the program, in files of other names and forms."""

    happened = "this result is of an earlier version of the program"
    advice = "Write it again with `ocr-pipeline run SCANS OUTPUT`: finished pages are brought over, nothing is lost."


class NoScans(InputError):
    """A folder holds no file of a kind that is read."""

    happened = "no scans in this folder"
    advice = "Put JPEG, PNG, TIFF, JPEG 2000, WebP, BMP, PNM, GIF or PDF files in it."


class ScanEmpty(InputError):
    """A file of zero bytes."""

    happened = "the file is empty"
    advice = "Copy it again from its source."


class ScanNotAnImage(InputError):
    """The content is no image of a kind that is read, whatever its name says."""

    happened = "the content is not an image or PDF that can be read"
    advice = "Convert it to TIFF, PNG, JPEG or PDF."


class ScanTruncated(InputError):
    """An image that breaks off or is damaged inside."""

    happened = "the image is damaged or incomplete"
    advice = "Copy it again from its source, or scan the page again."


class TiffBroken(InputError):
    """A TIFF of several pages whose list of pages is damaged or cut off: what stands behind the damage is not found."""

    happened = "the list of the pages of this TIFF is damaged, and the rest of them is not found"
    advice = "Copy it again from its source; the pages before the damage are read."


class ScanNoFile(InputError):
    """A pipe, a socket or a device is called like a scan, or named as one: opening it could wait for ever."""

    happened = "this is a pipe, a socket or a device, and no file"
    advice = "Name a file, or save what comes from it as one."


class ScanChanging(InputError):
    """A file that was written to, or replaced, each time that it was read: pages of it would be of no one file."""

    happened = "the file was changed while it was read, more than once"
    advice = "Wait until nothing writes to it any more, and run the same command again."


class ScanNotAsRead(InputError):
    """A file that shows a scan is to be made, and the scan is gone, or another than was read stands in its place."""

    happened = "the scan is not there any more as it was read"
    advice = "Put the file back to where it was; or read it again, with --redo."


class FolderUnread(InputError):
    """A folder within the folder of scans cannot be looked into: what scans are in it is not known."""

    happened = "this folder cannot be looked into, and the scans in it are not read"
    advice = "Change its permissions, or move it elsewhere if it holds no scans."


class ScanTooLarge(InputError):
    """More pixels than one page can have: a mistake or a decompression bomb."""

    happened = "the image has more pixels than is allowed"
    advice = "Scale it down, or allow more with --max-megapixels."


class ScanTooSmall(InputError):
    """Too few pixels to hold a line of typescript."""

    happened = "the image is too small to hold text"
    advice = "Scan the page at 300 dpi."


class ScanTooNarrow(InputError):
    """A strip of pixels many times as long as it is wide: a damaged width or height, or no page."""

    happened = "the image is a strip, far longer than any page"
    advice = "Copy it again from its source, as its stated size may be damaged; cut a long roll into pages."


class PdfEncrypted(InputError):
    """A PDF that asks for a password."""

    happened = "the PDF is encrypted"
    advice = "Remove its password first, for example with `qpdf --decrypt`."


class PdfDamaged(InputError):
    """A PDF that cannot be opened or drawn."""

    happened = "the PDF is damaged"
    advice = "Repair it, for example with `qpdf in.pdf out.pdf`, or save it again from its source."


class PdfWithoutPages(InputError):
    """A PDF that has no page."""

    happened = "the PDF has no pages"
    advice = "Save it again from its source."


class OcrFolderNotFound(InputError):
    """`--engine file:DIR` names no folder that can be looked into."""

    happened = "there is no such folder of ALTO, PAGE or hOCR files"
    advice = "Name one as --engine file:DIR; it holds a file for each scan, named as the scan is."


class OcrFileMissing(InputError):
    """The folder of ALTO, PAGE or hOCR files has none for this scan."""

    happened = "no ALTO, PAGE or hOCR file belongs to this scan"
    advice = "Name it as the scan, with the suffix .xml, .hocr or .html; see docs/historians/commands.md."


class OcrFileUnknown(InputError):
    """What is named as the recognized text of a scan is of another kind: no ALTO, no PAGE, no hOCR."""

    happened = "this file is no ALTO, PAGE or hOCR file"
    advice = "Export the pages from their program in one of these formats."


class OcrFileBroken(InputError):
    """An ALTO, PAGE or hOCR file is damaged, incomplete, or says of a line not where it stands."""

    happened = "this file of recognized text is damaged and cannot be used"
    advice = "Export it again from its program, or copy it again from its source."


class OcrFilePages(InputError):
    """An ALTO, PAGE or hOCR file has several pages where it is for one, or not the one that is asked for."""

    happened = "this file of recognized text has not the pages of its scan"
    advice = "Give each scan a file of one page, or a multi-page scan one file with as many pages."


class OcrFileOtherSize(InputError):
    """An ALTO, PAGE or hOCR file is of another picture than the scan: turned, cropped, or stretched."""

    happened = "the page in this file has not the proportions of the scan"
    advice = "Give the scans that the file was made from, as they were: not cropped, turned or straightened since."


class OcrFileUnplaced(InputError):
    """An ALTO file measures in parts of an inch, and neither it nor the scan says what that is in pixels."""

    happened = "the file measures in millimetres or inches, and the resolution of the scan is not known"
    advice = "State it with --dpi."


class MissingError(PipelineError):
    """A program or a model that is needed is not installed."""

    exit_code = ExitCode.MISSING
    happened = "something that is needed is not installed"
    advice = "`ocr-pipeline doctor` says what."


class TesseractMissing(MissingError):
    """The program `tesseract` is not on the path."""

    happened = "the program tesseract is not installed"
    advice = "Install it: apt-get install tesseract-ocr"


class LanguageMissing(MissingError):
    """The engine has no model for the language asked for."""

    happened = "the engine has no model for this language"
    advice = "Install it: apt-get install tesseract-ocr-LANG (tesseract-ocr-rus for Russian)"


class LettersMissing(MissingError):
    """The typescript reader was asked for a language whose letters it does not know."""

    happened = "the typescript reader does not know the letters of this language"
    advice = "Read with --engine tesseract, or with --engine auto, which chooses an engine for the language"


class ModelMissing(MissingError):
    """The model of the typescript reader is not where it was installed, or is none."""

    happened = "the model of the typescript reader cannot be used"
    advice = "Install ocr_pipeline again, or read with --engine tesseract"


class LoaderUnusable(MissingError):
    """An installed package names a loader of transcriptions that cannot be used."""

    happened = "a loader of transcriptions that a package brings cannot be used"
    advice = "Update the package that brings it, or uninstall it"


class FormatUnusable(MissingError):
    """An installed package names an output format that cannot be used."""

    happened = "an output format that a package brings cannot be used"
    advice = "Update the package that brings it, or uninstall it"


class PopplerMissing(MissingError):
    """The programs that draw PDF pages are not on the path."""

    happened = "the programs that read PDF files are not installed"
    advice = "Install them: apt-get install poppler-utils"


class ClusterMissing(MissingError):
    """A job was to run on a cluster, and the package for it is not installed."""

    happened = "the package dask.distributed is not installed"
    advice = "Install it, here and on the workers, from the program's folder: pip install '.[cluster]'"


class StoreDriverMissing(MissingError):
    """A URL was given, and the package for stores of its kind is not installed."""

    happened = "a package is missing that reads and writes such URLs"
    advice = "Install its extra, from the program's folder: pip install '.[s3]', '.[gs]' or '.[abfs]'"


class OutputError(PipelineError):
    """Something cannot be written."""

    exit_code = ExitCode.OUTPUT
    happened = "the output cannot be written"
    advice = "Check the folder, its permissions and the space on its disk."


class TemporaryUnusable(OutputError):
    """The folder for temporary files cannot be written, or made."""

    happened = "the folder for temporary files cannot be used"
    advice = "Name another one with --temp or in TMPDIR, or change its permissions."


class OutputForbidden(OutputError):
    """The output folder may not be written, or is a file."""

    happened = "the output folder cannot be written"
    advice = "Choose another folder, or change its permissions."


class OutputBucketForbidden(OutputForbidden):
    """The store does not let these credentials write here, or the environment gives none."""

    happened = "the store does not allow writing this"
    advice = (
        "Check the credentials in the environment: they must list the bucket, and read, write and remove files. "
        "Finished pages are kept."
    )


class OutputBucketNotFound(OutputError):
    """There is no bucket of that name in the store to write to."""

    happened = "no such bucket"
    advice = "Make it first, or check its name; for a store that is not Amazon's, AWS_ENDPOINT_URL names its address."


class DiskFull(OutputError):
    """No space, or no quota, is left where the output goes."""

    happened = "no space is left on the disk of the output folder"
    advice = "Make room and run the same command again: finished pages are kept."


class OutputBusy(OutputError):
    """Another job is writing to the same output folder."""

    happened = "another job is writing to this output folder"
    advice = "Wait until it ends, or choose another folder."


class PageError(PipelineError):
    """Reading one page failed; the rest of the job goes on."""

    exit_code = ExitCode.SOME_FAILED
    happened = "the page could not be processed"
    advice = "Look at the scan; run the same command again to retry it."


class EngineTimeout(PageError):
    """The engine was stopped at its time limit."""

    happened = "the recognition engine took too long and was stopped"
    advice = "--page-seconds allows more time; a page that takes minutes is probably worn beyond reading, or no text."


class EngineCrashed(PageError):
    """The engine ended with an error or was killed."""

    happened = "the recognition engine failed"
    advice = "Run the same command again; if it fails again, look at the scan and at `ocr-pipeline doctor`."


class EngineBabbled(PageError):
    """The engine's output is not what it promises: broken markup, boxes outside the page, a flood of text."""

    happened = "the recognition engine gave output that makes no sense"
    advice = "Look at the scan; a newer engine may help."


class WorkerLost(PageError):
    """The process that worked on the page ended without an answer, most often for want of memory."""

    happened = "the process working on this page died"
    advice = "There may be too little memory: use fewer --jobs, or scale the scan down."


class TaskHung(PageError):
    """A worker did not come back although every engine call has a limit."""

    happened = "the page took too long and its process was stopped"
    advice = "Run the same command again; --page-seconds allows more time."


class PageMemoryExceeded(PageError):
    """A worker and its engine held more memory over a page than is allowed, and were ended."""

    happened = "the page needed more memory than is allowed, and its process was stopped"
    advice = "Scale the scan down, or allow more with --page-memory."


class DrawingTimeout(PageError):
    """A page of a PDF was not drawn in time."""

    happened = "drawing this page took too long and was stopped"
    advice = "--page-seconds allows more time."


class OutOfMemory(PageError):
    """A page needed more memory than there is."""

    happened = "not enough memory for this page"
    advice = "Use fewer --jobs, or scale the scan down."


NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The numbers of a system's errors that say that a disk, or what a user may have of it, is full."""


class TemporaryFull(PageError):
    """No space is left for what is written while a page is read, such as the image that an engine is handed."""

    happened = "no space is left on the disk of temporary files"
    advice = "Make room there, or name a folder on another disk with --temp, and run the same command again."


class FormatFailed(PageError):
    """An output format could not be written of a page, a document or the job; the detail says what went wrong."""

    happened = "this file could not be made"
    advice = "If the format comes with a package of its own, update it; else it is a bug: please report it."


class PreparationDiffers(PageError):
    """The prepared image of a finished page, made again from its scan, is not the one that was read."""

    happened = "the prepared image cannot be made again as it was"
    advice = "A library was updated since the page was read: remove its record, and it is read again."


class JobEnded(PipelineError):
    """The job ended before all scans were read, as it was told to do when pages fail."""

    exit_code = ExitCode.SOME_FAILED
    happened = "the job ended early, as pages failed"
    advice = "Finished pages are kept: run the same command again to go on."


class TooManyFailed(JobEnded):
    """A larger share of the pages failed than `--max-failed` allows."""

    happened = "the job ended early: too many of its pages failed"
    advice = (
        "Look at the reasons in job.json; run again without --max-failed to read the rest, finished pages are kept."
    )


class FirstFailed(JobEnded):
    """A page failed, and `--fail-fast` was given."""

    happened = "the job ended at the first page that failed"
    advice = "Look at the scan; run again without --fail-fast to read the rest, finished pages are kept."


class MachineError(PipelineError):
    """The machine does not give what a job needs to run at all."""

    exit_code = ExitCode.MACHINE
    happened = "this machine cannot run the job"
    advice = "Run the same command again on another machine, or later: finished pages are kept."


class NoWorkerStarts(MachineError):
    """Worker processes end before they begin their first scan, most often for want of memory; the detail says how."""

    happened = "no worker process can be started"
    advice = (
        "There may be too little memory: run again with fewer --jobs, or on another machine; finished pages are kept."
    )


class SchedulerUnreachable(MachineError):
    """No scheduler of a cluster answers at the address, as the job begins."""

    happened = "no scheduler answers at this address"
    advice = "Check that it runs and may be reached from here: `dask scheduler` prints its address."


class SchedulerGone(MachineError):
    """The scheduler of the cluster answers no more, in the middle of a job."""

    happened = "the scheduler of the cluster is gone"
    advice = "Start it and its workers, and run the same command again: finished pages are kept."


class ClusterEmpty(MachineError):
    """The cluster has had no worker that may be used for as long as one is waited for."""

    happened = "the cluster has no worker that can be used"
    advice = (
        "Start workers (`dask worker ADDRESS`) and run the same command again; --worker-wait waits longer for them, "
        "finished pages are kept."
    )


class ClusterDiffers(MachineError):
    """A worker of the cluster is not as the machine is on which the job was started."""

    happened = "this worker of the cluster is not as the job needs it"
    advice = "Set up all machines alike and start the workers again."


class ClusterVersionDiffers(ClusterDiffers):
    """A worker of the cluster has another version of the program, or none: its pages would not be the job's."""

    happened = "this worker of the cluster has not the version of ocr_pipeline that the job has"
    advice = "Install the same version on all machines and start the workers again."


class ClusterEngineDiffers(ClusterDiffers):
    """The engine of a worker of the cluster is missing, or another one: its pages would not be the job's."""

    happened = "this worker of the cluster has not the recognition engine that the job has"
    advice = "Install the same engine, models and programs on all machines; `ocr-pipeline doctor` lists them."


class ClusterFolderUnseen(ClusterDiffers):
    """A worker of the cluster sees the scans or the output not at all, or under another path."""

    happened = "this worker of the cluster does not see the folders of the job"
    advice = "Mount the folders of scans and output on all machines under the same paths, writable for the workers."


class ClusterStoreUnseen(ClusterFolderUnseen):
    """A worker of the cluster does not find in a store what the job has there: another endpoint, other credentials."""

    happened = "this worker of the cluster does not find the files of the job in the store"
    advice = (
        "Give all workers what the job has in its environment: the address of the store (AWS_ENDPOINT_URL), "
        "credentials that may read the scans and write the output, and the package for the store."
    )


class StoreError(PipelineError):
    """A store that files are in by URL does not do its part."""

    exit_code = ExitCode.STORE
    happened = "the store fails"
    advice = "Run the same command again when it works: finished pages are kept."


class StoreUnreachable(StoreError):
    """A store has not answered, or has broken off its answers, for as long as it is waited for; the detail says how."""

    happened = "the store cannot be reached"
    advice = (
        "Check the network, and AWS_ENDPOINT_URL; run the same command again: finished pages are kept. "
        "OCR_PIPELINE_STORE_AWAY_SECONDS waits longer."
    )


class StoreForbids(StoreError):
    """A store refuses credentials, which as a rule have expired, or a look at a file of results; or there are none."""

    happened = "the store does not allow looking at this"
    advice = "Give valid credentials in the environment and run the same command again: finished pages are kept."


OF_THE_JOB = (MissingError, StoreError, StoreSettingsInvalid, StoreLimitInvalid)
"""What a worker may meet that would fail every page for the same reason: it ends the job."""
