# SPDX-License-Identifier: MIT
"""build_car.py OUT IMAGE...: a submission with one Type-4 record an image.

The first image is the right thumb (position 1), and so on: the booking of
examples/bookings/car.txt. Lengths, CNT and IDCs are the library's to compute.
The subject is synthetic.
"""
import ctypes as c
import os
import sys

import tenprint as tp

DOMAIN = ["NORAM", "11.0"]
SUBJECT = [  # a row is a subfield with its items
    (5, ["Y"]),                             # RET
    (9, ["SYNTHETIC-OCA-1"]),               # OCA
    (18, ["SYNTHETIC,SAMPLE"]),             # NAM
    (19, ["SAMPLE,SYNTH"]),                 # AKA
    (19, ["SYNTHETIC,S"]),
    (20, ["NY"]),                           # POB
    (21, ["US"]),                           # CTZ
    (22, ["19800101"]),                     # DOB
    (24, ["X"]),                            # SEX
    (25, ["U"]),                            # RAC
    (27, ["509"]),                          # HGT
    (29, ["160"]),                          # WGT
    (31, ["BRO"]),                          # EYE
    (32, ["BLK"]),                          # HAI
    (45, ["20261122"]),                     # DOA
    (47, ["20261121", "SYNTHETIC THEFT"]),  # ASL: date and text
    (47, ["20261122", "SYNTHETIC FRAUD"]),
    (73, ["NY0300000"]),                    # CRI
]


def add_subfield(record, field, texts):
    buffers = [c.create_string_buffer(text.encode()) for text in texts]
    items = (tp.Str * len(texts))(*[(c.addressof(b), len(b.value)) for b in buffers])
    tp.call("tp_record_append_items", record, field, items, len(items))


def add_subject(transaction):
    record = c.c_void_p()
    add_subfield(tp.lib.tp_transaction_record(transaction, 0), 13, DOMAIN)
    tp.call("tp_transaction_add_record", transaction, 2, -1, 0, c.byref(record))
    for field, texts in SUBJECT:
        add_subfield(record, field, texts)


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
options = tp.NewOptions(tot=b"CAR", dat=b"20261123", dai=b"WVIAFIS0Z", ori=b"NY0300000",
                        tcn=b"SYNTHETIC-SAMPLE-0002", nsr=b"19.69", ntr=b"19.69")
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
