# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The memory that a command needs of its own: pages that no file backs, as what
# is mapped from a file can be dropped and read again. Sampled, since the kernel
# keeps a high-water mark of all resident pages only.

import subprocess
import time

INTERVAL = 0.01  # Seconds.


def _status(pid):
    """The sizes in a process's status file, in bytes; none once it has ended."""
    sizes = {}
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            for line in file:
                name, _, rest = line.partition(":")
                if rest.endswith("kB\n"):
                    sizes[name] = int(rest.split()[0]) * 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return sizes


def run(command, **options):
    """Runs a command to its end, as subprocess.run does, but with files for its
    streams: nobody would empty a pipe.

    Returns what that returns, with two more attributes in bytes: peak_own, the
    highest sum of RssAnon and RssShmem seen, and peak_resident, the kernel's
    mark of all resident pages.
    """
    process = subprocess.Popen(command, **options)
    own = resident = 0
    while process.poll() is None:
        sizes = _status(process.pid)
        own = max(own, sizes.get("RssAnon", 0) + sizes.get("RssShmem", 0))
        resident = max(resident, sizes.get("VmHWM", 0))
        time.sleep(INTERVAL)
    result = subprocess.CompletedProcess(command, process.returncode)
    result.peak_own = own
    result.peak_resident = resident
    return result
