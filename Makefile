# Needs Python 3.11 or newer, git and make; everything else is installed into .venv.
SHELL := /bin/sh
unexport PYTHONDONTWRITEBYTECODE
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
AS_OF := 2026-10-09
DEMO := build/demo
FUZZER := build/atheris

.PHONY: help demo test lint docs records bench fuzz drill browser contact build lock clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "deputylog needs Python 3.11 or newer; none was found on the PATH."; exit 3; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks the venv module; on Debian and Ubuntu: apt-get install python3-venv"; exit 3; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## set up, check the example district, write its list of 2026Q3
	@mkdir -p $(DEMO)
	$(BIN)/deputylog check --as-of $(AS_OF)
	$(BIN)/deputylog report --quarter 2026Q3 --as-of $(AS_OF) --format html --out $(DEMO)/2026Q3.html
	$(BIN)/deputylog report --quarter 2026Q3 --as-of $(AS_OF) --format docx --out $(DEMO)/2026Q3.docx
	@echo "季度清单已生成，请用浏览器打开 $(DEMO)/2026Q3.html，或者用 Word、WPS 打开 $(DEMO)/2026Q3.docx"
	@echo "The quarterly list is in $(DEMO)/2026Q3.html (open it in a browser) and $(DEMO)/2026Q3.docx (open it in Word)"

test: lint ## set up, then lint, types, import contracts and all tests
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(READY) ## style, types, import contracts, dependencies, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

docs: $(READY) ## write the pages that come from the code, and the output that pages show
	$(BIN)/python -m deputylog.docs
	$(BIN)/python docs/walkthrough.py

records: $(READY) ## check the example district, form included
	$(BIN)/deputylog fmt --check
	$(BIN)/deputylog check --as-of $(AS_OF)

bench: $(READY) ## measure, side by side with peers
	$(BIN)/python -m bench

fuzz: $(READY) ## coverage-guided, 30 seconds a target: make fuzz [SECONDS=300] [TARGETS="reading merging"]
	@test -d $(FUZZER) || $(BIN)/python -m pip install --quiet --disable-pip-version-check --target $(FUZZER) atheris==3.0.0 || \
		echo "atheris cannot be installed here, so nothing guides the fuzzing: random documents are read instead"
	@if test -d $(FUZZER); then PYTHONPATH=$(FUZZER) $(BIN)/python -m tests.fuzz.harness $(or $(SECONDS),30) $(TARGETS); \
	else $(BIN)/python -m pytest -q tests/record/test_recognized.py -k "wrongly or alike" --hypothesis-profile long; fi

drill: $(READY) ## every experiment in full, with its figures: faults, merges, random districts (two hours)
	DRILL=1 $(BIN)/python -m pytest -q -n 2 --durations=10

browser: $(READY) ## every paper in Chromium, with axe-core and the Nu checker (needs npm, java, chromium)
	@command -v npm >/dev/null && npm install --silent --no-audit --no-fund --prefix build/browser axe-core@4.14.1 vnu-jar@26.9.27 || \
		echo "npm is missing or failed; what needs its packages is skipped"
	$(BIN)/python -m pytest -q -n 0 tests/browser/pages.py

contact: $(READY) ## the first page of every paper, in one picture (needs LibreOffice and Chromium)
	$(BIN)/python docs/contact_sheet.py

build: $(READY) ## wheel and source distribution into dist/
	$(BIN)/python -m build --no-isolation

lock: ## renew requirements.lock (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev --quiet -o requirements.lock pyproject.toml
	@sed -i '1i # All that development and CI install, by hash; renew with: make lock' requirements.lock

clean: ## remove what was made
	rm -rf $(VENV) build dist .deputylog .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
