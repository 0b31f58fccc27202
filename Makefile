# `make` alone lists what there is. `make run` and `make test` set everything up by themselves, once.
# Paths are relative throughout, so that the checkout may lie in a folder with spaces in its name.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

BIN := .venv/bin
REPORTS ?= examples/reports
TEXTS ?=
PLACES ?=

# The first interpreter that works and is new enough; PYTHON=... on the command line decides otherwise.
PYTHON ?= $(shell for each in python3.11 python3.12 python3.13 python3 python; do \
	if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$$each"; break; fi; done)

COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m piptools compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --build-deps-for editable

# What `make run` and `make test` install beside the core: every optional part.
EXTRAS := --extra pdf --extra charts --extra feeds --extra field --extra postgres --extra estimate

.PHONY: help run test check setup browser database prove bench soak floors lock upgrade clean

help: ## this list
	@echo "Bearwitness: reads conflict reports, keeps who said what, and shows it with its bounds."
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  make run REPORTS=my/folder      a brief of your own reports"
	@echo "  make bench TEXTS=texts.jsonl    speed over your own texts"
	@echo "  make test PYTHON=python3.12     another interpreter, for a set-up that is new"

run: .venv/run.stamp ## set up, print a brief of examples/reports, write out/brief.html
	@mkdir -p out
	@$(BIN)/bearwitness brief "$(REPORTS)" --format md
	@$(BIN)/bearwitness brief "$(REPORTS)" --format html --out out/brief.html 2>/dev/null
	@echo
	@echo "The same with every reference marked in its report: out/brief.html"
	@echo
	@echo "How many were killed in three Nigerian reports? Adding up their figures gives a wrong number:"
	@$(BIN)/bearwitness tally examples/reports/10-updates-biu.jsonl --explain --format table 2>/dev/null

test: .venv/dev.stamp browser database ## set up, then everything: linters, types, import law, all tests
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

check: .venv/dev.stamp ## linters, types and import law only
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy --strict
	$(BIN)/lint-imports

setup: .venv/dev.stamp browser database ## everything that run and test need, and nothing else

prove: .venv/dev.stamp ## tallies against every world of 10,000 random small casebooks: minutes
	$(BIN)/python tests/tally/small_worlds.py 10000

bench: .venv/dev.stamp ## extraction speed, as a ratio to spaCy's default pipeline; PLACES=files: places too
	$(BIN)/python bench/speed.py $(if $(TEXTS),"$(TEXTS)")
	$(if $(PLACES),$(BIN)/python bench/places.py $(PLACES))

soak: .venv/dev.stamp database ## the casebook: 200 kills, a minute of two writers, on both databases; writes docs/soak.md
	$(BIN)/python tests/servers/soak.py docs/soak.md

floors: .venv/dev.stamp ## raise tests/gold/floors.json to what is measured, less a margin
	$(BIN)/python tests/gold/floors.py

lock: .venv/dev.stamp ## write requirements/*.txt anew from pyproject.toml
	$(COMPILE) $(EXTRAS) --output-file requirements/run.txt pyproject.toml
	$(COMPILE) $(EXTRAS) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

upgrade: .venv/dev.stamp ## the same with the newest versions that pyproject.toml allows
	$(COMPILE) --upgrade $(EXTRAS) --output-file requirements/run.txt pyproject.toml
	$(COMPILE) --upgrade $(EXTRAS) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

clean: ## remove what was set up and written here
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed and none was found: install it, or say which: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "PYTHON=$(PYTHON) is $$("$(PYTHON)" -V 2>/dev/null || echo "no Python that runs"); 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment: install its venv package (on Debian and Ubuntu: python3-venv)" >&2; exit 1; }
	@echo "Setting up .venv with $$("$(PYTHON)" -V)"
	@"$(PYTHON)" -m venv .venv

# --require-hashes: nothing is installed that the lock does not name to the byte.
.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing requirements/run.txt (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/run.stamp

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@echo "Installing requirements/dev.txt (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch .venv/dev.stamp

# The browser tests drive a Chromium of the system. Where none is and none may be installed, pytest says what it skips.
browser:
	@for each in chromium chromium-browser google-chrome; do if command -v $$each >/dev/null; then exit 0; fi; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium for the browser tests"; \
		apt-get update -qq </dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium </dev/null >/dev/null \
			|| echo "chromium could not be installed: the browser tests will be skipped, or fail under CI" >&2; \
	else \
		echo "No Chromium found, and it takes root and apt-get to install one: the browser tests will be skipped, or fail under CI" >&2; \
	fi

# The casebook's tests start a PostgreSQL of their own. Where none is and none may be installed, pytest says what it skips.
database:
	@if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing postgresql for the casebook's tests"; \
		apt-get update -qq </dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql </dev/null >/dev/null \
			|| echo "postgresql could not be installed: its tests will be skipped, or fail under CI" >&2; \
	else \
		echo "No PostgreSQL found, and it takes root and apt-get to install one: its tests will be skipped, or fail under CI" >&2; \
	fi
