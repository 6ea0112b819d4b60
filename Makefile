# make demo: see it work.  make test: every check.  Both set up .venv by themselves.

SHELL := bash
.DEFAULT_GOAL := demo
.PHONY: demo test format bench clean

VENV := .venv
PYTHON_HERE := $(VENV)/bin/python
# Stamps of what .venv holds: comitia alone, or with all that developers need.
BASE := $(VENV)/.has-base
DEV := $(VENV)/.has-dev

heading = @printf '\n== %s\n' $(1)

demo: $(BASE)
	@$(VENV)/bin/comitia demo

test: $(DEV)
	$(call heading,'format')
	@$(PYTHON_HERE) -m ruff format --check .
	$(call heading,'lint')
	@$(PYTHON_HERE) -m ruff check .
	$(call heading,'types')
	@$(PYTHON_HERE) -m mypy
	$(call heading,'layers')
	@$(VENV)/bin/lint-imports
	$(call heading,'weight')
	@$(PYTHON_HERE) tools/weight.py
	$(call heading,'tests')
	@$(PYTHON_HERE) -m pytest -n auto

format: $(DEV)
	@$(PYTHON_HERE) -m ruff check --fix-only .
	@$(PYTHON_HERE) -m ruff format .

bench: $(BASE)
	@$(PYTHON_HERE) benchmarks/run.py

clean:
	rm -rf $(VENV) .venv-weight build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BASE): pyproject.toml tools/setup
	$(call heading,'setting up .venv')
	@tools/setup .
	@touch $@

$(DEV): pyproject.toml tools/setup
	$(call heading,'setting up .venv for development')
	@tools/setup '.[dev]'
	@touch $(BASE) $@
