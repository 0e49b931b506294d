# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: check_includes.py ROOT
#
# Holds the includes of lib, include, dialects and tools against the table of rooms in
# ROOT/lib/README.md, whose rows are
#   | `Room` | what it is for | `Other`, `llvm` |
# A room may include itself, and the rooms and libraries of its row; every one of them
# is included somewhere, and no room leads back to itself.

import graphlib
import pathlib
import re
import sys

LIBRARIES = {"llvm", "mlir"}
ROW = re.compile(r"^\| (`[\w/-]+`) \|.*\| ([^|]*) \|$", re.MULTILINE)
INCLUDE = re.compile(r'\s*#?\s*include\s+"([^"]+)"')
SOURCES = {".cpp", ".h", ".td"}


def read_table(text):
    """What each room may include."""
    return {
        row[1].strip("`"): set(re.findall(r"`([\w/-]+)`", row[2])) for row in ROW.finditer(text)
    }


def find_folders(root):
    """The folders of each room."""
    folders = {}
    for parent in ("lib", "include/coreai", "dialects/coreai", "tools"):
        for folder in sorted(root.glob(parent + "/*/")):
            # Git leaves empty folders behind.
            if not any(path.suffix in SOURCES for path in folder.rglob("*")):
                continue
            room = f"tools/{folder.name}" if parent == "tools" else folder.name
            folders.setdefault(room, []).append(folder)
    return folders


def get_target(name, room):
    """The room or library that holds the file of an include."""
    first, _, rest = name.partition("/")
    if not rest and room.startswith("tools/"):
        return room  # A tool's own headers stand beside its sources.
    return rest.partition("/")[0] if first == "coreai" else first


def find_includes(folder):
    """Yields file, line and name of every include."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in SOURCES:
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if found := INCLUDE.match(line):
                    yield path, number, found[1]


def main(root):
    root = pathlib.Path(root)
    table = read_table((root / "lib/README.md").read_text())
    folders = find_folders(root)
    problems, used = [], set()
    for room in sorted(folders.keys() - table.keys()):
        problems.append(f"{folders[room][0].relative_to(root)}: is a room that isn't in the table")
    for room in sorted(table.keys() - folders.keys()):
        problems.append(f"lib/README.md: there is no room {room}")
    for room, allowed in table.items():
        for other in sorted(allowed - table.keys() - LIBRARIES):
            problems.append(f"lib/README.md: {room} may include {other}, which is no room")
        for folder in folders.get(room, []):
            for path, number, name in find_includes(folder):
                target = get_target(name, room)
                used.add((room, target))
                if target != room and target not in allowed:
                    where = f"{path.relative_to(root)}:{number}"
                    problems.append(f'{where}: {room} may not include {target}: "{name}"')
        for other in sorted(allowed & (table.keys() | LIBRARIES)):
            if (room, other) not in used:
                problems.append(f"lib/README.md: {room} may include {other}, but doesn't")
    try:
        graphlib.TopologicalSorter(table).prepare()
    except graphlib.CycleError as error:
        problems.append(f"lib/README.md: a circle of rooms: {', '.join(error.args[1])}")
    print(*problems, f"{len(table)} rooms, {len(used)} arrows", sep="\n")
    return bool(problems)


sys.exit(main(sys.argv[1]))
