// Offers words while a reader types in the search field. Without it the page "Ord at søge på" lists the same.
const field = document.querySelector("input[list]");
const list = field && document.getElementById(field.getAttribute("list"));
if (list) {
  let waiting = 0;
  let asked = "";
  const offer = (suggestions) => {
    list.replaceChildren(...suggestions.map(({ label }) => {
      const option = document.createElement("option");
      option.value = label;
      return option;
    }));
  };
  const ask = async () => {
    const words = field.value.trim();
    if (words.length < 2 || words === asked) return;
    asked = words;
    const address = `${list.dataset.from}?${new URLSearchParams({ q: words })}`;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok && asked === words) offer((await answer.json()).suggestions);
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
}
