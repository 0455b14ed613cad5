# For GNU Make 3.81 (the one of macOS) or newer. `make` alone lists what there is.
# The lines that begin with `#:` are the help; those with `#|` are for the authors' copy only.

TARGETS = help setup grade watch doctor test test-all lint bench bench-gradcheck bench-class figures \
  docs release bundle wheel lite verify class \
  constraints clean course autograde feedback export formgrader hub
.PHONY: $(TARGETS) FORCE

BASE = .venv/.ready
DEV = .venv/.ready-dev
INSTRUCTOR = .venv/.ready-instructor
HUB = .venv/.ready-hub
DOCS = .venv/.ready-docs
LITE = .venv/.ready-lite
PY = .venv/bin/python

# A value counts only when it stands on make's command line: in the environment, A or PUBLIC may be
# somebody else's. From there recipes read it as $$NAME, so that spaces in paths survive.
VALUES = A SUBMISSION STUDENT JSON HTML ISOLATION COURSE OUT PYODIDE ARGS
given = $(filter command,$(origin $1))
is_on = $(if $(call given,$1),$(filter-out 0 no false,$($1)))
$(foreach name,$(VALUES),$(if $(call given,$(name)),,$(eval unexport $(name))))

unknown := $(firstword $(filter-out $(TARGETS),$(MAKECMDGOALS)))
ifneq ($(unknown),)
$(error There is no "make $(unknown)": "make help" lists what there is. \
An assignment is named with A=, as in: make grade A=01_taylor)
endif

help:
	@sed -n 's/^#: \{0,1\}//p' Makefile
ifneq ($(wildcard solutions),)
	@sed -n 's/^#| \{0,1\}//p' Makefile
endif

#: make grade      grade the work in assignments/ and say why it is wrong, where it is
#: make watch      grade again at every save, with hints on a key; q ends it
#: make setup      prepare the folder .venv (make grade does it by itself, once)
#: make doctor     say what is wrong with the set-up, and what usually mends it
#: make clean      remove .venv and whatever else can be made again
#: make help       this list
#:
#: What make grade takes, in any combination (make watch: A, SUBMISSION, PUBLIC, ISOLATION):
#:   A=01_taylor        one assignment, or several: A="01_taylor 02_gradients"
#:   SUBMISSION=path    grade this file or folder instead
#:   STUDENT=ada        whose work it is: draws the inputs of the hidden checks
#:   PUBLIC=1           run the public checks only
#:   STRICT=1           fail if points were lost
#:   JSON=file          write the result as JSON, too
#:   HTML=file          write the report as a page, too
#:   ISOLATION=strict   refuse to run the code if it cannot be locked in (docs/security.md)
#:
#: Examples:
#:   make grade
#:   make grade A=01_taylor
#:   make grade A=01_taylor SUBMISSION="my work/taylor.ipynb" STUDENT=ada JSON=ada.json
grade: $(BASE)
	@set -f; $(PY) -m autograder grade $$A \
	  $${SUBMISSION:+"--submission=$$SUBMISSION"} $${STUDENT:+"--student=$$STUDENT"} \
	  $${JSON:+"--json=$$JSON"} $${HTML:+"--html=$$HTML"} \
	  $${ISOLATION:+"--isolation=$$ISOLATION"} \
	  $(if $(call is_on,STRICT),--strict) $(if $(call is_on,PUBLIC),--public)

watch: $(BASE)
	@set -f; exec $(PY) -m autograder watch $$A $${SUBMISSION:+"--submission=$$SUBMISSION"} \
	  $${ISOLATION:+"--isolation=$$ISOLATION"} $(if $(call is_on,PUBLIC),--public)

# Works without a set-up, too. Isolated: nothing in this folder stands in for Python's own modules.
doctor:
	@python=$(PY); for other in python3 python; do \
	  "$$python" -c "" 2>/dev/null && break; python=$$other; done; \
	"$$python" -I autograder/doctor/__main__.py

setup: $(BASE)
	@:

clean:
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

