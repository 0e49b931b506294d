// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Keeps all weights, of which the table and the pictures show the first ones in
// the table's order: a browser is slow to lay out thousands.
const body = document.querySelector("table").tBodies[0];
const cards = document.querySelector(".cards");
const hidden = (id) => document.getElementById(id)?.content.children ?? [];
const allCards = [...cards.children, ...hidden("more-cards")];
let weights = [...body.rows, ...hidden("more-rows")].map((row, i) =>
  ({ row, card: allCards[i] }));
let limit = body.rows.length;

function show() {
  const shown = weights.slice(0, limit);
  body.replaceChildren(...shown.map((weight) => weight.row));
  cards.replaceChildren(...shown.map((weight) => weight.card));
}

const more = document.getElementById("more");
more?.querySelector("button").addEventListener("click", () => {
  limit = weights.length;
  more.remove();
  show();
});

// Sorts by the column whose header is clicked; again, the other way. Numbers in
// names count as numbers; weights that are alike stay in order.
const collator = new Intl.Collator("en", { numeric: true });
const order = (a, b) =>
  typeof a === "string" ? collator.compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const header = button.parentElement;
    const ascending = header.getAttribute("aria-sort") !== "ascending";
    const key = ({ row }) => {
      const cell = row.cells[header.cellIndex];
      const number = cell.dataset.value;
      return number === undefined ? cell.textContent : Number(number);
    };
    const sign = ascending ? 1 : -1;
    const keyed = weights.map((weight) => [key(weight), weight]);
    keyed.sort(([a], [b]) => sign * order(a, b));
    weights = keyed.map(([, weight]) => weight);
    show();
    for (const other of header.parentElement.cells)
      other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  });
}

// A link to a picture that isn't shown adds it.
function follow(hash) {
  const card = allCards.find((card) => "#" + card.id === hash);
  if (!card || card.isConnected) return;
  cards.append(card);
  card.scrollIntoView();
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link) follow(link.getAttribute("href"));
});
follow(location.hash);
