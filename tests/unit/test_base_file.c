/* SPDX-License-Identifier: MIT */
/* Layer 0: whole files and sources in, files out in one step, and gzip. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

#include "base/file.h"
#include "base/mem.h"
#include "support.h"

static char folder[4096];

static void
make_folder(void)
{
	const char *parent = getenv("TMPDIR");

	(void)snprintf(folder, sizeof folder, "%s/tenprint-file-XXXXXX",
	    parent != NULL ? parent : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
remove_file(void *ctx, const char *path)
{
	(void)ctx;
	(void)unlink(path);
}

static void
remove_folder(void)
{
	(void)ts_each_file(folder, NULL, remove_file, NULL);
	(void)rmdir(folder);
}

static const char *
in_folder(const char *name)
{
	static char path[4200];

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void
count_file(void *ctx, const char *path)
{
	(void)path;
	++*(size_t *)ctx;
}

/* How many files stand in the folder: no temporary one is ever left. */
static size_t
files(void)
{
	size_t count = 0;

	(void)ts_each_file(folder, NULL, count_file, &count);
	return count;
}

static void
expect_file(const char *path, const void *bytes, size_t len)
{
	tp_bytes out;

	ck_assert_int_eq(tp_file_read(path, 0, NULL, &out, NULL), TP_OK);
	ck_assert_uint_eq(out.len, len);
	ck_assert(len == 0 || memcmp(out.ptr, bytes, len) == 0);
	tp_bytes_free(&out);
}

