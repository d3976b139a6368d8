# SPDX-License-Identifier: MIT
"""extract_images.py FILE PREFIX: write every image to a file of its own, as it is."""
import ctypes as c
import os
import sys

import tenprint as tp


def extract(record, prefix):
    data = tp.Field()
    if not tp.lib.tp_record_data(record, c.byref(data)):
        return
    codec = tp.lib.tp_image_sniff(data.value.ptr, data.value.len)
    name = tp.lib.tp_codec_name(codec if codec >= 0 else tp.CODEC_RAW).decode().lower()
    index, kind = tp.lib.tp_record_index(record), tp.lib.tp_record_type(record)
    path = f"{prefix}{index:02}-type{kind}.{name}"
    tp.call("tp_file_write", os.fsencode(path), data.value.ptr, data.value.len)
    print(f"{path}: {data.value.len} bytes")


source, prefix = sys.argv[1:]
transaction = c.c_void_p()
try:
    tp.call("tp_transaction_read_file", os.fsencode(source), None, c.byref(transaction))
    for record in tp.records(transaction):
        extract(record, prefix)
except tp.Error as error:
    sys.exit(f"extract_images.py: {error}")
finally:
    tp.lib.tp_transaction_free(transaction)
