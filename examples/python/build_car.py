# SPDX-License-Identifier: MIT
"""build_car.py OUT IMAGE...: a submission with one Type-4 record an image.

The first image is the right thumb (position 1), and so on. Lengths, CNT and
IDCs are the library's to compute. The subject is synthetic.
"""
import ctypes as c
import os
import sys

import tenprint as tp

SUBJECT = {
    5: "N",                    # RET
    18: "SYNTHETIC,SAMPLE A",  # NAM
    20: "XX",                  # POB
    22: "19700101",            # DOB
    24: "U",                   # SEX
    25: "U",                   # RAC
    27: "509",                 # HGT
    38: "20260102",            # DPR
    45: "20260101",            # DOA
    73: "XX0000000",           # CRI
}


def add_subject(transaction):
    record = c.c_void_p()
    tp.call("tp_transaction_add_record", transaction, 2, -1, 0, c.byref(record))
    for number, text in SUBJECT.items():
        tp.call("tp_record_set_text", record, number, text.encode())
    # ASL: date and text of an arrest charge, two items of one subfield.
    texts = [c.create_string_buffer(text) for text in (b"20260101", b"SYNTHETIC CHARGE")]
    items = (tp.Str * 2)(*[(c.addressof(text), len(text.value)) for text in texts])
    tp.call("tp_record_append_items", record, 47, items, 2)


def add_image(transaction, name, position):
    with open(name, "rb") as file:
        image = file.read()
    info = tp.ImageInfo()
    tp.call("tp_image_header", image, len(image), c.byref(info))
    if info.codec > tp.CODEC_PNG or max(info.width, info.height) > 65535:
        sys.exit(f"build_car.py: {name}: not an image that a Type-4 record can hold")
    header = tp.PrintHeader(idc=-1, imp=1, fgp=(position,), hll=info.width, vll=info.height,
                            gca=info.codec)
    tp.call("tp_transaction_add_print", transaction, c.byref(header), image, len(image), 0, None)


target, *images = sys.argv[1:]
transaction = c.c_void_p()
options = tp.NewOptions(ver=b"0400", tot=b"CAR", dat=b"20260102", dai=b"XX0000000",
                        ori=b"XX0000000", tcn=b"SYNTHETIC-0001", nsr=b"19.69", ntr=b"19.69")
try:
    tp.call("tp_transaction_new", c.byref(options), c.byref(transaction))
    add_subject(transaction)
    for position, name in enumerate(images, 1):
        add_image(transaction, name, position)
    tp.call("tp_transaction_write_file", transaction, 0, os.fsencode(target))
except (tp.Error, OSError) as error:
    sys.exit(f"build_car.py: {error}")
finally:
    tp.lib.tp_transaction_free(transaction)
