# SPDX-License-Identifier: MIT
# TP_TRY_FLAGS(FLAGS, VARIABLE): append each flag that the compiler takes.
AC_DEFUN([TP_TRY_FLAGS], [
  for tp_flag in $1; do
    AC_MSG_CHECKING([whether $CC takes $tp_flag])
    tp_saved_CFLAGS=$CFLAGS
    CFLAGS="$CFLAGS -Werror $tp_flag"
    AC_COMPILE_IFELSE([AC_LANG_SOURCE([int tp_probe(void); int tp_probe(void) { return 0; }])],
      [AC_MSG_RESULT([yes])
       $2="$$2 $tp_flag"],
      [AC_MSG_RESULT([no])])
    CFLAGS=$tp_saved_CFLAGS
  done
])

# TP_NEED_FLAG(FLAG, OPTION): an error unless programs can be linked with the flag.
AC_DEFUN([TP_NEED_FLAG], [
  AC_MSG_CHECKING([whether $CC links with $1])
  tp_saved_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS $1"
  AC_LINK_IFELSE([$3],
    [AC_MSG_RESULT([yes])],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([$2 was given, but $CC cannot link with $1])])
  CFLAGS=$tp_saved_CFLAGS
])

# TP_OPTIONAL(OPTION, NAME, MODULE, WHAT): --without-OPTION; HAVE_NAME when found.
# Asked for by name and missing is an error.
AC_DEFUN([TP_OPTIONAL], [
  AC_ARG_WITH([$1], [AS_HELP_STRING([--without-$1], [leave out $4])], [], [with_$1=auto])
  AS_IF([test "x$with_$1" != xno], [
    PKG_CHECK_MODULES([$2], [$3], [
      AC_DEFINE([HAVE_$2], [1], [Define to 1 for $4.])
      TP_REQUIRES="$TP_REQUIRES $3"
      with_$1=yes], [
      AS_IF([test "x$with_$1" != xauto],
        [AC_MSG_ERROR([--with-$1 was given, but pkg-config does not find $3])])
      with_$1=no])])
])
