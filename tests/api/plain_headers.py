#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The public headers are plain enough for a simple foreign-function reader.

Reads every declaration with a grammar of its own that knows typedef, struct,
enum and prototypes and nothing else: no bit-field, no struct or union passed
or returned by value, no inline function, no function-like macro, no type of
stdio or time. The reader is first shown one header of each forbidden kind.
"""
import os
import re
import sys

SCALARS = {
    "void", "bool", "char", "signed", "unsigned", "short", "int", "long", "float", "double",
    "size_t", "ptrdiff_t",
    "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t",
}
MARKS = {"TP_API", "TP_NODISCARD", "TP_DEPRECATED", "TP_BEGIN_DECLS", "TP_END_DECLS"}
TOKEN = re.compile(r'\s+|([A-Za-z_]\w*|0[xX][0-9A-Fa-f]+[uUlL]*|\d+[uUlL]*|<<|\.\.\.|[{}()\[\];,*=:+\-|])')


class Unreadable(Exception):
    pass


def strip(text):
    """Comments and preprocessor lines go; a function-like macro is refused."""
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    if "//" in text:
        raise Unreadable("a // comment")
    text = text.replace("\\\n", " ")
    kept = []
    for line in text.split("\n"):
        if not line.lstrip().startswith("#"):
            kept.append(line)
            continue
        macro = re.match(r"\s*#\s*define\s+(\w+)\(", line)
        if macro and macro.group(1) != "TP_PRINTF":
            raise Unreadable("a function-like macro: " + macro.group(1))
        if re.search(r"#\s*if.*\b(HAVE_\w+)|config\.h|<(stdio|time|sys/\w+)\.h>", line):
            raise Unreadable("depends on the build: " + line.strip())
    return re.sub(r"\bTP_PRINTF\([^)]*\)", " ", "\n".join(kept))


def tokens_of(text):
    out, at = [], 0
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise Unreadable("cannot read " + repr(text[at:at + 20]))
        if m.group(1) and m.group(1) not in MARKS:
            out.append(m.group(1))
        at = m.end()
    return out


class Reader:
    def __init__(self):
        self.structs = set()   # complete or opaque: never by value in a prototype
        self.types = {}        # typedef name -> "struct", "enum", "scalar", "function"
        self.functions = []

    def read(self, text):
        self.tokens, self.at = tokens_of(strip(text)), 0
        while self.at < len(self.tokens):
            self.declaration()

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self):
        self.at += 1
        if self.at > len(self.tokens):
            raise Unreadable("ends in the middle of a declaration")
        return self.tokens[self.at - 1]

    def expect(self, token):
        got = self.next()
        if got != token:
            raise Unreadable("expected %s, found %s near %s"
                             % (token, got, " ".join(self.tokens[max(0, self.at - 8):self.at + 3])))

    def name(self):
        got = self.next()
        if not re.match(r"[A-Za-z_]\w*$", got):
            raise Unreadable("expected a name, found " + got)
        return got

    def declaration(self):
        if self.peek() == "typedef":
            self.next()
            self.typedef()
        else:
            kind = self.base_type()
            self.declarator(kind, prototype=True)
            self.expect(";")

    def typedef(self):
        if self.peek() == "struct" and self.tokens[self.at + 2] == "{":
            self.next()
            self.next()
            self.members()
            self.types[self.name()] = "struct"
        elif self.peek() == "struct":
            self.next()
            self.name()
            self.types[self.name()] = "struct"
        elif self.peek() == "enum":
            self.next()
            if self.peek() != "{":
                self.name()
            self.enumerators()
            self.types[self.name()] = "enum"
        else:
            kind = self.base_type()
            name, pointer, function = self.declarator(kind, prototype=False)
            self.types[name] = "function" if function else ("scalar" if pointer else kind)
        self.expect(";")

    def enumerators(self):
        self.expect("{")
        while self.peek() != "}":
            self.name()
            if self.peek() == "=":
                self.next()
                while self.peek() not in (",", "}"):
                    self.next()
            if self.peek() == ",":
                self.next()
        self.expect("}")

    def members(self):
        self.expect("{")
        while self.peek() != "}":
            kind = self.base_type()
            self.declarator(kind, prototype=False)
            while self.peek() == ",":
                self.next()
                self.declarator(kind, prototype=False)
            if self.peek() == ":":
                raise Unreadable("a bit-field")
            self.expect(";")
        self.expect("}")

    def base_type(self):
        """const and a type name; returns its kind."""
        kind = None
        while True:
            token = self.peek()
            if token == "const":
                self.next()
            elif token in ("struct", "enum"):
                self.next()
                self.name()
                kind = token
            elif token in SCALARS and kind in (None, "scalar", "void"):
                self.next()
                kind = "void" if token == "void" else "scalar"
            elif kind is None and token in self.types:
                self.next()
                kind = self.types[token]
            elif kind is None:
                raise Unreadable("not a plain type: " + token)
            else:
                return kind

    def declarator(self, kind, prototype):
        """Pointers, a name, then an array or parameters. Returns (name, is pointer, is function pointer)."""
        pointers = 0
        while self.peek() in ("*", "const"):
            pointers += self.next() == "*"
        if self.peek() == "(":
            self.next()
            self.expect("*")
            name = self.name()
            self.expect(")")
            self.parameters(kind, pointers)
            return name, True, True
        name = self.name()
        if self.peek() == "(":
            if not prototype:
                raise Unreadable("a function type that is no pointer: " + name)
            self.parameters(kind, pointers)
            self.functions.append(name)
            return name, pointers > 0, False
        if prototype:
            raise Unreadable("a variable, or an inline function: " + name)
        while self.peek() == "[":
            self.next()
            if self.next() == "]":
                raise Unreadable("an array without a size: " + name)
            self.expect("]")
        return name, pointers > 0, False

    def parameters(self, kind, pointers):
        if kind == "struct" and pointers == 0:
            raise Unreadable("a struct returned by value")
        self.expect("(")
        if self.tokens[self.at:self.at + 2] == ["void", ")"]:
            self.next()
        while self.peek() != ")":
            if self.peek() == "...":
                raise Unreadable("a variable number of arguments")
            self.parameter()
            if self.peek() == ",":
                self.next()
        self.expect(")")

    def parameter(self):
        kind = self.base_type()
        pointers = 0
        while self.peek() in ("*", "const"):
            pointers += self.next() == "*"
        if kind == "struct" and pointers == 0:
            raise Unreadable("a struct passed by value")
        if kind == "void" and pointers == 0:
            raise Unreadable("void in the middle of parameters")
        if self.peek() not in (",", ")"):
            self.name()
        if self.peek() == "[":
            raise Unreadable("an array as a parameter")


FORBIDDEN = {
    "a bit-field": "typedef struct a { unsigned b : 3; } a;",
    "a struct passed by value": "typedef struct a { int b; } a; void f(a x);",
    "a struct returned by value": "typedef struct a { int b; } a; a f(int x);",
    "a function-like macro": "#define TP_MAX(a, b) ((a) > (b) ? (a) : (b))",
    "not a plain type": "void f(FILE *out);",
    "not a plain type: time_t": "void f(time_t t);",
    "not a plain type: static": "static inline int f(int x) { return x; }",
    "not a plain type: union": "typedef union u { int a; } u;",
    "a variable": "int x;",
    "depends on the build": "#ifdef HAVE_ZLIB\nint f(void);\n#endif",
    "a variable number": "int f(const char *format, ...);",
    "expected": "int f(int x) { return x; }",
    "// comment": "int f(void); // no",
}
PLAIN = """
typedef struct a a;
typedef enum b { B_ONE = 1, B_TWO = 1u << 3, } b;
typedef int (*c)(void *ctx, const a *x, size_t n);
typedef struct d { const a *x; uint8_t y[16]; c call; void *(*alloc)(void *ctx, size_t n); } d;
TP_API TP_NODISCARD b tp_f(const d *const *x, unsigned long long n, c call);
"""


def test_itself():
    reader = Reader()
    reader.read(PLAIN)
    assert reader.functions == ["tp_f"], reader.functions
    for want, text in FORBIDDEN.items():
        try:
            Reader().read(text)
        except Unreadable as e:
            assert want in str(e), (want, str(e))
        else:
            raise AssertionError("not refused: " + want)


def main():
    test_itself()
    folder = os.path.join(os.environ["TP_SRCDIR"], "include", "tenprint")
    made = os.path.join(os.environ["TP_BUILDDIR"], "include", "tenprint")
    paths = {n: os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(".h")}
    paths["version.h"] = os.path.join(made, "version.h")
    reader, done, failed = Reader(), set(), False

    def visit(name):
        nonlocal failed
        if name in done:
            return
        done.add(name)
        with open(paths[name], encoding="ascii") as f:
            text = f.read()
        for other in re.findall(r"^#include <tenprint/(\S+)>", text, re.M):
            visit(other)
        try:
            if name != "export.h":  # attributes only
                reader.read(text)
        except Unreadable as e:
            print("%s: %s" % (name, e))
            failed = True

    for name in sorted(paths):
        visit(name)
    for name in reader.functions:
        if not name.startswith("tp_"):
            print("without prefix: " + name)
            failed = True
    print("%d headers, %d functions, %d types" % (len(done), len(reader.functions), len(reader.types)))
    with open(os.path.join(os.environ["TP_SRCDIR"], "lib", "exports.txt"), encoding="ascii") as f:
        listed = [line for line in f.read().split() if line]
    if sorted(reader.functions) != listed:
        print("differs from lib/exports.txt: " + " ".join(sorted(set(reader.functions) ^ set(listed))))
        failed = True
    return 1 if failed else 0


sys.exit(main())
