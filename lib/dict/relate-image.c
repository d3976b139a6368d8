/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations of a record with the bytes of its image: what the
 * record says of size, resolution, depth, compression and hash against what
 * the image's own header says.
 */

#include <math.h>
#include <string.h>

#include "../base/sha256.h"
#include "relate.h"

#define CM_PER_INCH 2.54
#define UNKNOWN_PPI 255

static tp_image_fields
fields_of(const tpi_scene *scene)
{
	tp_image_fields fields;

	(void)tp_record_image_fields(tp_record_type(scene->record), &fields);
	return fields;
}

/* The first of them that the type has. */
static uint32_t
field_or(uint32_t a, uint32_t b)
{
	return a != 0 ? a : b;
}

/* ---- size, resolution, depth --------------------------------------------------------- */

/* The size is that of the picture in another scale: its sides are as long to each other. */
static bool
is_scaled(const tp_record_image_view *v)
{
	double across = (double)v->info.width / v->declared.width;
	double down = (double)v->info.height / v->declared.height;

	return fabs(across - down) <= 0.01 * across;
}

static void
differs_in_size(tpi_scene *scene, const tpi_relation *r, const tp_record_image_view *v)
{
	tp_image_fields fields = fields_of(scene);

	if ((v->diff & (TP_IMAGE_DIFF_WIDTH | TP_IMAGE_DIFF_HEIGHT)) == 0)
		return;
	if (r->what != TPI_WHAT_SIZE && v->declared.width != 0 && v->declared.height != 0 &&
	    is_scaled(v) != (r->what == TPI_WHAT_SCALED))
		return;
	if ((v->diff & TP_IMAGE_DIFF_WIDTH) != 0)
		tpi_relate_field(scene, r, fields.width, "the image is %lu pixels wide",
		    (unsigned long)v->info.width);
	if ((v->diff & TP_IMAGE_DIFF_HEIGHT) != 0)
		tpi_relate_field(scene, r, fields.height, "the image is %lu pixels high",
		    (unsigned long)v->info.height);
}

/* NBIS wrote -1 for a resolution that it did not know, and into a byte: 255. */
static bool
is_unknown_ppi(const tp_image_info *info)
{
	return info->codec == TP_CODEC_WSQ && fabs(info->ppi_x - UNKNOWN_PPI) < 0.5;
}

/* A whole number a centimetre is coarser than one in a hundred at low resolutions. */
static void
differs_in_ppi(tpi_scene *scene, const tpi_relation *r, const tp_record_image_view *v)
{
	tp_image_fields fields = fields_of(scene);

	if ((v->diff & TP_IMAGE_DIFF_PPI) == 0 || tpi_image_unsure(scene) ||
	    is_unknown_ppi(&v->info) || (fields.units != 0 &&
	    fabs(v->declared.ppi_x - v->info.ppi_x) <= CM_PER_INCH &&
	    fabs(v->declared.ppi_y - v->info.ppi_y) <= CM_PER_INCH))
		return;
	tpi_relate_field(scene, r, field_or(fields.ppi_x, fields.isr),
	    "%.0f pixels an inch by the record, %.0f by the image's header", v->declared.ppi_x,
	    v->info.ppi_x);
}

/* The bits of a pixel by the record; 0 where it does not say. Type-3 and 4 are grey. */
static uint32_t
bits_said(const tpi_scene *scene, const tp_record_image_view *v)
{
	int type = tp_record_type(scene->record);

	return type == 3 || type == 4 ? 8 : v->declared.depth * v->declared.components;
}

/* BPX is the bits of a pixel; some write those of a sample. */
static void
differs_in_depth(tpi_scene *scene, const tpi_relation *r, const tp_record_image_view *v)
{
	uint32_t said = bits_said(scene, v), bits = v->info.depth * v->info.components;
	tp_image_fields fields = fields_of(scene);
	bool sample = v->info.components > 1 && said == v->info.depth && fields.depth != 0;

	if (!v->has_header || said == 0 || said == bits ||
	    sample != (r->what == TPI_WHAT_SAMPLE))
		return;
	tpi_relate_field(scene, r, field_or(field_or(fields.depth, fields.colour), fields.data),
	    "the image has %lu bits a pixel", (unsigned long)bits);
}

/* Where `at` is one of `is`, the image is by its record at least that large, upright or not. */
void
tpi_size_least(tpi_scene *scene, const tpi_relation *r)
{
	tp_image_fields fields = fields_of(scene);
	uint64_t wide, high;
	tpi_values v;

	if (!tpi_value_of(scene, &r->at, &v) || !tpi_is_word(&r->is, &v.value) ||
	    tp_record_number(scene->record, fields.width, 1, 1, &wide) != TP_OK ||
	    tp_record_number(scene->record, fields.height, 1, 1, &high) != TP_OK ||
	    (wide >= r->width && high >= r->height) || (wide >= r->height && high >= r->width))
		return;
	tpi_relate_value(scene, r, &v, "the image has fewer than %lu x %lu pixels",
	    (unsigned long)r->width, (unsigned long)r->height);
}

