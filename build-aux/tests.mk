# SPDX-License-Identifier: MIT
# What every test runs with. Included after common.mk by folders with TESTS.
# A script exits 77 to be skipped; fixtures lie below TP_SRCDIR.
TEST_EXTENSIONS = .test .py
TEST_LOG_COMPILER = $(SHELL)
PY_LOG_COMPILER = $(PYTHON3)
AM_TESTS_ENVIRONMENT = \
	TP_SRCDIR='$(abs_top_srcdir)'; export TP_SRCDIR; \
	TP_BUILDDIR='$(abs_top_builddir)'; export TP_BUILDDIR; \
	TENPRINT='$(abs_top_builddir)/tools/tenprint'; export TENPRINT; \
	PYTHON3='$(PYTHON3)'; export PYTHON3; \
	PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE; \
	AWK='$(AWK)'; export AWK; \
	CC='$(CC)'; export CC; \
	NM='$(NM)'; export NM; \
	LC_ALL=C; export LC_ALL;

INTERNAL_LIB = $(top_builddir)/lib/libtenprint-internal.la
$(INTERNAL_LIB):
	$(MAKE) -C $(top_builddir)/lib libtenprint-internal.la

# What the programs of tests/ and fuzz/ share.
SUPPORT_LIB = $(top_builddir)/tests/support/libsupport.la
