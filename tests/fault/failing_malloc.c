/* SPDX-License-Identifier: MIT */
/* Tests of faults: the program's malloc in front of libc's, counting and failing. */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dladdr, RTLD_NEXT */
#endif

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "failing_malloc.h"

#ifdef FAILING_MALLOC
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#define MOST_BLOCKS 20000u
#define EARLY_BYTES 65536u
#define ALIGNMENT 16u
#define VISIBLE __attribute__((visibility("default")))

/* libc's own. */
static struct {
	void *(*malloc)(size_t);
	void *(*calloc)(size_t, size_t);
	void *(*realloc)(void *, size_t);
	int (*posix_memalign)(void **, size_t, size_t);
	void *(*aligned_alloc)(size_t, size_t);
	void (*free)(void *);
} libc;

/* dlsym asks for memory before there is any. */
static union {
	max_align_t align;
	uint8_t bytes[EARLY_BYTES];
} early;
static size_t early_used;

static failing_malloc *now;
static bool watching, failing;
static struct {
	void *ptr;
	void *caller;
} blocks[MOST_BLOCKS];
static size_t block_count;

static void
find(void *function, const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	if (found == NULL)
		abort();
	memcpy(function, &found, sizeof found);
}

static bool
ready(void)
{
	static bool searching;

	if (libc.free != NULL)
		return true;
	if (searching)
		return false;
	searching = true;
	find(&libc.malloc, "malloc");
	find(&libc.calloc, "calloc");
	find(&libc.realloc, "realloc");
	find(&libc.posix_memalign, "posix_memalign");
	find(&libc.aligned_alloc, "aligned_alloc");
	find(&libc.free, "free");
	return true;
}

/* Zeroed, and never given back. */
static void *
early_alloc(size_t size)
{
	void *block = early.bytes + early_used;

	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size > EARLY_BYTES - early_used)
		abort();
	early_used += size;
	return block;
}

static bool
is_early(const void *ptr)
{
	uintptr_t at = (uintptr_t)ptr, start = (uintptr_t)early.bytes;

	return at >= start && at < start + EARLY_BYTES;
}

static void
name_module(const void *code, char name[60])
{
	const char *path = "?", *slash;
	Dl_info info;

	if (dladdr(code, &info) != 0 && info.dli_fname != NULL)
		path = info.dli_fname;
	slash = strrchr(path, '/');
	(void)snprintf(name, 60, "%.59s", slash != NULL ? slash + 1 : path);
}

static bool
fails(void *caller)
{
	if (!watching || !failing)
		return false;
	now->calls++;
	if (now->calls < now->fail_at || (now->calls > now->fail_at && !now->sticky))
		return false;
	if (!now->failed) {
		watching = false;
		name_module(caller, now->failed_for);
		watching = true;
	}
	now->failed = true;
	errno = ENOMEM;
	return true;
}

static void *
remember(void *ptr, void *caller)
{
	if (!watching || ptr == NULL)
		return ptr;
	if (block_count == MOST_BLOCKS)
		abort();
	blocks[block_count].ptr = ptr;
	blocks[block_count++].caller = caller;
	return ptr;
}

static void
forget(const void *ptr)
{
	size_t i;

	for (i = block_count; watching && ptr != NULL && i-- > 0;) {
		if (blocks[i].ptr != ptr)
			continue;
		blocks[i] = blocks[--block_count];
		return;
	}
}

VISIBLE void *
malloc(size_t size)
{
	void *caller = __builtin_return_address(0);

	if (!ready())
		return early_alloc(size);
	return fails(caller) ? NULL : remember(libc.malloc(size), caller);
}

VISIBLE void *
calloc(size_t count, size_t size)
{
	void *caller = __builtin_return_address(0);

	if (!ready())
		return early_alloc(count * size);
	return fails(caller) ? NULL : remember(libc.calloc(count, size), caller);
}

