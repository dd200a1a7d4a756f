# Everything sets itself up in .venv with Python 3.11+ alone: `make demo` and `make test` are the two to know.
VENV ?= .venv
PYTHON ?= python3
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
WORKERS ?= 2
export PYTHONWARNINGS ?= default

.PHONY: demo test proof lint bench interference gazetteers lock clean
.DEFAULT_GOAL := test

$(READY): requirements.lock
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $(READY)

demo: $(READY)
	rm -rf demo_out
	$(PY) -m sanitiser run sample_docs --case sample_docs/case.toml --out demo_out
	$(PY) -m sanitiser report demo_out

test: $(READY)
	$(PY) -m pytest -n $(WORKERS) --dist loadfile -m "not proof" -q

lint: $(READY)
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

lock:
	uv pip compile --quiet pyproject.toml --all-extras --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements.lock

clean:
	rm -rf demo_out proof_out bench_out build *.egg-info
