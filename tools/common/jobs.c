/* SPDX-License-Identifier: MIT */
/* Tools: threads that share work, and whichever ends the next thing in order finishes it. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "diag.h"
#include "jobs.h"

#define AHEAD 4 /* things a thread */
#define SHOW_NS 100000000

typedef struct pool {
	const jobs_plan *plan;
	pthread_mutex_t lock;
	pthread_cond_t room;
	size_t window;
	size_t next;     /* to be taken */
	size_t finished; /* all before it are */
	bool finishing;  /* a thread is at it */
	bool *ready;     /* of the window, by i modulo its size */
	bool progress;
	struct timespec shown;
} pool;

size_t
jobs_window(const jobs_plan *plan)
{
	return plan->threads * AHEAD;
}

bool
jobs_parse(const char *text, size_t *out)
{
	char *end;
	unsigned long n = *text >= '1' && *text <= '9' ? strtoul(text, &end, 10) : 0;

	if (n == 0 || *end != '\0' || n > JOBS_MAX)
		return false;
	*out = n;
	return true;
}

static void
show(pool *p)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	if ((now.tv_sec - p->shown.tv_sec) * 1000000000LL + now.tv_nsec - p->shown.tv_nsec <
	    SHOW_NS)
		return;
	p->shown = now;
	(void)fprintf(stderr, "\r%zu of %zu", p->finished, p->plan->count);
}

/* With the lock held, which is given up meanwhile; one thread at a time. */
static void
finish_ready(pool *p)
{
	if (p->finishing)
		return;
	p->finishing = true;
	while (p->finished < p->next && p->ready[p->finished % p->window]) {
		(void)pthread_mutex_unlock(&p->lock);
		p->plan->finish(p->plan->ctx, p->finished);
		(void)pthread_mutex_lock(&p->lock);
		p->ready[p->finished % p->window] = false;
		p->finished++;
		if (p->progress)
			show(p);
		(void)pthread_cond_broadcast(&p->room);
	}
	p->finishing = false;
}

static void *
take_part(void *arg)
{
	pool *p = arg;
	size_t i;

	(void)pthread_mutex_lock(&p->lock);
	while (p->next < p->plan->count) {
		if (p->next >= p->finished + p->window) {
			(void)pthread_cond_wait(&p->room, &p->lock);
			continue;
		}
		i = p->next++;
		(void)pthread_mutex_unlock(&p->lock);
		p->plan->work(p->plan->ctx, i);
		(void)pthread_mutex_lock(&p->lock);
		p->ready[i % p->window] = true;
		finish_ready(p);
	}
	(void)pthread_mutex_unlock(&p->lock);
	return NULL;
}

/* This thread works too, so threads that cannot be had only make it slower. */
void
jobs_run(const jobs_plan *plan)
{
	pool p = { .plan = plan, .lock = PTHREAD_MUTEX_INITIALIZER,
		.room = PTHREAD_COND_INITIALIZER, .window = jobs_window(plan),
		.progress = plan->progress && plan->count > 1 && isatty(STDERR_FILENO) };
	pthread_t threads[JOBS_MAX];
	size_t i, count = 0;

	p.ready = diag_must(calloc(p.window, sizeof *p.ready));
	while (count + 1 < plan->threads && count + 1 < plan->count &&
	    pthread_create(&threads[count], NULL, take_part, &p) == 0)
		count++;
	(void)take_part(&p);
	for (i = 0; i < count; i++)
		(void)pthread_join(threads[i], NULL);
	if (p.shown.tv_sec != 0)
		(void)fprintf(stderr, "\r%*s\r", 40, "");
	free(p.ready);
}
