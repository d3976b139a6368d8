/* SPDX-License-Identifier: MIT */
/* Marks what the library exports. Define TENPRINT_STATIC when linking statically on Windows. */
#ifndef TENPRINT_EXPORT_H
#define TENPRINT_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && !defined(TENPRINT_STATIC)
#ifdef TENPRINT_BUILDING
#define TP_API __declspec(dllexport)
#else
#define TP_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define TP_API __attribute__((visibility("default")))
#else
#define TP_API
#endif

#if defined(__GNUC__)
#define TP_NODISCARD __attribute__((warn_unused_result))
#else
#define TP_NODISCARD
#endif

#ifdef __cplusplus
#define TP_BEGIN_DECLS extern "C" {
#define TP_END_DECLS }
#else
#define TP_BEGIN_DECLS
#define TP_END_DECLS
#endif

#endif
