/* SPDX-License-Identifier: MIT */
/*
 * Tests of faults: libc's malloc, calloc, realloc, posix_memalign and
 * aligned_alloc of the whole program, libraries too, made to fail at one call.
 * Sanitizers replace malloc themselves, so FAILING_MALLOC is theirs to undo.
 */
#ifndef TS_FAILING_MALLOC_H
#define TS_FAILING_MALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TS_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
    __has_feature(thread_sanitizer)
#define TS_SANITIZED
#endif
#endif
#if defined(HAVE_DLADDR) && !defined(TS_SANITIZED)
#define FAILING_MALLOC

/* Between start and stop every request is counted and every block remembered. */
typedef struct failing_malloc {
	uint64_t fail_at;      /* the request that fails, from 1 */
	bool sticky;           /* all after it fail too */
	uint64_t calls;
	bool failed;
	char failed_for[60];   /* the file that holds the code that asked */
	size_t lost_here;      /* blocks of the program's own code still alive at stop */
	size_t lost_elsewhere; /* and of libraries */
	char lost_by[60];
} failing_malloc;
void failing_malloc_start(failing_malloc *f);
/* The program itself may need memory in between. */
void failing_malloc_pause(void);
/* From here on nothing fails any more; blocks are still watched. */
void failing_malloc_resume(void);
void failing_malloc_stop(failing_malloc *f);
/* Whether requests come here at all: some debuggers of memory put theirs in front. */
bool failing_malloc_works(void);

/*
 * Run work(shared) in a child; *shared is memory of both. False if it came to
 * a bad end, and then crashed_in is the file whose code did it.
 */
void *failing_malloc_shared(size_t size);
bool failing_malloc_child(void (*work)(void *), void *shared, char crashed_in[60]);
#endif

#endif
