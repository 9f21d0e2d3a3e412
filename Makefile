# Market Shaper. `make run` and `make test` are all that a newcomer needs.
.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench docs snapshots fresh clean

PYTHON ?= python3
BIN := .venv/bin
ROOMS := dash_app analytics data

help: ## list these targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready ## install everything, pinned and hashed, in .venv

# pip's own update notice and cache chatter are not news to a newcomer.
.venv/.ready: requirements.lock pyproject.toml
	@echo "Setting up: a minute or two the first time."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; say which: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## set up, build the demonstration county if there is no build, serve it
	@$(BIN)/market-shaper run

test: setup ## set up, then every test: unit, models, figures, pages, notebooks, browser, real
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --durations=10

check: setup ## format, lint, types, import contracts, docs not stale
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m dash_app.documents --check

fix: setup ## what a machine can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup ## print the data dictionary, assumptions and sources into docs/
	$(BIN)/python -m dash_app.documents

bench: setup ## performance against peers, in one run
	$(BIN)/python -m bench

fresh: ## prove both commands in a bare Debian (root; takes some minutes)
	@bash tests/fresh/prove.sh

clean: ## remove builds, never a vault
	rm -rf build export .pytest_cache .mypy_cache .ruff_cache
