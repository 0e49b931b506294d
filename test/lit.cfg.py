# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# How the lit tests are found and what their RUN lines may use.

import os
import subprocess
import sys

import lit.formats
from lit.llvm import llvm_config

config.name = "coreai"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "unit"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.coreai_obj_root, "test")

config.environment["FILECHECK_OPTS"] = "--enable-var-scope"
llvm_config.with_system_environment(
    ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"]
)
llvm_config.with_environment("PATH", config.llvm_tools_dir, append_path=True)
llvm_config.add_tool_substitutions(
    ["coreai-opt", "coreai-compare", "coreai-run", "coreai-lsp-server", "coreai-gen",
     "FileCheck", "not", "count", "split-file"],
    [config.coreai_tools_dir, config.llvm_tools_dir],
)
llvm_config.add_tool_substitutions(config.coreai_bench_targets, config.coreai_tools_dir)

# utils/bench/compare runs with Debian's Python, which has Debian's NumPy.
if "coreai-bench" in config.coreai_bench_targets:
    config.available_features.add("benchmark")
for package in ("numpy", "sklearn"):
    if os.path.isdir(f"/usr/lib/python3/dist-packages/{package}"):
        config.available_features.add(package)

# Where processes may be traced.
if subprocess.run(["sh", "-c", "strace -o /dev/null true"], capture_output=True).returncode == 0:
    config.available_features.add("strace")

# Where a folder can be mounted at a second place.
mount = ["unshare", "-rm", "mount", "--bind", config.coreai_obj_root, config.coreai_obj_root]
if subprocess.run(mount, capture_output=True).returncode == 0:
    config.available_features.add("unshare")

# A sanitized plugin needs the sanitizer's runtime in its host from the start.
host = os.path.join(config.llvm_tools_dir, "mlir-opt")
if config.coreai_sanitizers:
    config.available_features.add("sanitizer")
    runtime = "tsan" if "thread" in config.coreai_sanitizers else "asan"
    resources = subprocess.check_output(
        [config.cxx_compiler, "-print-resource-dir"], text=True
    ).strip()
    library = f"{resources}/lib/linux/libclang_rt.{runtime}-x86_64.so"
    host = f"env LD_PRELOAD={library} {host}"
    if runtime == "tsan":
        config.environment.setdefault("TSAN_OPTIONS", config.coreai_tsan_options)
flags = ""
if config.coreai_sanitizers:
    flags = f"-fsanitize={config.coreai_sanitizers}"
config.substitutions += [
    ("%sanitizer_flags", flags),
    ("%mlir-opt", host),
    ("%coreai_plugin", config.coreai_plugin),
    ("%coreai_src_root", config.coreai_src_root),
    ("%coreai_obj_root", config.coreai_obj_root),
    ("%cmake", config.cmake),
    ("%python", sys.executable),
    ("%cxx_compiler", config.cxx_compiler),
]
