# SPDX-License-Identifier: MIT
"""The part of libtenprint that these examples use, declared for ctypes.

The library is found by TENPRINT_LIBRARY, a path, or by its name.
"""
import ctypes as c
import ctypes.util
import os

OK, ERR_IO = 0, -2
READ_TOLERANT = 1
FIELD_DATA = 3
CODEC_RAW, CODEC_PNG = 0, 6


class Str(c.Structure):
    _fields_ = [("ptr", c.c_void_p), ("len", c.c_size_t)]

    def __bytes__(self):
        return c.string_at(self.ptr, self.len) if self.len else b""


class Mem(c.Structure):
    _fields_ = [(name, c.c_void_p) for name in ("alloc", "realloc", "free", "ctx")]


class Bytes(c.Structure):
    _fields_ = [("ptr", c.c_void_p), ("len", c.c_size_t), ("capacity", c.c_size_t), ("mem", Mem)]

    def take(self):
        """The block as Python bytes; the library's memory is given back."""
        copy = c.string_at(self.ptr, self.len) if self.len else b""
        lib.tp_bytes_free(c.byref(self))
        return copy


class Diag(c.Structure):
    _fields_ = [("code", c.c_int32), ("record", c.c_int32), ("type", c.c_int32),
                ("idc", c.c_int32), ("field", c.c_int64), ("subfield", c.c_int64),
                ("item", c.c_int64), ("offset", c.c_uint64), ("text", c.c_char * 160)]

    def __str__(self):
        text = c.create_string_buffer(400)
        lib.tp_diag_format(c.byref(self), text, len(text))
        return text.value.decode()


class Defect(c.Structure):
    _fields_ = [("kind", c.c_int32), ("where", Diag)]


class Sized(c.Structure):
    """An option struct: its first member is its size, zero is every default."""

    def __init__(self, **members):
        super().__init__(size=c.sizeof(self), **members)


class Limits(Sized):
    _fields_ = [("size", c.c_size_t)] + [(name, c.c_uint64) for name in (
        "bytes", "records", "fields", "items", "arena", "pixels")]


class ReadOptions(Sized):
    _fields_ = [("size", c.c_size_t), ("flags", c.c_uint32), ("mem", c.POINTER(Mem)),
                ("limits", c.POINTER(Limits))]


class NewOptions(Sized):
    _fields_ = [("size", c.c_size_t), ("mem", c.POINTER(Mem)), ("limits", c.POINTER(Limits))] + [
        (name, c.c_char_p) for name in (
            "ver", "tot", "dat", "dai", "ori", "tcn", "tcr", "nsr", "ntr")]


class PrintHeader(Sized):
    _fields_ = [("size", c.c_size_t), ("type", c.c_int32), ("idc", c.c_int32),
                ("imp", c.c_uint8), ("fgp", c.c_uint8 * 6), ("fgp_count", c.c_uint8),
                ("isr", c.c_uint8), ("hll", c.c_uint16), ("vll", c.c_uint16), ("gca", c.c_uint8)]


class Path(c.Structure):
    _fields_ = [("type", c.c_uint32), ("idc", c.c_int32), ("nth", c.c_uint32),
                ("field", c.c_uint32), ("subfield", c.c_uint32), ("item", c.c_uint32)]


class Field(c.Structure):
    _fields_ = [("number", c.c_uint32), ("kind", c.c_int32), ("tag", Str), ("value", Str),
                ("offset", c.c_uint64)]


class Value(c.Structure):
    _fields_ = [("text", Str), ("offset", c.c_uint64), ("kind", c.c_int32),
                ("digits", c.c_char * 32)]


class FieldDef(c.Structure):
    """The head of a tp_field_def: the dictionary's rows are only ever pointed at."""

    _fields_ = [("type", c.c_int32), ("field", c.c_uint32), ("last", c.c_uint32),
                ("item", c.c_uint32), ("mnemonic", c.c_char_p), ("name", c.c_char_p)]


class ImageInfo(c.Structure):
    _fields_ = [("codec", c.c_int32), ("width", c.c_uint32), ("height", c.c_uint32),
                ("components", c.c_uint32), ("depth", c.c_uint32), ("ppi_x", c.c_double),
                ("ppi_y", c.c_double), ("ppi_source", c.c_int32)]


