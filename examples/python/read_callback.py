# SPDX-License-Identifier: MIT
"""read_callback.py <IN >OUT: read from a callback and write to another, with limits."""
import ctypes as c
import sys

import tenprint as tp


@tp.ReadFn
def from_stream(_context, buffer, size, got):
    try:
        data = sys.stdin.buffer.read(size)
    except OSError:
        return tp.ERR_IO
    c.memmove(buffer, data, len(data))
    got[0] = len(data)
    return tp.OK


@tp.WriteFn
def to_stream(_context, buffer, size):
    try:
        sys.stdout.buffer.write(c.string_at(buffer, size))
    except OSError:
        return tp.ERR_IO
    return tp.OK


limits = tp.Limits(bytes=16 << 20, records=100)
options = tp.ReadOptions(limits=c.pointer(limits))
transaction = c.c_void_p()
try:
    tp.call("tp_transaction_read_from", from_stream, None, c.byref(options), c.byref(transaction))
    print(len(tp.records(transaction)), "records", file=sys.stderr)
    tp.call("tp_transaction_write_to", transaction, 0, to_stream, None)
except tp.Error as error:
    sys.exit(f"read_callback.py: {error}")
finally:
    tp.lib.tp_transaction_free(transaction)
