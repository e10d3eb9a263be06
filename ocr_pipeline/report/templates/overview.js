"use strict";
// The rows of a large job: an index of all of them, and blocks of rows that are loaded when one of them is looked at.
// Files are loaded by script elements, since a page opened from a disk may not read others in any other way; each calls
// one of the functions below. All text is set as text, never as markup.
{
  const SHOWN = 100;
  const LABELS = ["document", "page", "state", "expected CER", "unread ink", "skew", "page number", "seconds", "scan", "warnings"];
  const FIGURES = new Set(["expected CER", "unread ink", "skew", "page number", "seconds"]);
  const loading = new Map();
  const blocks = new Map();
  let index = null;
  let texts = null;
  let found = [];
  let first = 0;
  let asked = 0;

  window.overviewIndex = (given) => { index = given; };
  window.overviewWarnings = (given) => { texts = given; };
  window.overviewRows = (block, rows) => { blocks.set(block, rows); };

  const element = (id) => document.getElementById(id);

  const load = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `overview/${name}.js`;
        script.onload = done;
        script.onerror = () => { loading.delete(name); failed(new Error(script.getAttribute("src"))); };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };

  const folded = (text) => text.normalize("NFC").toLocaleLowerCase();

  const matching = () => {
    const state = element("state").value;
    const name = folded(element("document").value.trim());
    const warning = folded(element("warnings").value.trim());
    const named = index.documents.map((one) => folded(one).includes(name));
    let warned = null;
    if (warning) {
      const right = texts.texts.map((one) => folded(one).includes(warning));
      warned = new Set(texts.rows.filter(([, ...of]) => of.some((text) => right[text])).map(([row]) => row));
    }
    const rows = [];
    let row = 0;
    for (const [document_, count] of index.runs) {
      for (const end = row + count; row < end; row += 1) {
        if (named[document_] && (!state || index.states[row] === state) && (!warned || warned.has(row))) rows.push(row);
      }
    }
    // A sort that keeps the order of equals: rows without a figure come last, in their order.
    if (element("order").value === "cer") rows.sort((one, other) => index.cer[other] - index.cer[one]);
    return rows;
  };

  const address = (path) => path.split("/").map(encodeURIComponent).join("/");

  const link = (path, text) => {
    const made = document.createElement("a");
    made.href = path;
    made.textContent = text;
    return made;
  };

  const cells = ([name, page, , cer, unread, skew, number, seconds, scan, warnings], state) => {
    const folder = address(name);
    const lines = warnings.flatMap((warning, place) => (place ? [document.createElement("br"), warning] : [warning]));
    return [
      [page ? link(`${folder}/document.txt`, name) : name],
      page ? [link(`${folder}/pages/${address(page)}.txt`, page)] : [],
      [state], [cer], [unread], [skew], [number], [seconds],
      [link(address(scan), scan.slice(scan.lastIndexOf("/") + 1))],
      lines,
    ];
  };

  const shown = (entry) => {
    const state = index.names[entry[2]];
    const row = document.createElement("tr");
    row.className = state;
    cells([index.documents[entry[0]], ...entry.slice(1)], state).forEach((content, place) => {
      const label = LABELS[place];
      const cell = document.createElement("td");
      cell.className = FIGURES.has(label) ? "figure" : { state: "state", warnings: "prose" }[label] || "";
      cell.dataset.label = label;
      cell.append(...content.filter((part) => part !== ""));
      row.append(cell);
    });
    return row;
  };

  const say = (text) => { element("found").textContent = text; };

  const fail = (error) => say(`${error.message} cannot be loaded. summary.csv has all pages.`);

  const show = async () => {
    const turn = asked += 1;
    const rows = found.slice(first, first + SHOWN);
    try {
      await Promise.all([...new Set(rows.map((row) => Math.floor(row / index.block)))].map((block) => load(`rows-${String(block).padStart(4, "0")}`)));
    } catch (error) {
      fail(error);
      return;
    }
    // Another page was asked for meanwhile.
    if (turn !== asked) return;
    element("rows").replaceChildren(...rows.map((row) => shown(blocks.get(Math.floor(row / index.block))[row % index.block])));
    say(rows.length ? `Pages ${first + 1} to ${first + rows.length} of ${found.length}` : "No page is like that.");
    element("previous").disabled = first === 0;
    element("next").disabled = first + SHOWN >= found.length;
    const sorted = element("order").value === "cer";
    document.querySelectorAll("#pages th").forEach((head, place) => {
      if (sorted && LABELS[place] === "expected CER") head.setAttribute("aria-sort", "descending");
      else head.removeAttribute("aria-sort");
    });
  };

  const select = async () => {
    try {
      if (element("warnings").value.trim()) await load("warnings");
    } catch (error) {
      fail(error);
      return;
    }
    found = matching();
    first = 0;
    await show();
  };

  const turn = (step) => {
    first = Math.max(0, first + step * SHOWN);
    show();
    element("pages").scrollIntoView();
  };

  const begin = async () => {
    try {
      await load("index");
    } catch (error) {
      fail(error);
      return;
    }
    // A letter of the index says the state of a row; the names stand in the order of their letters.
    index.states = [...index.state].map((letter) => index.names[letter.charCodeAt(0) - 97]);
    element("choose").hidden = false;
    element("table").hidden = false;
    element("choose").addEventListener("submit", (event) => { event.preventDefault(); select(); });
    element("choose").addEventListener("change", select);
    element("previous").addEventListener("click", () => turn(-1));
    element("next").addEventListener("click", () => turn(1));
    await select();
  };

  begin();
}