#|
#| For authors:
#|   make test          run the tests of the project; ARGS="-x -k taylor" goes to pytest
#|   make test ALL=1    run also what takes long; make test-all is the same
#|   make verify        prove that the assignments keep the laws; A=01_taylor for one
#|   make release       derive assignments/ and dist/student.zip from solutions/; A=01_taylor for one
#|   make bundle        the same
#|   make wheel         the package alone, without an answer, for kernels and hubs: dist/saywhy-*.whl
#|   make lite          the course as a site whose checks run in the browser: dist/lite;
#|                      PYODIDE=folder for a network that is closed
#|   make lint          check style and types
#|   make bench         measure how long grading takes, and which goals are met; ARGS="--quick"
#|   make bench-gradcheck  measure the gradient checker against others; ARGS="--quick --no-peers"
#|   make bench-class   measure what grading a class costs; ARGS="--quick" or "--peers FOLDER"
#|   make figures       draw the pictures of docs/figures/ anew from computed data
#|   make docs          build the site from docs/ to dist/site
#|   make constraints   pin the newest versions of what the project needs
#|
#| For instructors (docs/instructor.md); COURSE=folder, usually this one:
#|   make course              make that folder a course for nbgrader, or renew its source/
#|   make autograde A=01_taylor     grade submitted/; STUDENT=ada for one, ARGS=--force for again
#|   make class A=01_taylor SUBMISSION=submitted OUT=graded    grade a whole class without nbgrader
#|   make feedback A=01_taylor      make the pages for students
#|   make formgrader          open the formgrader in a browser, for the written answers
#|   make hub                 try out the course on a JupyterHub (docs/jupyterhub.md)
#|   make export ARGS="canvas --help"       the grades for an LMS (docs/exports.md)
ifneq ($(wildcard solutions),)
# Hundreds of processes load the same modules: they are compiled once, whatever the environment says.
test test-all: $(DEV)
	@PYTHONDONTWRITEBYTECODE= $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder \
	  $(if $(or $(filter test-all,$@),$(call is_on,ALL)),--all) $$ARGS

verify: $(DEV)
	@set -f; $(PY) -m autograder verify $$A

release bundle: $(DEV)
	@set -f; $(PY) -m autograder release $$A

wheel: $(DEV)
	@$(PY) -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist .
	@ls dist/saywhy-*.whl

lite: $(LITE)
	@$(PY) -m autograder lite $${OUT:+"--out=$$OUT"} $${PYODIDE:+"--pyodide=$$PYODIDE"} $$ARGS

lint: $(DEV)
	@$(PY) -m ruff format --check
	@$(PY) -m ruff check
	@$(PY) -m mypy

figures: $(BASE)
	@$(PY) -m reference.experiments $$ARGS

docs: $(DOCS)
	@rm -rf dist/site
	@$(PY) -m sphinx -E -W --keep-going -q $$ARGS docs dist/site
	@echo "Open dist/site/index.html in a browser."

bench: $(DEV)
	@$(PY) -m bench $$ARGS

bench-gradcheck: $(DEV)
	@$(PY) -m bench.gradients $$ARGS

bench-class: $(DEV)
	@$(PY) -m bench.klass $$ARGS

# nbgrader calls `alembic` by its name.
in_course = set -f; PATH="$$PWD/.venv/bin:$$PATH"; export PATH; cd "$${COURSE:-.}"
needs_a = $(if $(call given,A),,$(error Name the assignment, as in: make $@ A=01_taylor))

course: $(INSTRUCTOR)
	@$(PY) -m autograder new-course "$${COURSE:-.}"

autograde: $(INSTRUCTOR)
	@$(needs_a)$(in_course); autograder autograde "$$A" $${STUDENT:+"--student=$$STUDENT"} $$ARGS

class: $(BASE)
	@$(needs_a)$(PY) -m autograder grade-all "$$A" "$${SUBMISSION:-submitted}" \
	  --out "$${OUT:-graded/$$A}" $${ISOLATION:+"--isolation=$$ISOLATION"} $$ARGS

feedback: $(INSTRUCTOR)
	@$(needs_a)$(in_course); nbgrader generate_feedback "$$A" \
	  $${STUDENT:+"--student=$$STUDENT"} $$ARGS

formgrader: $(INSTRUCTOR)
	@$(in_course); jupyter lab --ServerApp.default_url=/formgrader $$ARGS

# For one person; a class has one by deploy/jupyterhub/install.sh.
hub: $(HUB)
	@[ "$$(id -u)" != 0 ] || { echo "As root: deploy/jupyterhub/install.sh" >&2; exit 2; }; \
	set -e; PATH="$$PWD/.venv/bin:$$PATH"; export PATH HUB_HOME="$$PWD/dist/hub"; \
	HUB_ADDRESS=127.0.0.1 HUB_LOGIN=shared HUB_SHARED_PASSWORD=$$(od -An -tx4 -N8 /dev/urandom | \
	  tr -d ' '); export HUB_ADDRESS HUB_LOGIN HUB_SHARED_PASSWORD; \
	$(PY) deploy/jupyterhub/prepare.py .; \
	echo "Open http://127.0.0.1:$${HUB_PORT:-8000} and log in as $$(id -un)," \
	  "password $$HUB_SHARED_PASSWORD"; \
	exec $(PY) -m jupyterhub --log-level=WARN -f deploy/jupyterhub/jupyterhub_config.py

export: $(INSTRUCTOR)
	@$(in_course); autograder export $$ARGS

# With Python 3.11, the oldest one that is supported: newer ones take what it takes.
constraints:
	@set -e; fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	python3.11 -m venv "$$fresh"; \
	"$$fresh/bin/python" -m pip install -q --disable-pip-version-check \
	  -e '.[dev,instructor,hub,lti,postgres,dask,similarity,docs,lite]'; \
	{ grep '^#' constraints.txt; "$$fresh/bin/python" -m pip freeze --exclude-editable; } \
	  > "$$fresh/constraints.txt"; \
	cp "$$fresh/constraints.txt" constraints.txt
