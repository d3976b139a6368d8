#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Check a JSON document against one of our JSON Schemas: check-schema.py SCHEMA [DOCUMENT].

Knows the words that our schemas use and no other: one that it does not know is an error, so that
no rule goes unchecked. Exit status: 0 it conforms, 1 it does not, 2 the schema is not understood.
"""
import json
import re
import sys

KNOWN = {"$schema", "$defs", "$ref", "title", "type", "const", "enum", "required", "properties",
         "additionalProperties", "propertyNames", "minProperties", "items", "minItems", "oneOf",
         "pattern", "minLength", "minimum", "maximum"}
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
         "boolean": bool, "null": type(None)}


def is_type(value, name):
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def same(a, b):
    return type(a) is type(b) and a == b


class Checker:
    def __init__(self, top):
        self.top = top

    def resolve(self, schema):
        while "$ref" in schema:
            target = self.top
            for part in schema["$ref"].split("/")[1:]:
                target = target[part]
            schema = target
        return schema

    def scalar(self, schema, value):
        if "const" in schema and not same(value, schema["const"]):
            return "is not the constant"
        if "enum" in schema and not any(same(value, e) for e in schema["enum"]):
            return "is none of the values"
        if isinstance(value, str):
            if "pattern" in schema and not re.search(schema["pattern"], value):
                return "does not match the pattern"
            if len(value) < schema.get("minLength", 0):
                return "is too short"
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if value < schema.get("minimum", value) or value > schema.get("maximum", value):
                return "is out of range"
        return None

    def members(self, schema, value, place):
        for key in schema.get("required", ()):
            if key not in value:
                return f"{place}: {key} is missing"
        if len(value) < schema.get("minProperties", 0):
            return f"{place}: has too few members"
        extra = schema.get("additionalProperties", True)
        for key, member in value.items():
            where = f"{place}.{key}"
            if "propertyNames" in schema and self.check(schema["propertyNames"], key, where):
                return f"{where}: is no such name"
            rule = schema.get("properties", {}).get(key, extra)
            if rule is False:
                return f"{where}: is not allowed"
            if rule is not True:
                error = self.check(rule, member, where)
                if error:
                    return error
        return None

    def check(self, schema, value, place="$"):
        """The first thing wrong, or None."""
        schema = self.resolve(schema)
        unknown = set(schema) - KNOWN
        if unknown:
            raise ValueError(f"the schema uses {sorted(unknown)}")
        if "type" in schema:
            names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            if not any(is_type(value, n) for n in names):
                return f"{place}: is not of type {names}"
        error = self.scalar(schema, value)
        if error:
            return f"{place}: {error}"
        if "oneOf" in schema:
            fits = sum(self.check(s, value, place) is None for s in schema["oneOf"])
            if fits != 1:
                return f"{place}: fits {fits} of the alternatives"
        if isinstance(value, dict):
            return self.members(schema, value, place)
        if isinstance(value, list):
            if len(value) < schema.get("minItems", 0):
                return f"{place}: has too few members"
            for i, member in enumerate(value):
                error = self.check(schema.get("items", {}), member, f"{place}[{i}]")
                if error:
                    return error
        return None


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        schema = json.load(f)
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as f:
            document = json.load(f)
    else:
        document = json.load(sys.stdin)
    try:
        error = Checker(schema).check(schema, document)
    except (ValueError, KeyError) as e:
        print(f"{sys.argv[1]}: {e}")
        return 2
    if error:
        print(error)
    return 1 if error else 0


if __name__ == "__main__":
    sys.exit(main())
