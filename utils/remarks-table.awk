# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Prints the YAML remarks of a -coreai-palettize run as a table: a line per
# weight, then the totals. Two passes over the same remarks would need the file
# twice, so lines are kept until the widest name is known.

function value(text) {
  sub(/^  - [a-z_]+: */, "", text)
  gsub(/^'|'$/, "", text)
  return text
}

function line(name, type, before, after, bits, snr) {
  printf "%-" width "s  %-16s %12s %12s %12s %8s\n", name, type, before, after, bits, snr
}

/^--- !Passed/ { ++count }
/^  - weight:/ { weight[count] = value($0) }
/^  - type:/ { type[count] = value($0); gsub(/^tensor<|>$/, "", type[count]) }
/^  - bytes_before:/ { before[count] = value($0) }
/^  - bytes_after:/ { after[count] = value($0) }
/^  - bits_per_weight:/ { bits[count] = value($0) }
/^  - snr_db:/ { snr[count] = value($0) }

END {
  width = length("weight")
  for (i = 1; i <= count; ++i)
    if (length(weight[i]) > width)
      width = length(weight[i])
  line("weight", "type", "bytes before", "bytes after", "bits/weight", "SNR dB")
  for (i = 1; i <= count; ++i) {
    # Infinite where a table holds every value of its weight.
    decibels = tolower(snr[i]) ~ /inf/ ? "inf" : sprintf("%.2f", snr[i])
    line(weight[i], type[i], before[i], after[i], sprintf("%.2f", bits[i]), decibels)
    total_before += before[i]
    total_after += after[i]
    weights += 8 * after[i] / bits[i]
  }
  if (count == 0)
    exit
  line("total (" count ")", "", total_before, total_after, sprintf("%.2f", 8 * total_after / weights), "")
  printf "The weights take %.1f %% of what they took.\n", 100 * total_after / total_before
}
