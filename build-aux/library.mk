# SPDX-License-Identifier: MIT
# What the layers of the library compile with.
include $(top_srcdir)/build-aux/common.mk
AM_CPPFLAGS += -DTENPRINT_BUILDING
