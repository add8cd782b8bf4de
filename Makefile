# The whole interface for developers. CI calls these targets and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
PORT ?= 5000
SECONDS ?= 60
REQUESTS ?= 20000
SEED ?= 1

# What is installed is locked; our own package is made by what is locked, too.
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
OURS := $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
COMPILE = $(BIN)/uv pip compile --quiet --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
  --generate-hashes $(if $(UPGRADE),--upgrade)
LOCK = $(COMPILE) --universal --python-version 3.11 pyproject.toml locks/build.in
AS_TESTED := --constraint locks/dev.lock
# Its own warning is that a list of requirements tells no tree; that is so.
SBOM := build/supply-chain/bin/python -W ignore -m cyclonedx_py requirements --output-reproducible \
  --pyproject pyproject.toml --mc-type application \
  --spec-version 1.6 --output-format JSON

.PHONY: help run test lint format bench browser contract fuzz infra understood quality plots soak audio lengths lock sbom audit clean
help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.local ## Set everything up and open the local speaker's page: PORT=5000
	@$(BIN)/back-routine speaker --page --port $(PORT)

test: $(VENV)/.dev ## Set everything up and run the tests
	$(PYTEST) -n auto

lint: $(VENV)/.dev ## Check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/back-routine content check
	$(BIN)/back-routine model check

format: $(VENV)/.dev ## Put the code into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## Print how quick and how small it is, beside a bare hello-world
	$(BIN)/python -m tests.bench

contract: $(VENV)/.dev ## Hold a DynamoDB server to the store's contract: ENDPOINT=http://127.0.0.1:8000
	$(PYTEST) tests/contract -m contract --endpoint "$(ENDPOINT)"

fuzz: $(VENV)/.dev ## Send bad requests, then fuzz what reads them: SECONDS=60 REQUESTS=20000
	REQUESTS=$(REQUESTS) $(PYTEST) tests/fuzz
	@$(INSTALL) --requirement locks/fuzz.lock || \
	  echo "atheris could not be installed"
	$(BIN)/python -m tests.fuzz $(SECONDS)

browser: $(VENV)/.dev ## Drive the speaker's page in a real Chromium (apt install chromium flite)
	$(INSTALL) --requirement locks/browser.lock
	$(PYTEST) -n 2 --dist loadfile tests/browser --ignore tests/browser/test_page_microphone.py
	$(PYTEST) tests/browser/test_page_microphone.py

understood: $(VENV)/.dev ## Hold the narration to a recognizer that is not ours (145 MB to download)
	$(INSTALL) --requirement locks/listener.lock
	$(PYTEST) -s tests/understood

plots: $(VENV)/.dev ## Simulate 10,000 people for twelve weeks and draw their doses: docs/pictures
	$(INSTALL) --requirement locks/plots.lock
	$(BIN)/python -m tests.simulated.plot docs/pictures/progression.svg 10000

quality: $(VENV)/.dev ## Rate tracks beside the raw voice by Distill-MOS, in a venv of its own (6 GB)
	$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python build/quality/venv
	$(BIN)/uv pip install --quiet --python build/quality/venv/bin/python --requirement tests/quality/requirements.txt
	$(BIN)/python -m tests.quality.pairs build/quality
	@build/quality/venv/bin/python tests/quality/judge.py build/quality

infra: $(VENV)/.dev build/infra/.tools build/supply-chain/.tools ## Judge the template, run the bundle as Lambda does (apt install nginx-light)
	@rm -f build/infra/figures.txt
	CI_STRICT=1 $(PYTEST) -n 2 --dist loadfile tests/infra
	@cat build/infra/figures.txt

soak: $(VENV)/.dev ## Many people at once, and months of faults, in 15 minutes: SHORT=1, SEED=7
	NODE_MODULES="$${NODE_MODULES:-build/npm/node_modules}" $(PYTEST) -s -p tests.crowd.options \
	  tests/load tests/fault tests/integration/test_power_cut.py \
	  $(if $(SHORT),,tests/integration/test_speaker_killed.py --long) --seed "$(SEED)"

audio: $(VENV)/.local ## Render every track that anybody may ask for (3 minutes on two cores, 283 MB)
	$(BIN)/back-routine audio build

lengths: $(VENV)/.local ## Measure the default voice after a change of what tracks say, to be committed
	$(BIN)/back-routine audio build --which none --lengths skill/content

lock: | $(VENV)/.uv ## Lock what everything installs, each file by its hash: UPGRADE=1 for newer versions
	$(LOCK) --extra dev --output-file locks/dev.lock
	$(LOCK) $(AS_TESTED) --extra local --output-file locks/local.lock
	$(LOCK) $(AS_TESTED) --extra browser --output-file locks/browser.lock
	$(LOCK) $(AS_TESTED) --extra listener --output-file locks/listener.lock
	$(LOCK) $(AS_TESTED) --extra plots --output-file locks/plots.lock
	$(LOCK) $(AS_TESTED) --extra fuzz --output-file locks/fuzz.lock
	$(LOCK) $(AS_TESTED) --extra aws --extra web --extra audio --extra voice --extra schedule \
	  --output-file locks/service.lock
	$(COMPILE) --universal --python-version 3.11 --output-file locks/uv.lock locks/uv.in
	$(COMPILE) $(AS_TESTED) --python-version 3.13 --python-platform aarch64-manylinux_2_28 \
	  --output-file infra/bundle.lock infra/bundle.in

sbom: build/supply-chain/.tools ## Write what bundle and service are made of, as CycloneDX: build/sbom
	@mkdir -p build/sbom
	$(SBOM) --output-file build/sbom/bundle.json infra/bundle.lock
	$(SBOM) --output-file build/sbom/service.json locks/service.lock

audit: build/supply-chain/.tools ## Ask what is known against what we install; says so where nobody answers
	@build/supply-chain/bin/python infra/checks/audit.py infra/bundle.lock locks/service.lock locks/dev.lock

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

build/supply-chain/.tools: infra/checks/supply-chain.txt | $(VENV)/.uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python build/supply-chain
	$(BIN)/uv pip install --quiet --python build/supply-chain/bin/python --requirement $<
	@touch $@

$(VENV)/.local: pyproject.toml locks/local.lock | $(VENV)/.uv
	$(INSTALL) --requirement locks/local.lock
	$(OURS)
	@touch $@

$(VENV)/.dev: pyproject.toml locks/dev.lock | $(VENV)/.uv
	$(INSTALL) --requirement locks/dev.lock
	$(OURS)
	@touch $@ $(VENV)/.local

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing; on Debian: sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement locks/uv.lock
	@touch $@
