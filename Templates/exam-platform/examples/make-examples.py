#!/usr/bin/env python3
"""Writes the example files again: clean/, a season that imports without an error, and faulty/, a
small one with the mistakes people make, listed in faulty/planted.json.

Needs nothing but Python 3.9. The same seed gives the same bytes.

Usage: make-examples.py [FOLDER]   (default: the folder of this script)
"""

import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator.clean import CleanSet  # noqa: E402
from generator.faulty import FaultySet  # noqa: E402


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    CleanSet().write(folder / "clean")
    planted = FaultySet().write(folder / "faulty")
    codes = {plant["code"] for plant in planted}
    print(f"wrote clean/ and faulty/ ({len(planted)} planted mistakes, {len(codes)} codes)")


if __name__ == "__main__":
    main()
