# Each target is one Python command; `python make.py book` does the same where there is no make.
# Another Python: PYTHON=python3.12 make book
# Without Python in the pages: make book LIVE=0; LIVE=1 fails where it cannot be had
PYTHON ?= python3
TARGETS := book serve site-zip lab test test-live unit bench lint format notebooks exercises classroom gradescope quizzes reference lock clean help

.DEFAULT_GOAL := help
.PHONY: $(TARGETS)

$(TARGETS):
	@$(PYTHON) make.py $@
