# The verbs of the project. `make demo` and `make test` are all a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup test lint format run demo drill readme bench sbom audit
.DEFAULT_GOAL := help

help: ## list the verbs
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready ## put everything into .venv

.venv/ready: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Python 3.11 or later is needed, this is {sys.version.split()[0]}: make PYTHON=python3.11 …")'
	@echo "putting everything into .venv: some minutes, the first time"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## the main job on the project's own sample reports
	$(BIN)/nianbao demo

run: setup ## the main job on your reports: make run ARGS="FOLDER --out DIR"
	$(BIN)/nianbao run $(ARGS)

# Debian's Chromium for the browser tests, where root may install it; elsewhere they are skipped and say so.
.venv/chromium: .venv/ready
	@command -v chromium >/dev/null || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk >/dev/null; } || true
	@touch $@

test: setup lint .venv/chromium ## lint, then the whole test suite
	$(BIN)/pytest

DOCUMENTS ?= 300
SEED ?= 0

drill: setup ## a season in small while everything fails; at length: make drill DOCUMENTS=5200 FAULTS=30
	$(BIN)/python -m tests.corpus.write out/season --count $(DOCUMENTS) --seed $(SEED)
	$(BIN)/nianbao drill out/season --seed $(SEED) $(if $(FAULTS),--faults $(FAULTS))

bench: setup ## what reading, its memory, stages, store and data set cost
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.memory
	$(BIN)/python -m tests.bench.stages
	$(BIN)/python -m tests.bench.store sqlite
	$(BIN)/python -m tests.bench.store postgresql
	$(BIN)/python -m tests.bench.export
	$(BIN)/python -m tests.bench.line
	$(BIN)/python -m tests.bench.gateway
	$(BIN)/python -m tests.bench.rules
	$(BIN)/python -m tests.bench.ledger
	$(BIN)/python -m tests.corpus.recall
	$(BIN)/python -m tests.bench.scans --count 12

sbom: setup ## what the images hold, as CycloneDX: out/sbom.json; out/sbom-ocr.json of the reader, -parquet of the exporter
	@mkdir -p out
	for extra in "" -ocr -parquet; do $(BIN)/cyclonedx-py requirements requirements$$extra.txt --pyproject pyproject.toml \
		--output-reproducible -o out/sbom$$extra.json || exit; done

audit: setup ## known vulnerabilities of what is installed; with ARGS=--strict silence is no answer
	$(BIN)/python -m tests.house.audit $(ARGS)

lint: setup ## ruff, mypy, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

readme: setup ## write the table of rules into README
	$(BIN)/python -m tests.house.rules_table

format: setup ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
