# `make help` lists what there is. Nothing is needed but make and Python 3.11 or newer.

PYTHON ?= python3
JOBS ?= 4
ARGS ?=
BIN := .venv/bin
export PYTHON
unexport PYTHONDONTWRITEBYTECODE # compiled modules make the second start faster

.DEFAULT_GOAL := help
.PHONY: run demo sandbox test check bench screenshots clean help

run: .venv/.ready ## start wsltui; ARGS="--read-only" and the like are passed on
	@$(BIN)/wsltui $(ARGS)

demo: .venv/.ready ## start wsltui in a made-up world: no engine, WSL or root needed
	@$(BIN)/wsltui --demo $(ARGS)

sandbox: .venv/.ready ## start wsltui on a private engine with sample containers (root)
	@tests/setup.sh
	@$(BIN)/python -m tests.live.sandbox -- $(ARGS)

test: check ## install what the tests need, then check and test everything; ARGS="-k words"
	@tests/setup.sh
	$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/.ready-dev ## lint, format, types, import walls
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.ready-dev ## what start, rest and keys cost, beside lazydocker (root); ARGS="--quick"
	@tests/setup.sh
	@$(BIN)/python -m tests.bench $(ARGS)

screenshots: .venv/.ready-dev ## draw the pictures in screenshots/
	@$(BIN)/python -m tests.snapshots.make_screenshots $(ARGS)

clean: ## remove the environment, caches and builds
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

.venv/.ready: pyproject.toml
	@.ci/venv

.venv/.ready-dev: pyproject.toml
	@.ci/venv dev
