# The whole interface for developers. CI calls these targets and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
PORT ?= 5000
SEED ?= 1

.PHONY: help run test lint format bench browser contract infra soak audio lengths clean
help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.local ## Set everything up and open the local speaker's page: PORT=5000
	@$(BIN)/back-routine speaker --page --port $(PORT)

test: $(VENV)/.dev ## Set everything up and run the tests
	$(PYTEST) -n auto

lint: $(VENV)/.dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/back-routine content check
	$(BIN)/back-routine model check

format: $(VENV)/.dev ## Put the code into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## Print how quick and how small it is, beside a bare hello-world
	$(BIN)/python -m tests.bench

contract: $(VENV)/.dev ## Hold a DynamoDB server to the store's contract: ENDPOINT=http://127.0.0.1:8000
	$(PYTEST) tests/contract -m contract --endpoint "$(ENDPOINT)"

browser: $(VENV)/.dev ## Drive the speaker's page in a real Chromium (apt install chromium flite)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[browser]'
	$(PYTEST) -n 2 --dist loadfile tests/browser --ignore tests/browser/test_page_microphone.py
	$(PYTEST) tests/browser/test_page_microphone.py

infra: $(VENV)/.dev build/infra/.tools ## Judge the template, run the bundle as Lambda does (apt install nginx-light)
	@rm -f build/infra/figures.txt
	CI_STRICT=1 $(PYTEST) -n 2 --dist loadfile tests/infra
	@cat build/infra/figures.txt

soak: $(VENV)/.dev ## Many people at once, and months of faults, in 15 minutes: SHORT=1, SEED=7
	NODE_MODULES="$${NODE_MODULES:-build/npm/node_modules}" $(PYTEST) -s -p tests.crowd.options \
	  tests/load tests/fault --seed "$(SEED)" $(if $(SHORT),,--long)

audio: $(VENV)/.local ## Render every track that a language needs
	$(BIN)/back-routine audio build

lengths: $(VENV)/.local ## Measure the default voice after a change of what tracks say, to be committed
	$(BIN)/back-routine audio build --lengths skill/content

clean: ## Remove what the targets made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache build dist

# The judges want other versions than we do, and of SAM's command line only the emulator is needed.
build/infra/.tools: infra/checks/requirements.txt | $(VENV)/.uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python build/infra/checkers
	$(BIN)/uv pip install --quiet --python build/infra/checkers/bin/python --requirement $<
	$(BIN)/uv venv --quiet --clear --python "$$(.ci/find-python 3.13 || echo $(BIN)/python)" build/infra/runtime
	$(BIN)/uv pip install --quiet --compile-bytecode --python build/infra/runtime/bin/python awslambdaric boto3
	$(BIN)/uv pip install --quiet --no-deps --target build/infra/emulator aws-sam-cli
	@touch $@

infra/bundle.lock: infra/bundle.in | $(VENV)/.uv ## Lock what the bundle installs, each file by its hash
	$(BIN)/uv pip compile --quiet --no-header --no-annotate --generate-hashes \
	  --python-version 3.13 --python-platform aarch64-manylinux_2_28 --output-file $@ $<

$(VENV)/.local: pyproject.toml | $(VENV)/.uv
	$(VENV)/bin/uv pip install --quiet --python $(BIN)/python --editable '.[local]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.uv
	$(VENV)/bin/uv pip install --quiet --python $(BIN)/python --editable '.[dev]'
	@touch $@ $(VENV)/.local

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing; on Debian: sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@
