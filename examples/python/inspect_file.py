# SPDX-License-Identifier: MIT
"""inspect_file.py FILE: list the records of a transaction and their fields.

Reading never validates, so this shows damaged files too, as far as they can
be read; what was wrong with them is listed at the end. (A script named
inspect.py would stand in the way of Python's own module.)
"""
import ctypes as c
import os
import sys

import tenprint as tp


def one_line(text):
    """Separators as \\us and \\rs, odd bytes as \\xHH."""
    line = tp.Bytes()
    tp.call("tp_form_escape", text.ptr, text.len, None, c.byref(line))
    return line.take().decode()


def print_field(kind, field):
    definition = tp.lib.tp_dict_field(kind, field.number, 0)
    mnemonic = definition[0].mnemonic.decode() if definition else ""
    label = f"  {kind}.{field.number:03} {mnemonic:4}"
    if field.kind == tp.FIELD_DATA:
        print(f"{label} {field.value.len} bytes")
        return
    # The whole field as text: numbers of binary records come in decimal.
    value = tp.Value()
    if tp.lib.tp_field_value(c.byref(field), 0, 0, c.byref(value)) == tp.OK:
        print(f"{label} {one_line(value.text)}")


def print_record(record):
    kind, idc = tp.lib.tp_record_type(record), tp.lib.tp_record_idc(record)
    idc = f", IDC {idc}" if idc >= 0 else ""
    print(f"record {tp.lib.tp_record_index(record)}: Type-{kind}{idc},"
          f" {tp.lib.tp_record_size(record)} bytes")
    for field in tp.fields(record):
        print_field(kind, field)


(source,) = sys.argv[1:]
transaction = c.c_void_p()
options = tp.ReadOptions(flags=tp.READ_TOLERANT)
try:
    tp.call("tp_transaction_read_file", os.fsencode(source), c.byref(options),
            c.byref(transaction))
    for record in tp.records(transaction):
        print_record(record)
    for i in range(tp.lib.tp_transaction_defect_count(transaction)):
        print("defect:", tp.lib.tp_transaction_defect(transaction, i)[0].where)
except tp.Error as error:
    sys.exit(f"inspect_file.py: {error}")
finally:
    tp.lib.tp_transaction_free(transaction)
