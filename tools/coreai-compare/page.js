// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sorts the table by the column whose header is clicked; again, the other way.
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const header = button.parentElement;
    const column = header.cellIndex;
    const body = header.closest("table").tBodies[0];
    const ascending = header.getAttribute("aria-sort") !== "ascending";
    const key = (row) => {
      const cell = row.cells[column];
      const number = cell.dataset.value;
      return number === undefined ? cell.textContent : Number(number);
    };
    const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const rows = [...body.rows].sort((a, b) => order(key(a), key(b)));
    body.append(...(ascending ? rows : rows.reverse()));
    for (const other of header.parentElement.cells)
      other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  });
}
