# On a bare Debian 12: `make run` installs what is needed and runs the sample; `make test` checks everything.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCANS ?= scans
OUTPUT ?= output
TRANSCRIPTIONS ?= $(SCANS)
PACKAGES := tesseract-ocr tesseract-ocr-rus tesseract-ocr-ukr tesseract-ocr-eng poppler-utils python3-venv
# Files of tests side by side, one a core; more than four at once hold more memory than a small machine has.
PARALLEL ?= --numprocesses auto --maxprocesses 4 --dist loadfile
LOCKED := --quiet --generate-hashes --python-version 3.11 --no-emit-index-url --no-header
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run test tests lint docs bench image lock clean system

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.installed ## read SCANS (scans) into OUTPUT (output), compare with the texts in TRANSCRIPTIONS (SCANS)
	$(BIN)/ocr-pipeline run "$(SCANS)" "$(OUTPUT)" --transcriptions "$(TRANSCRIPTIONS)"

# Tests start programs hundreds of times: each start would compile them anew.
test tests: export PYTHONDONTWRITEBYTECODE :=

test: lint docs ## lint, types, documentation, and the tests with what they cover
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PARALLEL)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

tests: $(VENV)/.installed-dev ## the tests alone, a fifth faster
	$(BIN)/pytest $(PARALLEL)

lint: $(VENV)/.installed-dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.installed-dev ## the documentation, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: $(VENV)/.installed-dev ## accuracy and speed beside peers (peers to install: see benchmarks/README.md)
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/skew.py
	$(BIN)/python benchmarks/curl.py
	$(BIN)/python benchmarks/show_through.py
	$(BIN)/python benchmarks/binarization.py
	$(BIN)/python benchmarks/spreads.py
	$(BIN)/python benchmarks/turns.py
	$(BIN)/python benchmarks/synthetic_turns.py
	$(BIN)/python benchmarks/manuals.py
	$(BIN)/python benchmarks/regions.py
	$(BIN)/python benchmarks/printed.py
	$(BIN)/python benchmarks/expected_error.py
	$(BIN)/python benchmarks/furniture.py
	$(BIN)/python benchmarks/marks.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/job_resume.py
	$(BIN)/python benchmarks/worker_memory.py
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/mutants.py
	$(BIN)/python benchmarks/lexicon.py
	$(BIN)/python benchmarks/charsets.py
	$(BIN)/python benchmarks/text.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/formats.py
	$(BIN)/python benchmarks/pdf.py
	$(BIN)/python benchmarks/round_trips.py
	$(BIN)/python benchmarks/overview.py

image: ## build the container image
	docker build -t ocr-pipeline .

lock: $(VENV)/.installed-dev ## renew the locks, of what runs, with a cluster, with S3, and of what builds it, from pyproject.toml
	$(PIP) uv
	$(BIN)/uv pip compile $(LOCKED) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCKED) --no-annotate --extra cluster --constraint requirements.lock pyproject.toml \
	  -o requirements-cluster.lock
	$(BIN)/uv pip compile $(LOCKED) --no-annotate --extra s3 --constraint requirements.lock pyproject.toml \
	  -o requirements-s3.lock
	$(BIN)/uv pip compile $(LOCKED) --group build -o requirements-build.lock

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage* site

system: ## install the system packages that are missing
	@missing=$$(for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  echo "installing" $$missing; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi

$(BIN)/python: | system
	$(PYTHON) -m venv $(VENV)

# As in the image: every file from the locks, and nothing fetched to build the package.
$(VENV)/.installed: pyproject.toml requirements.lock requirements-build.lock | system $(BIN)/python
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --require-hashes --requirement requirements-build.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	touch $@