ReadFn = c.CFUNCTYPE(c.c_int, c.c_void_p, c.POINTER(c.c_char), c.c_size_t, c.POINTER(c.c_size_t))
WriteFn = c.CFUNCTYPE(c.c_int, c.c_void_p, c.POINTER(c.c_char), c.c_size_t)


class Error(Exception):
    """A call failed: a tp_status, and the diagnostic as its text."""

    def __init__(self, status, diag):
        super().__init__(str(diag))
        self.status = status


lib = c.CDLL(os.environ.get("TENPRINT_LIBRARY") or ctypes.util.find_library("tenprint"))

_handle, _size, _int, _text, _any = c.c_void_p, c.c_size_t, c.c_int, c.c_char_p, c.c_void_p
_fallible = {
    "tp_dict_path": [_text, c.POINTER(Path)],
    "tp_file_write": [_text, _any, _size],
    "tp_image_header": [_any, _size, c.POINTER(ImageInfo)],
    "tp_form_escape": [_any, _size, c.POINTER(Mem), c.POINTER(Bytes)],
    "tp_record_append_items": [_handle, c.c_uint32, c.POINTER(Str), _size],
    "tp_record_set_text": [_handle, c.c_uint32, _text],
    "tp_transaction_add_print": [_handle, c.POINTER(PrintHeader), _any, _size, c.c_uint32,
                                 c.POINTER(_handle)],
    "tp_transaction_add_record": [_handle, _int, _int, _size, c.POINTER(_handle)],
    "tp_transaction_new": [c.POINTER(NewOptions), c.POINTER(_handle)],
    "tp_transaction_read": [_any, _size, c.POINTER(ReadOptions), c.POINTER(_handle)],
    "tp_transaction_read_file": [_text, c.POINTER(ReadOptions), c.POINTER(_handle)],
    "tp_transaction_read_from": [ReadFn, _any, c.POINTER(ReadOptions), c.POINTER(_handle)],
    "tp_transaction_set": [_handle, c.POINTER(Path), _any, _size, c.c_uint32],
    "tp_transaction_write": [_handle, c.c_uint32, c.POINTER(Bytes)],
    "tp_transaction_write_file": [_handle, c.c_uint32, _text],
    "tp_transaction_write_to": [_handle, c.c_uint32, WriteFn, _any],
}
_getters = {
    "tp_bytes_free": (None, [c.POINTER(Bytes)]),
    "tp_codec_name": (_text, [_int]),
    "tp_diag_format": (_size, [c.POINTER(Diag), _text, _size]),
    "tp_dict_field": (c.POINTER(FieldDef), [_int, c.c_uint32, c.c_uint32]),
    "tp_field_value": (_int, [c.POINTER(Field), _size, _size, c.POINTER(Value)]),
    "tp_image_sniff": (_int, [_any, _size]),
    "tp_record_data": (c.c_bool, [_handle, c.POINTER(Field)]),
    "tp_record_field_at": (c.c_bool, [_handle, _size, c.POINTER(Field)]),
    "tp_record_idc": (_int, [_handle]),
    "tp_record_index": (_size, [_handle]),
    "tp_record_size": (c.c_uint64, [_handle]),
    "tp_record_type": (_int, [_handle]),
    "tp_transaction_defect": (c.POINTER(Defect), [_handle, _size]),
    "tp_transaction_defect_count": (_size, [_handle]),
    "tp_transaction_free": (None, [_handle]),
    "tp_transaction_record": (_handle, [_handle, _size]),
    "tp_transaction_record_count": (_size, [_handle]),
    "tp_version": (_text, []),
}
for _name, (_result, _arguments) in _getters.items():
    getattr(lib, _name).restype = _result
    getattr(lib, _name).argtypes = _arguments
for _name, _arguments in _fallible.items():
    getattr(lib, _name).argtypes = _arguments + [c.POINTER(Diag)]


def call(name, *arguments):
    """A fallible call; every one takes a tp_diag as its last argument."""
    diag = Diag()
    status = getattr(lib, name)(*arguments, c.byref(diag))
    if status != OK:
        raise Error(status, diag)


def records(transaction):
    return [lib.tp_transaction_record(transaction, i)
            for i in range(lib.tp_transaction_record_count(transaction))]


def fields(record):
    field, i = Field(), 0
    while lib.tp_record_field_at(record, i, c.byref(field)):
        yield field
        i += 1
