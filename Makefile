# Everything sets itself up in .venv with Python 3.11+ alone: `make demo` and `make test` are the two to know.
VENV ?= .venv
PYTHON ?= python3
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
WORKERS ?= 2
export PYTHONWARNINGS ?= default

.PHONY: demo test proof proof-tests lint bench interference notice lock clean
.DEFAULT_GOAL := test

$(READY): requirements.lock
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $(READY)

demo: $(READY)
	rm -rf demo_out
	$(PY) -m sanitiser run sample_docs/first --case sample_docs/case.toml --out demo_out/first
	$(PY) -m sanitiser run sample_docs/later --case sample_docs/case.toml --out demo_out/later --state demo_out/first/review/case-state.json
	$(PY) -m sanitiser report demo_out/first
	$(PY) -m sanitiser report demo_out/later

test: $(READY)
	$(PY) -m pytest -n $(WORKERS) --dist loadfile -m "not proof" -q

# the long checks, in parts that can be stopped and taken up again: make proof SHARD=1/8
SHARD ?= 1/1
proof: proof-tests
	$(PY) -m tests.interference.measure --secrets 40 --shard $(SHARD) --out proof_out/interference.jsonl
	$(PY) -m tests.interference.attacker --mode layout
	$(PY) -m tests.interference.attacker --mode strict
	$(PY) -m tests.interference.residue --secrets 8 --measured proof_out/residue.jsonl
	$(PY) -m tests.verify.mutations
	$(PY) -m tests.fuzz.run all --seconds 60

proof-tests: $(READY)
	$(PY) -m pytest -q -p tests.shards -m proof --shard $(SHARD) --done proof_out/passed.txt; code=$$?; [ $$code = 5 ] || exit $$code

interference: $(READY)
	rm -f proof_out/interference-8.jsonl
	$(PY) -m tests.interference.measure --secrets 8 --out proof_out/interference-8.jsonl

bench: $(READY)
	$(PY) -m tests.bench.speed sample_docs
	$(PY) -m tests.bench.desk

# builds the shipped gazetteers anew from the data packages that the lock file pins
gazetteers: $(READY)
	$(PY) -m recognisers.gazetteers.build

notice: $(READY)
	mkdir -p build
	$(PY) -m sanitiser licences > build/NOTICE

lint: $(READY)
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

lock:
	uv pip compile --quiet pyproject.toml --all-extras --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements.lock

clean:
	rm -rf demo_out proof_out fuzz_out bench_out build *.egg-info