START_TEST(file_write_and_read)
{
	char big[200001];
	struct stat st;
	size_t i;

	for (i = 0; i < sizeof big; i++)
		big[i] = (char)(i * 7);
	ck_assert_int_eq(tp_file_write(in_folder("a"), big, sizeof big, NULL), TP_OK);
	expect_file(in_folder("a"), big, sizeof big);
	ck_assert_int_eq(stat(in_folder("a"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(tp_file_write(in_folder("a"), "new", 3, NULL), TP_OK);
	expect_file(in_folder("a"), "new", 3);
	ck_assert_int_eq(tp_file_write(in_folder("a"), NULL, 0, NULL), TP_OK);
	expect_file(in_folder("a"), "", 0);
	ck_assert_uint_eq(files(), 1);
}
END_TEST

START_TEST(file_write_failures)
{
	char name[4200];
	tp_diag diag;

	ck_assert_int_eq(tp_file_write(NULL, "x", 1, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_file_write("", "x", 1, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_file_write(in_folder("b"), NULL, 1, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_file_write(in_folder("none/b"), "x", 1, &diag), TP_ERR_IO);
	ck_assert_int_eq(diag.code, TP_ERR_IO);
	ck_assert_ptr_nonnull(strstr(diag.text, "no such file"));
	(void)snprintf(name, sizeof name, "%s/dir", folder);
	ck_assert_int_eq(mkdir(name, 0700), 0);
	ck_assert_int_eq(tp_file_write(name, "x", 1, &diag), TP_ERR_IO);
	ck_assert_int_eq(rmdir(name), 0);
	ck_assert_uint_eq(files(), 0);
}
END_TEST

START_TEST(file_write_through_a_link)
{
	char link[4300], target[4300];
	struct stat st;

	(void)snprintf(target, sizeof target, "%s/target", folder);
	(void)snprintf(link, sizeof link, "%s/link", folder);
	ck_assert_int_eq(tp_file_write(target, "old", 3, NULL), TP_OK);
	ck_assert_int_eq(symlink("target", link), 0);
	ck_assert_int_eq(tp_file_write(link, "new", 3, NULL), TP_OK);
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	expect_file(target, "new", 3);
}
END_TEST

START_TEST(file_write_into_a_device)
{
	struct stat st;

	ck_assert_int_eq(tp_file_write("/dev/null", "x", 1, NULL), TP_OK);
	ck_assert_int_eq(stat("/dev/null", &st), 0);
	ck_assert(S_ISCHR(st.st_mode));
}
END_TEST

START_TEST(file_read_failures)
{
	tp_bytes out;
	tp_diag diag;
	ts_mem m;

	ts_mem_init(&m);
	ck_assert_int_eq(tp_file_read(NULL, 0, NULL, &out, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_file_read("x", 0, NULL, NULL, &diag), TP_ERR_ARG);
	out.ptr = (uint8_t *)folder;
	ck_assert_int_eq(tp_file_read(in_folder("none"), 0, NULL, &out, &diag), TP_ERR_IO);
	ck_assert_ptr_null(out.ptr);
	ck_assert_int_eq(tp_file_read(folder, 0, NULL, &out, &diag), TP_ERR_IO);
	ck_assert_ptr_nonnull(strstr(diag.text, "directory"));
	ck_assert_int_eq(tp_file_write(in_folder("ten"), "0123456789", 10, NULL), TP_OK);
	ck_assert_int_eq(tp_file_read(in_folder("ten"), 9, &m.mem, &out, &diag), TP_ERR_LIMIT);
	ck_assert_uint_eq(m.calls, 0);
	ck_assert_int_eq(tp_file_read(in_folder("ten"), 10, &m.mem, &out, &diag), TP_OK);
	ck_assert_uint_eq(m.calls, 1);
	tp_bytes_free(&out);
	m.fail_at = m.calls + 1;
	ck_assert_int_eq(tp_file_read(in_folder("ten"), 0, &m.mem, &out, &diag), TP_ERR_NOMEM);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

typedef struct source {
	size_t left;
	size_t chunk;
	int fail;    /* what to return at the end */
	bool greedy; /* claims more than it was asked for */
} source;

static int
give(void *ctx, void *buf, size_t size, size_t *got)
{
	source *s = ctx;
	size_t n = s->chunk < size ? s->chunk : size;

	if (s->left == 0 && s->fail != 0)
		return s->fail;
	n = n < s->left ? n : s->left;
	memset(buf, 'x', n);
	s->left -= n;
	*got = s->greedy && n != 0 ? SIZE_MAX : n;
	return TP_OK;
}

START_TEST(source_to_its_end)
{
	source s = { .left = 100000, .chunk = 977 };
	tp_bytes out;
	tp_diag diag;
	ts_mem m;

	ts_mem_init(&m);
	ck_assert_int_eq(tpi_read_all(give, &s, 100000, &m.mem, &out, NULL), TP_OK);
	ck_assert_uint_eq(out.len, 100000);
	tp_bytes_free(&out);
	s = (source){ .left = 100001, .chunk = 977 };
	ck_assert_int_eq(tpi_read_all(give, &s, 100000, &m.mem, &out, NULL), TP_ERR_LIMIT);
	ck_assert_ptr_null(out.ptr);
	s = (source){ .left = 10, .chunk = 5, .fail = TP_ERR_TRUNCATED };
	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_read_all(give, &s, 99, &m.mem, &out, &diag), TP_ERR_TRUNCATED);
	ck_assert_uint_eq(diag.offset, 10);
	s = (source){ .left = 10, .chunk = 5, .fail = 7 };
	ck_assert_int_eq(tpi_read_all(give, &s, 99, &m.mem, &out, NULL), TP_ERR_IO);
	s = (source){ .left = 10, .chunk = 5, .greedy = true };
	ck_assert_int_eq(tpi_read_all(give, &s, 70000, &m.mem, &out, NULL), TP_ERR_LIMIT);
	s = (source){ .left = 0 };
	ck_assert_int_eq(tpi_read_all(give, &s, 99, &m.mem, &out, NULL), TP_OK);
	ck_assert_uint_eq(out.len, 0);
	tp_bytes_free(&out);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

#ifdef HAVE_ZLIB
/* One gzip member; returns its size. */
static size_t
zip(const void *bytes, size_t len, unsigned char *out, size_t room)
{
	z_stream z;
	union {
		const void *in;
		Bytef *out;
	} plain = { bytes };

	memset(&z, 0, sizeof z);
	ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = plain.out;
	z.avail_in = (uInt)len;
	z.next_out = out;
	z.avail_out = (uInt)room;
	ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	room -= z.avail_out;
	deflateEnd(&z);
	return room;
}

START_TEST(gzip_members)
{
	unsigned char zipped[4096];
	size_t len = zip("first, ", 7, zipped, sizeof zipped), two, i;
	tp_bytes out;
	ts_mem m;

	ts_mem_init(&m);
	ck_assert(tpi_is_gzip(zipped, len));
	ck_assert(!tpi_is_gzip(zipped, 2));
	ck_assert(!tpi_is_gzip("1.001:", 6));
	two = len + zip("second", 6, zipped + len, sizeof zipped - len);
	ck_assert_int_eq(tpi_gunzip(zipped, two, 13, &m.mem, &out, NULL), TP_OK);
	ck_assert_uint_eq(out.len, 13);
	ck_assert_mem_eq(out.ptr, "first, second", 13);
	tp_bytes_free(&out);
	/* Padding after the last member, as tapes leave it. */
	memset(zipped + two, 0, 100);
	ck_assert_int_eq(tpi_gunzip(zipped, two + 100, 13, &m.mem, &out, NULL), TP_OK);
	ck_assert_uint_eq(out.len, 13);
	tp_bytes_free(&out);
	for (i = 3; i < two; i++) {
		tp_status status = tpi_gunzip(zipped, i, 99, &m.mem, &out, NULL);

		/* At the seam, and with less than a header behind it, one member is whole. */
		if (i >= len && i < len + 3)
			ck_assert(status == TP_OK && out.len == 7);
		else
			ck_assert_int_eq(status, TP_ERR_TRUNCATED);
		tp_bytes_free(&out);
	}
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(gzip_damage)
{
	unsigned char zipped[4096];
	size_t len = zip("some text that is checked", 25, zipped, sizeof zipped), i;
	size_t wrong = 0;
	tp_status status;
	tp_bytes out;
	ts_mem m;

	ts_mem_init(&m);
	for (i = 10; i < len; i++) {
		zipped[i] ^= 0x55;
		status = tpi_gunzip(zipped, len, 1000, &m.mem, &out, NULL);
		ck_assert_int_ne(status, TP_OK);
		wrong += status == TP_ERR_SYNTAX;
		zipped[i] ^= 0x55;
		tp_bytes_free(&out);
	}
	ck_assert_uint_gt(wrong, 8); /* CRC and size at least */
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(gzip_bomb)
{
	size_t len = 20000000, zipped_len;
	char *plain = calloc(1, len);
	unsigned char *zipped = malloc(100000);
	tp_bytes out;
	tp_diag diag;
	ts_mem m;

	ts_mem_init(&m);
	ck_assert(plain != NULL && zipped != NULL);
	zipped_len = zip(plain, len, zipped, 100000);
	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_gunzip(zipped, zipped_len, 100000, &m.mem, &out, &diag),
	    TP_ERR_LIMIT);
	ck_assert_int_eq(diag.code, TP_ERR_LIMIT);
	ck_assert_uint_lt(m.largest, 1000000);
	ck_assert(ts_mem_clean(&m));
	ck_assert_int_eq(tpi_gunzip(zipped, zipped_len, len, &m.mem, &out, NULL), TP_OK);
	ck_assert_uint_eq(out.len, len);
	tp_bytes_free(&out);
	ck_assert_int_eq(tpi_gunzip(zipped, zipped_len, len - 1, &m.mem, &out, NULL),
	    TP_ERR_LIMIT);
	ck_assert(ts_mem_clean(&m));
	free(plain);
	free(zipped);
}
END_TEST

START_TEST(gzip_without_memory)
{
	unsigned char zipped[200];
	size_t len = zip("text", 4, zipped, sizeof zipped);
	tp_status status = TP_ERR_NOMEM;
	uint64_t n;
	tp_bytes out;
	ts_mem m;

	for (n = 1; status != TP_OK && n < 100; n++) {
		ts_mem_init(&m);
		m.fail_at = n;
		status = tpi_gunzip(zipped, len, 99, &m.mem, &out, NULL);
		ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
		ck_assert(m.failed == (status != TP_OK));
		tp_bytes_free(&out);
		ck_assert(ts_mem_clean(&m));
	}
	ck_assert_int_eq(status, TP_OK);
	ck_assert_uint_gt(n, 3);
}
END_TEST
#else
START_TEST(gzip_is_left_out)
{
	tp_bytes out;
	tp_diag diag;

	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_gunzip("\037\213\010", 3, 99, NULL, &out, &diag), TP_ERR_UNSUPPORTED);
	ck_assert_int_eq(diag.code, TP_ERR_UNSUPPORTED);
	ck_assert_ptr_null(out.ptr);
}
END_TEST
#endif

static Suite *
suite(void)
{
	Suite *s = suite_create("files");
	TCase *files_case = tcase_create("files"), *sources = tcase_create("sources and gzip");

	tcase_add_checked_fixture(files_case, make_folder, remove_folder);
	tcase_add_test(files_case, file_write_and_read);
	tcase_add_test(files_case, file_write_failures);
	tcase_add_test(files_case, file_write_through_a_link);
	tcase_add_test(files_case, file_write_into_a_device);
	tcase_add_test(files_case, file_read_failures);
	suite_add_tcase(s, files_case);
	tcase_set_timeout(sources, 60);
	tcase_add_test(sources, source_to_its_end);
#ifdef HAVE_ZLIB
	tcase_add_test(sources, gzip_members);
	tcase_add_test(sources, gzip_damage);
	tcase_add_test(sources, gzip_bomb);
	tcase_add_test(sources, gzip_without_memory);
#else
	tcase_add_test(sources, gzip_is_left_out);
#endif
	suite_add_tcase(s, sources);
	return s;
}

int
main(void)
{
	SRunner *runner = srunner_create(suite());
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
