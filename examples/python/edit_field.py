# SPDX-License-Identifier: MIT
"""edit_field.py IN OUT PATH VALUE: change one value; the other records keep their bytes."""
import ctypes as c
import os
import sys

import tenprint as tp

source, target, place, value = sys.argv[1:]
transaction, path = c.c_void_p(), tp.Path()
try:
    tp.call("tp_dict_path", place.encode(), c.byref(path))
    tp.call("tp_transaction_read_file", os.fsencode(source), None, c.byref(transaction))
    data = value.encode()
    tp.call("tp_transaction_set", transaction, c.byref(path), data, len(data), 0)
    tp.call("tp_transaction_write_file", transaction, 0, os.fsencode(target))
except tp.Error as error:
    sys.exit(f"edit_field.py: {error}")
finally:
    tp.lib.tp_transaction_free(transaction)