else
test test-all verify release bundle wheel lite lint bench bench-gradcheck bench-class figures docs \
  constraints course autograde feedback export formgrader hub class:
	@echo "make $@ is for authors: it needs solutions/, reference/ and tests/," \
	  "which this copy does not hold." >&2; exit 2
endif

# The stamps: set up again only when what is needed has changed, or Python has gone.
$(BASE): pyproject.toml constraints.txt
	@sh -c "$$SETUP" setup . "Setting up (once) ..."
	@touch $@

$(DEV): $(BASE)
	@sh -c "$$SETUP" setup '.[dev]' "Setting up the authors' tools (once) ..."
	@touch $@

$(DOCS): $(BASE)
	@sh -c "$$SETUP" setup '.[docs]' "Setting up the documentation's tools (once) ..."
	@touch $@

$(LITE): $(BASE)
	@sh -c "$$SETUP" setup '.[lite]' "Setting up what makes the site (once) ..."
	@touch $@

$(INSTRUCTOR): $(BASE)
	@sh -c "$$SETUP" setup '.[instructor]' "Setting up nbgrader (once; 600 MB, a minute or two) ..."
	@touch $@

$(HUB): $(BASE)
	@sh -c "$$SETUP" setup '.[instructor,hub]' "Setting up JupyterHub (once; 700 MB) ..."
	@touch $@

ifneq ($(filter clean,$(MAKECMDGOALS))$(shell test -x $(PY) || echo gone),)
$(BASE): FORCE
endif
.NOTPARALLEL:

# $$1: what to install; $$2: what to say. Details go to .venv/setup.log.
define SETUP
say() { printf '%s\n' "$$@" >&2; }
fits='import sys
if sys.version_info < (3, 11): sys.exit("is Python %d.%d: too old" % sys.version_info[:2])
try: import ensurepip, ssl, venv
except ImportError as error: sys.exit("cannot make an environment: %s" % error)'

find_python() {
  found=""
  for python in "$${PYTHON:-}" python3.14 python3.13 python3.12 python3.11 python3 python; do
    [ -n "$$python" ] || continue
    if reason=$$("$$python" -c "$$fits" 2>&1); then
      [ "$${PYTHON:-$$python}" = "$$python" ] || say "$$PYTHON cannot be used; $$python is."
      return
    fi
    case $$reason in
      "is Python"*|"cannot make"*) found="$$found\n  $$python $$reason" ;;
    esac
  done
  say "This needs Python 3.11 or newer, and found none that it can use."
  [ -z "$$found" ] || printf 'Found:%b\n' "$$found" >&2
  say "What to do:"
  case $$found in
    *"cannot make"*) say "  Debian, Ubuntu:  sudo apt install python3-venv" ;;
    *) say "  Debian, Ubuntu:  sudo apt install python3 python3-venv"
       say "  macOS, Windows:  install Python from python.org" ;;
  esac
  say "  Or name another one:  make setup PYTHON=/path/to/python3"
  exit 1
}

explain() {
  if grep -q -i -e 'connection broken' -e 'name resolution' -e 'timed out' -e 'proxyerror' .venv/setup.log
  then
    say "The set-up needs the network, this once, and could not reach it."
    say "Check the connection (and a proxy, if there is one), then try again."
  else
    say "The set-up failed. The last words were:"
    grep -i '^ *error' .venv/setup.log | tail -n 3 >&2 || tail -n 3 .venv/setup.log >&2
    say "A fresh start often helps: make clean setup"
  fi
  say "All details: .venv/setup.log; make doctor may know more."
  exit 1
}

# uv does the same sooner, where it is installed; if it fails, pip has its turn.
install() {
  if command -v uv >/dev/null 2>&1; then
    uv pip install --python .venv/bin/python -c constraints.txt -e "$$1" >.venv/setup.log 2>&1 &&
      return
  fi
  PIP_USER=0 .venv/bin/python -m pip install --disable-pip-version-check --no-input \
    --progress-bar=off --retries=3 -c constraints.txt -e "$$1" >>.venv/setup.log 2>&1
}

say "$$2"
if ! .venv/bin/python -c "$$fits" >/dev/null 2>&1 || ! .venv/bin/python -m pip -V >/dev/null 2>&1
then
  find_python
  "$$python" -m venv --clear .venv || { say "The folder .venv cannot be made here."; exit 1; }
fi
# It was called `autograder` once, which is somebody else's name: that goes, with its scripts.
for old in .venv/lib/python3*/site-packages/autograder-*.dist-info; do
  [ ! -d "$$old" ] ||
    .venv/bin/python -m pip uninstall -y autograder >.venv/setup.log 2>&1 || explain
done
: >.venv/setup.log
install "$$1" || explain
# Matplotlib looks at every font of the computer once: now, so that no check is kept waiting.
.venv/bin/python -c "import matplotlib.font_manager" >>.venv/setup.log 2>&1 || explain
endef
export SETUP
