// Searches a copy of the site in the reader's browser, with the index that Pagefind wrote beside it.
// Without it the page lists all solutions.
const MOST_SHOWN = 30;
const engine = new URL("../pagefind/pagefind.js", document.currentScript.src);
const find = document.getElementById("find");
const form = find.querySelector("form");
const status = find.querySelector("[role=status]");
const list = find.querySelector("ol");

// An excerpt is text with <mark> around the words that were found; nothing else of it is shown.
const excerptOf = (html) => {
  const line = document.createElement("span");
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    const piece = node.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode("");
    piece.textContent = node.textContent;
    line.append(piece);
  }
  return line;
};

const itemOf = ({ url, meta, excerpt }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = meta.title;
  item.append(link, document.createElement("br"), excerptOf(excerpt));
  return item;
};

const search = async (words) => {
  const { results } = await (await import(engine.href)).search(words);
  const shown = await Promise.all(results.slice(0, MOST_SHOWN).map((result) => result.data()));
  const first = results.length > shown.length ? `. ${find.dataset.first} ${shown.length}` : "";
  status.textContent = `${find.dataset.found} ${results.length}${first}`;
  list.replaceChildren(...shown.map(itemOf));
};

find.hidden = false;
const words = new URLSearchParams(location.search).get("q")?.trim();
if (words) {
  form.elements.q.value = words;
  search(words).catch(() => {
    status.textContent = find.dataset.failed;
  });
}
