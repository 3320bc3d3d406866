# Two commands: `make demo` makes a whole episode, `make test` passes the tests. Both set everything up first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Films and browsers want a core each; more processes than cores gain little and make every wait longer.
TEST_PROCESSES ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo try up test lint types imports wheel check clean

demo: $(VENV)/.installed
	$(BIN)/cliffhanger demo

try: $(VENV)/.installed
	$(BIN)/cliffhanger try

up: $(VENV)/.installed
	$(BIN)/cliffhanger up

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

imports: $(VENV)/.installed-dev
	$(BIN)/lint-imports

wheel: $(VENV)/.installed-dev
	$(BIN)/python tests/smoke_wheel.py

check: test lint types imports wheel

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cliffhanger needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml hatch_build.py $(wildcard renderer/stage/*.[ch] renderer/gl/*.[ch]) | $(VENV)/bin/python
	@echo "Setting up (once; a few minutes) …"
	$(PIP) install -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml hatch_build.py $(wildcard renderer/stage/*.[ch] renderer/gl/*.[ch]) | $(VENV)/bin/python
	@echo "Setting up with the tools for development (once; a few minutes) …"
	$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
