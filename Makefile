# make demo   the main job on the five published years
# make test   format, lint, types, tests, rule cases, and the wheel tried without src/
# make deep   what takes longer: a million engine pairs
# make bench  figures of speed and memory, as ratios
# make mutants      mutants of the code that verdicts hang on: each must be seen by a test
# make reliability  docs/reliability.md anew, all of it or HARNESS=name
# make lowest       the tests with the lowest versions that the project says it works with
# make lock         the versions that all of this is run with, resolved anew
# make audit        known vulnerabilities of what is installed
# make bench-intake FINSAM_INTAKE_TEXTS=FOLDER   drafts of documents against years transcribed by people

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AS_OF := 2026-11-22
# The versions that were tested; the ranges of pyproject.toml are what users may have.
LOCK := .ci/constraints.txt
# Extras that most do without: `make install MORE=,spark`.
MORE ?=
YEARS := examples/vasteras-2015 examples/vasteras-2018 examples/vasteras-2021 examples/vasteras-2022 examples/vastmanland-2025

.PHONY: demo test deep bench bench-intake mutants reliability lowest lock audit licences install catalogue schemas docs golden pictures clean

$(VENV)/installed: pyproject.toml $(LOCK)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	# The flag lets durable_rules import on Python 3.13 and later; earlier versions do not read it.
	CPPFLAGS="$(CPPFLAGS) -DPyEval_CallObject=PyObject_CallObject" $(BIN)/python -m pip install --quiet --constraint $(LOCK) --editable ".[engine,calendar,data,match,pdf,report,sign,stats$(MORE)]" --group dev --group browser
	touch $@

install: $(VENV)/installed

demo: install
	$(BIN)/finsam-control check $(YEARS) --as-of $(AS_OF) --fail-on none

test: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/finsam-control rules lint
	$(BIN)/finsam-control rules test
	$(BIN)/pytest -m "not deep" -n auto

# What the long harnesses need beside the rest; none of it is needed to use or to test the tool.
$(VENV)/deeper: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint $(LOCK) --group deep
	touch $@

deep: $(VENV)/deeper
	$(BIN)/pytest -m deep

mutants: $(VENV)/deeper
	$(BIN)/python tests/code_mutants.py

reliability: $(VENV)/deeper
	$(BIN)/python tests/reliability.py $(HARNESS)

lowest: $(VENV)/deeper
	rm -rf .venv-lowest
	$(BIN)/uv venv --quiet --python $(BIN)/python .venv-lowest
	VIRTUAL_ENV=.venv-lowest $(BIN)/uv pip install --quiet --resolution lowest-direct ".[calendar,data,match,pdf,report,sign,stats]" --group dev
	.venv-lowest/bin/python -m pytest -m "not deep" -n auto

lock: $(VENV)/deeper
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --group dev --group browser --group deep --no-annotate --no-header pyproject.toml --output-file $(LOCK)

audit: $(VENV)/deeper
	$(BIN)/pip-audit --skip-editable

licences: install
	$(BIN)/python tests/licences.py docs/licences.md

bench: install
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/sie.py
	$(BIN)/python benchmarks/purchases.py
	$(BIN)/python benchmarks/purchases_shipped.py

# The documents are not part of the repository: name the folder of their texts.
bench-intake: install
	$(BIN)/python benchmarks/intake.py $(FINSAM_INTAKE_TEXTS)

# What is generated and committed; tests fail when one of these is stale.
catalogue: install
	$(BIN)/pybabel compile -D finsam_control -d src/finsam_control/locale -l sv

schemas: install
	mkdir -p docs/schema
	for name in records risks facts rules report overview diff manifest risk-score risk-lint remarks sample trace; do $(BIN)/finsam-control schema $$name > docs/schema/$$name.json; done

docs: install
	$(BIN)/finsam-control rules doc docs/rules --as-of $(AS_OF)

golden: install
	$(BIN)/pytest tests/test_golden.py tests/test_html.py tests/test_readme.py tests/test_handbook.py --rewrite-golden

pictures: install
	TERM=xterm-256color $(BIN)/python docs/images/make.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
