# Everything a fresh machine needs: Python 3.11 or later, git and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
# Every grader that starts would compile our modules and the hidden tests again: a second each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo site test test-browser test-lms hub test-hub test-tools fuzz benchmark readability findings lint lock clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
# what a stopped set-up left half installed, pip cannot go on from
	$(PYTHON) -m venv $$(test ! -e $(VENV)/.unfinished || echo --clear) $(VENV)
	@touch $(VENV)/.unfinished
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q autograder solutions
	@rm $(VENV)/.unfinished
	touch $@

setup: $(VENV)/.ready  ## make the environment from the lock file

demo: setup  ## build the release, make an example class, grade it, show the table
	$(BIN)/course demo

site: setup  ## write the lessons as pages for phones, without answers, into build/site
	$(BIN)/course site

test: setup  ## run every check and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test-browser: setup  ## try the pages and JupyterLab in Chromium (skipped where there is none)
	$(BIN)/python -m pytest -q -rs -n 2 --dist loadfile --no-loadscope-reorder tests/browser

# A hub's interpreter is run by all of its users: none below /root, and an environment of its own.
HUB        ?= /srv/course-hub
HUB_PYTHON ?= /usr/bin/python3

$(HUB)/env/.ready: requirements.lock docs/hub/requirements.txt
	umask 022 && mkdir -p $(HUB) && $(HUB_PYTHON) -m venv --clear $(HUB)/env
	@cd / && setpriv --reuid nobody --regid nogroup --clear-groups $(HUB)/env/bin/python -c '' \
		|| { echo "other users cannot run $(HUB_PYTHON) from $(HUB); name others: make hub HUB=FOLDER HUB_PYTHON=FILE"; exit 1; }
	umask 022 && for list in $^; do $(HUB)/env/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --no-deps -r $$list || exit 1; done
	touch $@

hub: $(HUB)/env/.ready  ## as root: lay out a JupyterHub in HUB=/srv/course-hub (needs npm; docs/hub.md)
	rm -rf build/lib build/bdist.*
	umask 022 && $(HUB)/env/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation .
	install -m 644 docs/hub/package.json docs/hub/package-lock.json $(HUB)
	umask 022 && npm ci --silent --no-audit --no-fund --prefix $(HUB)
	cd docs/hub && for config in *_config.py; do test -e $(HUB)/$$config || install -m 644 $$config $(HUB) || exit 1; done
	install -d $(HUB)/env/etc/jupyter && ln -sfn ../../../nbgrader_config.py $(HUB)/env/etc/jupyter
	umask 022 && cd docs/hub && find students teachers -type f -exec install -D -m 644 {} $(HUB)/{} \;
	install -d -m 700 $(HUB)/state
	install -d -m 1777 $(HUB)/exchange
	install -d -m 2775 -g teachers $(HUB)/exchange/gradient-descent
	install -d -m 2770 -g teachers $(HUB)/course

test-hub: setup  ## as root: teach a round of an assignment on a JupyterHub, in Chromium (else skipped)
	$(BIN)/python -m pytest -q -rs tests/hub

.venv-tools/.ready: tests/tools/requirements.txt
	$(PYTHON) -m venv --clear .venv-tools
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	touch $@

test-tools: setup .venv-tools/.ready  ## send a notebook through jupytext, marimo, nbdime … and back, and grade it
	$(BIN)/python -m pytest -q tests/tools

fuzz: setup  ## damage 10,000 notebooks, grade 200 of them, fuzz the wire (some minutes)
	$(BIN)/python -m tests.fuzz.notebooks --count 10000 --grade 200
	$(BIN)/python -m tests.fuzz.wire -max_total_time=30

.venv-bench/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	touch $@

.venv-lms/.ready: tests/tools_lms/requirements.txt tests/tools_lms/otter.txt
	$(PYTHON) -m venv .venv-lms
	for list in $^; do .venv-lms/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --no-deps -r $$list || exit 1; done
	touch $@

test-lms: setup .venv-lms/.ready  ## exchange files with public readers and writers of LMS formats
	$(BIN)/python -m pytest -q -rs tests/tools_lms

benchmark: setup .venv-bench/.ready  ## grade a class with nbgrader, otter and course, side by side
	$(BIN)/python -m benchmarks.compare

readability: .venv-bench/.ready  ## measure how easy the released lessons are to read
	.venv-bench/bin/python -m benchmarks.readability

findings:  ## try what docs/findings.md says of other tools (needs the network; most of an hour)
	@changed=0; for script in $(filter-out findings/lib.sh,$(wildcard findings/*.sh)); do \
		start=$$(date +%s); \
		if ./$$script >/dev/null 2>&1; then said="as written"; else said="NOT as written: run ./$$script"; changed=1; fi; \
		echo "$$script: $$said ($$(( $$(date +%s) - start )) s)"; \
	done; exit $$changed

pictures: setup  ## make the pictures of the documents again (needs Chromium)
	$(BIN)/python -m tests.browser.pictures

lint: setup  ## format, then lint and type-check
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy

lock:  ## refresh the lock file (needs uv; versions and hashes only, no addresses)
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev \
		--no-header --quiet pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate \
		-c requirements.lock --no-header --quiet requirements-science.in -o requirements-science.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-header --quiet benchmarks/requirements.in -o benchmarks/requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate \
		-c requirements.lock --no-header --quiet docs/hub/requirements.in -o docs/hub/requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate \
		-c requirements.lock --no-header --quiet tests/tools/requirements.in -o tests/tools/requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-header --quiet tests/tools_lms/requirements.in -o tests/tools_lms/requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-deps \
		--no-header --quiet tests/tools_lms/otter.in -o tests/tools_lms/otter.txt

clean:  ## remove the environment and the caches (never a class's work)
	rm -rf $(VENV) .venv-bench .venv-lms .venv-tools build *.egg-info .pytest_cache .mypy_cache .ruff_cache