VISIBLE void *
realloc(void *old, size_t size)
{
	void *caller = __builtin_return_address(0), *block;

	if (!ready() || is_early(old))
		abort();
	if (fails(caller))
		return NULL;
	forget(old);
	block = libc.realloc(old, size);
	return remember(block, caller);
}

VISIBLE int
posix_memalign(void **out, size_t alignment, size_t size)
{
	void *caller = __builtin_return_address(0);
	int error;

	if (!ready())
		abort();
	if (fails(caller))
		return ENOMEM;
	error = libc.posix_memalign(out, alignment, size);
	if (error == 0)
		(void)remember(*out, caller);
	return error;
}

VISIBLE void *
aligned_alloc(size_t alignment, size_t size)
{
	void *caller = __builtin_return_address(0);

	if (!ready())
		abort();
	return fails(caller) ? NULL : remember(libc.aligned_alloc(alignment, size), caller);
}

VISIBLE void
free(void *ptr)
{
	if (is_early(ptr) || !ready())
		return;
	forget(ptr);
	libc.free(ptr);
}

void
failing_malloc_start(failing_malloc *f)
{
	f->calls = 0;
	f->failed = false;
	f->lost_here = f->lost_elsewhere = 0;
	f->failed_for[0] = f->lost_by[0] = '\0';
	block_count = 0;
	now = f;
	watching = failing = true;
}

void
failing_malloc_pause(void)
{
	watching = false;
}

void
failing_malloc_resume(void)
{
	failing = false;
	watching = true;
}

void
failing_malloc_stop(failing_malloc *f)
{
	char own[60], module[60];
	size_t i;

	watching = false;
	name_module(__builtin_return_address(0), own);
	for (i = 0; i < block_count; i++) {
		name_module(blocks[i].caller, module);
		if (strcmp(module, own) == 0 || strncmp(module, "libtenprint", 11) == 0) {
			f->lost_here++;
		} else {
			f->lost_elsewhere++;
			memcpy(f->lost_by, module, sizeof module);
		}
	}
	block_count = 0;
}

bool
failing_malloc_works(void)
{
	failing_malloc f = { .fail_at = 1 };
	void *(*volatile ask)(size_t) = malloc;
	void *block;

	failing_malloc_start(&f);
	block = ask(1);
	failing_malloc_stop(&f);
	free(block);
	return f.failed && block == NULL;
}

void *
failing_malloc_shared(size_t size)
{
	void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (shared == MAP_FAILED)
		abort();
	return shared;
}

static char *crash_module;

static void
crash_hook(int number, siginfo_t *info, void *context)
{
	const ucontext_t *c = context;
	uintptr_t at = 0;

	(void)number;
	(void)info;
#if defined(__x86_64__)
	at = (uintptr_t)c->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
	at = (uintptr_t)c->uc_mcontext.pc;
#else
	(void)c;
#endif
	watching = false;
	name_module((const void *)at, crash_module);
	_exit(1);
}

bool
failing_malloc_child(void (*work)(void *), void *shared, char crashed_in[60])
{
	struct sigaction action;
	int status = 0;
	pid_t child;

	if (crash_module == NULL)
		crash_module = failing_malloc_shared(60);
	memcpy(crash_module, "?", 2);
	(void)fflush(NULL);
	child = fork();
	if (child < 0)
		abort();
	if (child == 0) {
		memset(&action, 0, sizeof action);
		action.sa_sigaction = crash_hook;
		action.sa_flags = SA_SIGINFO;
		(void)sigaction(SIGSEGV, &action, NULL);
		(void)sigaction(SIGBUS, &action, NULL);
		(void)sigaction(SIGFPE, &action, NULL);
		(void)sigaction(SIGABRT, &action, NULL);
		work(shared);
		_exit(0);
	}
	if (waitpid(child, &status, 0) != child)
		abort();
	memcpy(crashed_in, crash_module, 60);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
#endif