void
tpi_image_differs(tpi_scene *scene, const tpi_relation *r)
{
	const tp_record_image_view *v = tpi_image_of(scene);

	if (v == NULL)
		return;
	if (r->what == TPI_WHAT_PPI)
		differs_in_ppi(scene, r, v);
	else if (r->what == TPI_WHAT_DEPTH || r->what == TPI_WHAT_SAMPLE)
		differs_in_depth(scene, r, v);
	else if (r->what != TPI_WHAT_LENGTH)
		differs_in_size(scene, r, v);
	else if ((v->diff & TP_IMAGE_DIFF_LENGTH) != 0)
		tpi_relate_field(scene, r, v->field,
		    "%zu bytes are not what uncompressed pixels of this size take", v->bytes.len);
}

/* ---- compression ------------------------------------------------------------------------ */

static bool
is_codec(uint32_t set, int32_t codec)
{
	return codec >= 0 && codec < 32 && (set >> codec & 1) != 0;
}

/* Those whose streams look alike to many: the two JPEGs, and JPEG 2000 with and without loss. */
static int
family(int32_t codec)
{
	return codec == TP_CODEC_JPEGL ? TP_CODEC_JPEG : codec == TP_CODEC_JP2L ? TP_CODEC_JP2
	    : codec;
}

/* The label against the bytes: another family (what=family), or one codec for another. */
void
tpi_image_codec(tpi_scene *scene, const tpi_relation *r)
{
	const tp_record_image_view *v = tpi_image_of(scene);

	if (v == NULL || (v->diff & TP_IMAGE_DIFF_CODEC) == 0 ||
	    v->info.codec == TP_CODEC_UNKNOWN)
		return;
	if (r->what == TPI_WHAT_FAMILY
	    ? family(v->declared.codec) == family(v->info.codec)
	    : !is_codec(r->codecs, v->declared.codec) || !is_codec(r->found, v->info.codec))
		return;
	tpi_relate_field(scene, r, fields_of(scene).codec, "the image is %s",
	    tp_codec_name(v->info.codec));
}

/* A codec that images of the type, or of a resolution, are not to have. */
void
tpi_codec_not(tpi_scene *scene, const tpi_relation *r)
{
	const tp_record_image_view *v = tpi_image_of(scene);

	if (v == NULL || !is_codec(r->codecs, v->info.codec) ||
	    ((r->least.set || r->most.set) && tpi_image_unsure(scene)) ||
	    (r->least.set && v->declared.ppi_x < r->least.value) ||
	    (r->most.set && (v->declared.ppi_x <= 0 || v->declared.ppi_x > r->most.value)))
		return;
	tpi_relate_field(scene, r, field_or(fields_of(scene).codec, v->field),
	    "the image is %s", tp_codec_name(v->info.codec));
}

/* Original to compressed, beyond which too much is lost. */
void
tpi_image_ratio(tpi_scene *scene, const tpi_relation *r)
{
	const tp_record_image_view *v = tpi_image_of(scene);
	double ratio;

	if (v == NULL || !v->has_header || !is_codec(r->codecs, v->info.codec))
		return;
	ratio = (double)v->info.width * v->info.height * v->info.components * v->info.depth /
	    8 / (double)v->bytes.len;
	if (ratio > r->most.value)
		tpi_relate_field(scene, r, v->field, "%.0f to 1, where %.*s to 1 is the most",
		    ratio, (int)r->most.text.len, r->most.text.ptr);
}

/* What has no header can still be an image: pixels, Group 4, pen vectors. */
bool
tpi_is_readable(const tp_record_image_view *v)
{
	return v->has_header || v->info.codec == TP_CODEC_RAW || v->info.codec == TP_CODEC_G4 ||
	    v->info.codec == TP_CODEC_VECTOR;
}

void
tpi_image_known(tpi_scene *scene, const tpi_relation *r)
{
	const tp_record_image_view *v = tpi_image_of(scene);

	if (v == NULL)
		return;
	if (r->what == TPI_WHAT_UNKNOWN && v->info.codec == TP_CODEC_UNKNOWN)
		tpi_relate_field(scene, r, v->field, "no image format fits the bytes");
	if (r->what == TPI_WHAT_UNREADABLE && v->info.codec != TP_CODEC_UNKNOWN &&
	    !tpi_is_readable(v))
		tpi_relate_field(scene, r, v->field, "the header of the %s image is damaged",
		    tp_codec_name(v->info.codec));
}

/* ---- hash --------------------------------------------------------------------------------- */

static bool
same_digits(const char *text, const char *hash)
{
	size_t i;

	for (i = 0; i < TPI_SHA256_TEXT; i++) {
		char c = text[i];

		if (c >= 'a' && c <= 'f')
			c = (char)(c - 'a' + 'A');
		if (c != hash[i])
			return false;
	}
	return true;
}

/* HAS is the SHA-256 of the data field's bytes. */
void
tpi_image_hash(tpi_scene *scene, const tpi_relation *r)
{
	char hash[TPI_SHA256_TEXT];
	tp_field data;
	tpi_values v;

	if (!tpi_value_of(scene, &r->at, &v) || v.value.len != TPI_SHA256_TEXT ||
	    !tp_record_data(scene->record, &data))
		return;
	tpi_sha256_text(data.value.ptr, data.value.len, hash);
	if (!same_digits(v.value.ptr, hash))
		tpi_relate_value(scene, r, &v, "not the SHA-256 of the image");
}
