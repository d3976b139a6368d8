# SPDX-License-Identifier: MIT
# What every folder compiles with. Included by each Makefile.am.
AM_CPPFLAGS = -I$(top_builddir) -I$(top_srcdir)/include -I$(top_builddir)/include \
	-I$(top_srcdir)/lib $(TP_CPPFLAGS)
AM_CFLAGS = $(TP_CFLAGS) $(TP_MAP_CFLAGS) -fvisibility=hidden $(ZLIB_CFLAGS) $(LIBPNG_CFLAGS) \
	$(LIBJPEG_CFLAGS) $(OPENJPEG_CFLAGS) $(LIBTIFF_CFLAGS)
AM_LDFLAGS = $(TP_LDFLAGS)
