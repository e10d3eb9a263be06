"""`ocr-pipeline doctor`: what is installed."""

from __future__ import annotations

from ocr_pipeline.cli.ending import Exit, errors_reported
from ocr_pipeline.cli.options import DEFAULTS, LanguageName, settings_of
from ocr_pipeline.cli.output import print_result
from ocr_pipeline.doctor import examine
from ocr_pipeline.errors import ExitCode


def doctor(lang: LanguageName = DEFAULTS.language) -> None:
    """Say what is installed, what is missing and how to install it."""
    with errors_reported(verbose=False):
        findings = examine(settings_of(language=lang).language)
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            print_result(f"{finding.name:<{width}}  {finding.found or 'MISSING. ' + finding.advice}")
        raise Exit(ExitCode.DONE if all(finding.found for finding in findings) else ExitCode.MISSING)
