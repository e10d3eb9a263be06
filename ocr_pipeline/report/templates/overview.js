"use strict";
// Two tables, of documents and of pages, whose rows are made as they are looked at. A small job is in the page; of a
// large one an index of all pages is loaded, and blocks of rows when one of them is looked at. Files are loaded by script
// elements, since a page opened from a disk may not read others in any other way; each calls one of the functions below.
// All text is set as text, never as markup.
{
  const { labels, columns, imageSuffix, whole } = JSON.parse(document.getElementById("data").textContent);
  /** Rows at a time, by table. */
  const SHOWN = whole ? { documents: Infinity, pages: Infinity } : { documents: 20, pages: 100 };
  /** Width and height of a small picture, at most, in pixels of the page. */
  const SMALL = [52, 66];
  /** Of figures, from whole numbers of small units: how many these are to one, decimals shown, and what stands behind. */
  const UNITS = {
    cer: [100, 2, { en: "%", ru: "\u00a0%" }], unread: [10, 1, { en: " mm²", ru: " мм²" }], skew: [100, 2, "°"], seconds: [10, 1, ""],
    neutral: [100, 2, { en: "%", ru: "\u00a0%" }], conventions: [100, 2, { en: "%", ru: "\u00a0%" }], typed: [100, 2, { en: "%", ru: "\u00a0%" }],
    number: [1, 0, ""], pages: [1, 0, ""], failed: [1, 0, ""], variants: [1, 0, ""],
  };
  const FINDINGS = ["missing", "doubled", "misplaced"];
  const PROSE = new Set(["warnings", "uncompared"]);
  const UNSORTED = new Set(["image", "scan", "warnings", "report", "uncompared"]);
  /** Sorted by at first from the most to the least. */
  const MOST_FIRST = new Set(["cer", "unread", "skew", "seconds", "failed", "neutral", "conventions", "typed", "variants", ...FINDINGS]);
  const WORST_FIRST = ["failed", "unreadable", "blank", "done"];

  const element = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const made = (tag, properties, ...content) => {
    const one = Object.assign(document.createElement(tag), properties);
    one.append(...content);
    return one;
  };
  const collator = new Intl.Collator(["ru", "en"], { numeric: true });
  const folded = (text) => text.normalize("NFC").toLocaleLowerCase().replaceAll("ё", "е");

  // Words

  let language = "en";
  const label = (key, ...values) => labels[language][key].replace(/\{(\d)\}/g, (_, place) => values[place]);

  const figure = (column, value) => {
    if (value === null || value === undefined || (column === "unread" && !value)) return "";
    const [units, decimals, behind] = UNITS[column];
    const shown = (value / units).toFixed(decimals).replace(".", language === "ru" ? "," : ".");
    return shown + (typeof behind === "string" ? behind : behind[language]);
  };

  // What is loaded

  const loading = new Map();
  const blocks = new Map();
  let index = null;
  let warnings = null;
  let documents = null;

  window.overviewIndex = (given) => { index = given; };
  window.overviewWarnings = (given) => { warnings = given; };
  window.overviewDocuments = (given) => { documents = given; };
  window.overviewRows = (block, rows) => { blocks.set(block, rows); };

  const load = (name) => {
    if (whole) return Promise.resolve();
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

  const blockOf = (row) => Math.floor(row / index.block);
  const loadRows = (rows) => Promise.all(
    [...new Set(rows.map(blockOf))].map((block) => load(`rows-${String(block).padStart(4, "0")}`)),
  );
  const restOf = (row) => (whole ? whole.rows[row] : blocks.get(blockOf(row))[row % index.block]);

  // Sorting

  /** Rows in the order of their keys, unknown ones last either way, equal ones as they stand. */
  const sorted = (rows, key, descending) => {
    const sign = descending ? -1 : 1;
    const unknown = (value) => value === null || value === undefined || value === "";
    const known = rows.filter((row) => !unknown(key(row)));
    known.sort((one, other) => sign * (key(one) - key(other)));
    return known.concat(rows.filter((row) => unknown(key(row))));
  };

  /** Ranks of texts as a person sorts them, by place; each is compared once, however often it stands there. */
  const ranksOf = (texts) => {
    const ranks = new Map([...new Set(texts)].sort(collator.compare).map((text, rank) => [text, rank]));
    return texts.map((text) => (text ? ranks.get(text) : null));
  };

  // The pages' own index

  const once = (make) => {
    let value;
    return () => (value ??= make());
  };
  const documentOf = once(() => {
    const of = new Uint32Array(index.state.length);
    let row = 0;
    for (const [name, count] of index.runs) { of.fill(name, row, row + count); row += count; }
    return of;
  });
  const stateOf = (row) => index.names[index.state.charCodeAt(row) - 97];
  const documentRanks = once(() => ranksOf(index.documents));
  const pageRanks = once(() => ranksOf(index.page));
  const foldedPages = once(() => index.page.map(folded));
  const foldedDocuments = once(() => index.documents.map(folded));
  const foldedWarnings = once(() => warnings.texts.map(folded));

  const PAGE_KEYS = {
    document: (row) => documentRanks()[documentOf()[row]],
    page: (row) => pageRanks()[row],
    state: (row) => WORST_FIRST.indexOf(stateOf(row)),
  };
  const pageKey = (column) => PAGE_KEYS[column] ?? ((row) => (column === "unread" ? index.unread[row] || null : index[column][row]));

  /** For each word looked for, whether a row has it. */
  const rowsWith = (word) => {
    const named = foldedDocuments().map((one) => one.includes(word));
    const states = new Map(index.names.map((name) => [name, [name, labels.en[`state.${name}`], labels.ru[`state.${name}`]].some((one) => folded(one).includes(word))]));
    const right = foldedWarnings().map((one) => one.includes(word));
    const warned = new Set(warnings.rows.filter(([, ...of]) => of.some((text) => right[text])).map(([row]) => row));
    const pages = foldedPages();
    const of = documentOf();
    return (row) => named[of[row]] || pages[row].includes(word) || states.get(stateOf(row)) || warned.has(row);
  };

  let onlyDocument = null;

  const chosenPages = async () => {
    const words = folded(element("search").value).split(/\s+/).filter(Boolean);
    if (words.length) await load("warnings");
    const state = element("state").value;
    const tests = words.map(rowsWith);
    if (state) tests.push((row) => stateOf(row) === state);
    if (onlyDocument !== null) tests.push((row) => index.documents[documentOf()[row]] === onlyDocument);
    const rows = [];
    for (let row = 0; row < index.state.length; row += 1) if (tests.every((test) => test(row))) rows.push(row);
    return rows;
  };

  // Cells

  // What is no character, of a name that is no UTF-8, has no address.
  const address = (path) => path.replace(/\p{Surrogate}/gu, "\ufffd").split("/").map(encodeURIComponent).join("/");
  const link = (path, text) => made("a", { href: path, textContent: text });

  const pageCells = (row) => {
    const name = index.documents[documentOf()[row]];
    const page = index.page[row];
    const [path, ...texts] = restOf(row);
    const folder = address(name);
    const state = stateOf(row);
    return {
      image: page && state !== "failed" ? [thumbnail(`${folder}/pages/${address(page)}${imageSuffix}`, page)] : [],
      document: [page ? link(`${folder}/document.txt`, name) : name],
      page: page ? [link(`${folder}/pages/${address(page)}.txt`, page)] : [],
      state: [label(`state.${state}`)],
      scan: [link(address(path), path.slice(path.lastIndexOf("/") + 1))],
      warnings: texts.length ? [made("div", { lang: "en" }, ...texts.flatMap((text, place) => (place ? [document.createElement("br"), text] : [text])))] : [],
    };
  };

  const findings = ([count, found]) => {
    const numbers = found.map(([named, isSome]) => (isSome ? label("some-of", named) : named)).join(", ");
    const more = count > found.length ? `; ${label("more", count - found.length)}` : "";
    const sentences = found.map(([, , sentence]) => made("li", { textContent: sentence }));
    return [made("details", {}, made("summary", {}, numbers + more), made("ul", { lang: "en" }, ...sentences))];
  };

  const documentCells = (row) => {
    const one = documents[row];
    const folder = address(one.document);
    const pages = made("button", { type: "button", textContent: one.pages, title: label("show-pages") });
    pages.setAttribute("aria-label", `${label("show-pages")}: ${one.pages}`);
    pages.addEventListener("click", () => showOnly(one.document));
    return {
      document: [link(`${folder}/document.txt`, one.document)],
      pages: [pages],
      transcription: one.transcription ? [one.transcription] : [],
      report: one.transcription ? [link(`${folder}/comparison.html`, label("comparison"))] : [],
      uncompared: one.uncompared ? [made("div", { lang: "en", textContent: one.uncompared })] : [],
      ...Object.fromEntries(FINDINGS.filter((column) => one[column]).map((column) => [column, findings(one[column])])),
    };
  };

  const documentKeys = once(() => ({
    document: ranksOf(documents.map((one) => one.document)),
    transcription: ranksOf(documents.map((one) => one.transcription ?? "")),
  }));
  const documentKey = (column) => (row) => {
    const ranks = documentKeys()[column];
    const value = documents[row][column];
    return ranks ? ranks[row] : FINDINGS.includes(column) ? value?.[0] : value;
  };

  // Small pictures

  // One picture at a time is loaded and drawn small, when its row is in view: a page as it was read is nine million
  // pixels, and a browser that scaled a screenful of them itself would keep them all.
  const waiting = new Set();
  let drawing = false;

  const draw = async () => {
    if (drawing) return;
    drawing = true;
    for (const frame of waiting) {
      waiting.delete(frame);
      const image = new Image();
      image.src = frame.href;
      try {
        await image.decode();
        const scale = Math.min(SMALL[0] / image.naturalWidth, SMALL[1] / image.naturalHeight) * Math.min(devicePixelRatio, 2);
        const canvas = made("canvas", { width: Math.max(1, image.naturalWidth * scale), height: Math.max(1, image.naturalHeight * scale) });
        const context = canvas.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        frame.append(canvas);
      } catch {
        // It was not written, or is gone: its place stays empty.
        frame.removeAttribute("href");
      }
      image.src = "";
    }
    drawing = false;
  };

  const inView = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting && !target.firstChild && target.href) waiting.add(target);
      else waiting.delete(target);
    }
    draw();
  });

  const thumbnail = (path, page) => {
    const frame = made("a", { className: "thumb", href: path });
    frame.setAttribute("aria-label", `${label("pages.image")} ${page}`);
    inView.observe(frame);
    return frame;
  };

  // Tables

  class Table {
    /**
     * `name` is the table's; `rows` gives those chosen, `load` brings what they show, `cells` and `figures` give that,
     * `key` by what a column is sorted.
     */
    constructor(name, { rows, load: bring, cells, key, figures }) {
      Object.assign(this, { name, rows, load: bring, cells, key, figures, columns: columns[name] });
      this.sort = null;
      this.descending = false;
      this.first = 0;
      this.turn = 0;
      this.table = element(name);
      element(`${name}-previous`).addEventListener("click", () => this.move(-1));
      element(`${name}-next`).addEventListener("click", () => this.move(1));
    }

    label(column) { return label(`${this.name}.${column}`); }

    /** Go to a column's first order, then to its other one, then back to that of the job. */
    sortBy(column) {
      const starts = MOST_FIRST.has(column);
      if (this.sort !== column) [this.sort, this.descending] = [column, starts];
      else if (this.descending === starts) this.descending = !starts;
      else [this.sort, this.descending] = [null, false];
      return this.select();
    }

    async select() {
      try {
        const rows = await this.rows();
        this.found = this.sort ? sorted(rows, this.key(this.sort), this.descending) : rows;
      } catch (error) {
        this.fail(error);
        return;
      }
      this.first = 0;
      await this.show();
    }

    move(step) {
      this.first = Math.max(0, this.first + step * SHOWN[this.name]);
      this.show();
      this.table.scrollIntoView();
    }

    async show() {
      this.turn += 1;
      const turn = this.turn;
      const rows = this.found.slice(this.first, this.first + SHOWN[this.name]);
      try {
        await this.load(rows);
      } catch (error) {
        this.fail(error);
        return;
      }
      // Others were asked for meanwhile.
      if (turn !== this.turn) return;
      this.head();
      this.table.tBodies[0].replaceChildren(...rows.map((row) => this.row(row)));
      const total = this.found.length;
      const last = this.first + rows.length;
      const fits = last >= total && this.first === 0;
      this.say(this.name === "documents" && fits ? "" : total ? label(`found.${this.name}`, this.first + 1, last, total) : label("found-none"));
      element(`${this.name}-previous`).disabled = this.first === 0;
      element(`${this.name}-next`).disabled = last >= total;
      for (const button of all("button", element(`${this.name}-turn`))) button.hidden = fits;
    }

    head() {
      const heads = this.columns.map((column) => {
        const head = made("th", { scope: "col" });
        head.setAttribute("role", "columnheader");
        if (UNSORTED.has(column)) head.textContent = this.label(column);
        else {
          head.append(made("button", { type: "button", textContent: this.label(column) }));
          head.firstChild.dataset.column = column;
          head.firstChild.addEventListener("click", () => this.sortBy(column));
        }
        if (this.sort === column) head.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
        return head;
      });
      const focused = this.table.tHead.contains(document.activeElement) ? document.activeElement.dataset.column : null;
      const row = made("tr", {}, ...heads);
      row.setAttribute("role", "row");
      this.table.tHead.replaceChildren(row);
      if (focused) all("button", row).find((button) => button.dataset.column === focused)?.focus();
    }

    row(row) {
      const cells = this.cells(row);
      const line = document.createElement("tr");
      line.setAttribute("role", "row");
      if (this.name === "pages") line.className = stateOf(row);
      for (const column of this.columns) {
        const cell = document.createElement("td");
        cell.setAttribute("role", "cell");
        cell.className = column in UNITS ? `figure ${column}` : PROSE.has(column) ? "prose" : column;
        cell.dataset.label = this.label(column);
        cell.append(...(cells[column] ?? [column in UNITS ? figure(column, this.figures(column, row)) : ""]).filter((part) => part !== ""));
        line.append(cell);
      }
      return line;
    }

    say(text) { element(`${this.name}-found`).textContent = text; }

    fail(error) { this.say(label("missing-file", error.message)); }
  }

  const tables = [];
  let pages = null;

  const showOnly = (name) => {
    onlyDocument = name;
    element("only").hidden = name === null;
    element("only").querySelector("b").textContent = name ?? "";
    pages?.select();
    element("pages-title").scrollIntoView();
    element("pages-title").focus({ preventScroll: true });
  };

  /** The order is chosen from a list as well: on a narrow window the headings are not there. */
  const listOrders = () => {
    const options = [null, ...pages.columns.filter((column) => !UNSORTED.has(column))].map((column) =>
      made("option", { value: column ?? "", textContent: column ? pages.label(column) : label("order.job") }));
    element("order").replaceChildren(...options);
    element("order").value = pages.sort ?? "";
    element("reverse").disabled = !pages.sort;
  };

  const speak = (chosen) => {
    language = chosen;
    document.documentElement.lang = chosen;
    for (const one of all("[data-t]")) one.textContent = label(one.dataset.t);
    for (const one of all("[data-ru]")) one.textContent = one.dataset[chosen];
    for (const one of all("[data-t-label]")) one.setAttribute("aria-label", label(one.dataset.tLabel));
    for (const one of all("[data-t-title]")) one.title = label(one.dataset.tTitle);
    for (const button of all("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
    document.title = document.querySelector("h1").textContent;
    if (pages) listOrders();
    for (const table of tables) if (table.found) table.show();
  };

  const beginDocuments = async () => {
    await load("documents");
    documents ??= whole.documents;
    const every = documents.map((_, row) => row);
    const table = new Table("documents", {
      rows: () => every,
      load: () => null,
      cells: documentCells,
      key: documentKey,
      figures: (column, row) => documents[row][column],
    });
    tables.push(table);
    element("documents-shown").hidden = false;
    await table.select();
  };

  const beginPages = async () => {
    await load("index");
    index ??= whole.index;
    warnings ??= whole?.warnings;
    pages = new Table("pages", {
      rows: chosenPages,
      load: loadRows,
      cells: pageCells,
      key: pageKey,
      figures: (column, row) => index[column][row],
    });
    tables.push(pages);
    element("pages-shown").hidden = false;
    const show = pages.show.bind(pages);
    pages.show = () => { inView.disconnect(); waiting.clear(); listOrders(); return show(); };
    let later = 0;
    element("search").addEventListener("input", () => { clearTimeout(later); later = setTimeout(() => pages.select(), 150); });
    element("state").addEventListener("change", () => pages.select());
    element("order").addEventListener("change", () => {
      pages.sort = element("order").value || null;
      pages.descending = MOST_FIRST.has(pages.sort);
      pages.select();
    });
    element("reverse").addEventListener("click", () => { pages.descending = !pages.descending; pages.select(); });
    element("choose").addEventListener("submit", (event) => { event.preventDefault(); pages.select(); });
    element("every").addEventListener("click", () => showOnly(null));
    for (const one of all("[data-state]")) {
      one.addEventListener("click", (event) => {
        event.preventDefault();
        element("state").value = one.dataset.state;
        showOnly(null);
      });
    }
    await pages.select();
  };

  const preferred = () => {
    let kept = null;
    try { kept = localStorage.getItem("ocr-pipeline.language"); } catch { /* A page from a disk may have no storage. */ }
    return [kept, ...navigator.languages.map((one) => one.slice(0, 2))].find((one) => one in labels) ?? "en";
  };

  element("languages").hidden = false;
  element("languages").addEventListener("click", (event) => {
    const { language: chosen } = event.target.dataset;
    if (!chosen) return;
    try { localStorage.setItem("ocr-pipeline.language", chosen); } catch { /* It is asked for again next time. */ }
    speak(chosen);
  });
  speak(preferred());
  for (const [name, begin] of [["documents", beginDocuments], ["pages", beginPages]]) {
    if (!element(name)) continue;
    begin().catch((error) => {
      element(`${name}-shown`).hidden = false;
      element(`${name}-found`).textContent = label("missing-file", error.message);
    });
  }
}
