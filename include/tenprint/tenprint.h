/* SPDX-License-Identifier: MIT */
/* Everything of libtenprint. The topic headers can be included one by one. */
#ifndef TENPRINT_TENPRINT_H
#define TENPRINT_TENPRINT_H

#include <tenprint/answer.h>
#include <tenprint/case.h>
#include <tenprint/check.h>
#include <tenprint/clock.h>
#include <tenprint/dict.h>
#include <tenprint/edit.h>
#include <tenprint/form.h>
#include <tenprint/image.h>
#include <tenprint/io.h>
#include <tenprint/jurisdiction.h>
#include <tenprint/layout.h>
#include <tenprint/memory.h>
#include <tenprint/message.h>
#include <tenprint/node.h>
#include <tenprint/notice.h>
#include <tenprint/offense.h>
#include <tenprint/path.h>
#include <tenprint/print.h>
#include <tenprint/profile.h>
#include <tenprint/query.h>
#include <tenprint/record.h>
#include <tenprint/resample.h>
#include <tenprint/status.h>
#include <tenprint/submission.h>
#include <tenprint/synth.h>
#include <tenprint/transaction.h>
#include <tenprint/version.h>
#include <tenprint/xml.h>

#endif
