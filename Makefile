# Two commands matter: `make run` and `make test`. Both make .venv themselves; doing either twice is quick.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run test install lint types lock bench kills quarter screenshots clean

help: ## This list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.installed ## Start Earshot: in Slack with tokens, else in a local workspace with a sample company
	@exec $(PY) app.py $(ARGS)

test: $(VENV)/.installed-dev ## Lint, types and all tests
	@$(MAKE) --no-print-directory lint types
	@$(PY) -m pytest -n 2 --ignore tests/e2e $(ARGS)
	@$(PY) -m pytest -n 2 tests/e2e $(ARGS)  # apart: the browser's driver keeps an event loop running in its process

install: $(VENV)/.installed $(VENV)/.installed-dev ## The environment alone, for development

lint: $(VENV)/.installed-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(VENV)/.installed-dev
	@$(PY) -m mypy

bench: $(VENV)/.installed-dev ## The performance figures, as ratios inside one run
	@$(PY) benchmarks/ingest.py $(ARGS)
	@$(PY) benchmarks/ranking_cost.py
	@$(PY) benchmarks/ama.py
	@$(PY) benchmarks/green_button.py

kills: $(VENV)/.installed-dev ## Kill Earshot a hundred times under load, and count what was lost or doubled
	@$(PY) benchmarks/kills.py --rounds 100 $(ARGS)

quarter: $(VENV)/.installed ## Let thirteen weeks of the sample company pass, and check what everybody got from Earshot
	@$(PY) app.py quarter $(ARGS)

screenshots: $(VENV)/.installed-dev ## The pictures in docs/pictures, from the running product (needs Chromium)
	@$(PY) docs/pictures/make.py $(ARGS)
	@$(PY) docs/pictures/messages.py

lock: ## Choose versions anew (needs uv); hashes only, no addresses
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --upgrade --output-file requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --constraint requirements.lock --output-file requirements-dev.lock

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Earshot needs Python 3.11 or newer, and '$(PYTHON)' is not that: try make PYTHON=python3.11"; exit 1; }
	@echo "Making the environment in $(VENV), once ..."
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv module is missing: on Debian or Ubuntu, apt install python3-venv"; exit 1; }

$(VENV)/.installed: requirements.lock | $(PY)
	@$(PIP) --requirement requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed | $(PY)
	@$(PIP) --requirement requirements-dev.lock
	@touch $@

clean: ## Remove the environment and caches (never your data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
