"use strict";

(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);
  const data = (id) => JSON.parse(document.getElementById(id).textContent);

  const labels = data("labels");
  const pages = data("pages");
  const variants = all("article");
  const form = one(".filters");
  const whole = document.getElementById("whole");
  const help = document.getElementById("help");
  const UNITS = 10000;
  let current = null;

  // Several variants may stand on one line: its strip is in the file once.
  for (const image of all("img[data-same]")) {
    image.src = document.getElementById(image.dataset.same).src;
  }

  // Words

  const label = (key) => labels[document.documentElement.lang][key] ?? key;

  function speak(language) {
    document.documentElement.lang = language;
    for (const element of all("[data-t]")) element.textContent = label(element.dataset.t);
    for (const element of all("[data-ru]")) element.textContent = element.dataset[language];
    for (const element of all("[data-t-label]")) element.setAttribute("aria-label", label(element.dataset.tLabel));
    for (const element of all("[data-t-title]")) element.title = label(element.dataset.tTitle);
    for (const element of all("[data-t-alt]")) element.alt = label(element.dataset.tAlt);
    for (const element of all("data[data-digits]")) {
      const shown = (100 * Number(element.value)).toFixed(Number(element.dataset.digits));
      element.textContent = language === "ru" ? `${shown.replace(".", ",")}\u00a0%` : `${shown}%`;
    }
    for (const button of all("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    searched.clear();
    if (whole.open) showPage(shownPage, shownVariant);
  }

  // Filter

  const searched = new Map();

  const folded = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();

  function textOf(article) {
    if (!searched.has(article)) searched.set(article, folded(article.textContent));
    return searched.get(article);
  }

  const visible = () => variants.filter((article) => !article.hidden);

  function filter() {
    const { category, verdict, page, text } = form.elements;
    const sought = folded(text.value);
    for (const article of variants) {
      article.hidden = !(
        (!category.value || article.dataset.category === category.value) &&
        (!verdict.value || article.dataset.verdict === verdict.value) &&
        (!page.value || article.dataset.pages.split(" ").includes(page.value)) &&
        (!sought || textOf(article).includes(sought))
      );
    }
    const count = visible().length;
    one("output b", form).textContent = count;
    one(".none").hidden = count > 0;
    if (current && current.hidden) current = null;
  }

  // Going through

  /** Bring the place on a strip that is wider than its frame into the middle. */
  function centre(strip) {
    const place = one(".place", strip);
    if (place && strip.scrollWidth > strip.clientWidth) {
      strip.scrollLeft = place.offsetLeft + place.offsetWidth / 2 - strip.clientWidth / 2;
    }
  }

  function go(article) {
    if (!article) return;
    current = article;
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: article.offsetHeight < innerHeight ? "center" : "start" });
  }

  function step(by) {
    const shown = visible();
    const from = whole.open ? (shownVariant ?? current) : current;
    const at = shown.indexOf(from);
    const next = at < 0 ? firstInView(shown, by) : shown[at + by];
    if (!next) return;
    if (whole.open) {
      const places = placesOf(next);
      showPage(places.length ? places[0][0] : shownPage, next);
    } else {
      go(next);
    }
  }

  function firstInView(shown, by) {
    const below = shown.findIndex((article) => article.getBoundingClientRect().top >= 0);
    return by > 0 ? shown[Math.max(0, below)] : shown[below - 1];
  }

  // The whole page

  let shownPage = 0;
  let shownVariant = null;

  const placesOf = (article) => (article ? JSON.parse(article.dataset.places) : []);

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function over(box, className) {
    const [left, top, right, bottom] = box.map((side) => (100 * side) / UNITS);
    const made = element("span", { className });
    Object.assign(made.style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` });
    return made;
  }

  function openPage(index, article) {
    showPage(index, article, true);
  }

  function showPage(index, article, opening = false) {
    const page = pages[index];
    const places = placesOf(article).filter(([at]) => at === index);
    const lit = new Set(places.map(([, line]) => line));
    shownPage = index;
    shownVariant = article;
    document.getElementById("whole-title").textContent = `${label("page")} ${page.id}`;
    const readout = one(".readout", whole);
    readout.replaceChildren();
    if (article) {
      const marks = all(".readings mark", article).map((mark) => {
        const copy = mark.cloneNode(true);
        return element("bdi", { lang: one(".lines", whole).lang }, ...copy.childNodes);
      });
      readout.append(
        `${one("h3", article).textContent.trim()}: `, marks[0], " · ", marks[1],
        ` · ${one(".verdict", article).textContent.trim()}`,
      );
    }
    showLines(page, lit, article);
    showPicture(page, index, lit, places);
    if (opening && !whole.open) whole.showModal();
    light();
  }

  function showPicture(page, index, lit, places) {
    const frame = one(".picture", whole);
    const encoded = document.getElementById(`page-${index}`);
    if (!encoded) {
      frame.replaceChildren(element("p", { className: "absent", textContent: label("no-picture") }));
      return;
    }
    const image = element("img", { width: page.width, height: page.height, alt: `${label("page-picture")} ${page.id}` });
    image.src = `data:image/webp;base64,${encoded.textContent}`;
    const sheet = element("div", { className: "sheet" }, image);
    for (const line of lit) {
      if (page.lines[line]) sheet.append(over(page.lines[line].slice(1), "lit"));
    }
    for (const [, , ...box] of places) sheet.append(over(box, "place"));
    frame.replaceChildren(sheet);
  }

  function showLines(page, lit, article) {
    const list = one(".lines", whole);
    const ours = article ? all(".readings mark", article)[0] : null;
    const reading = ours && !one("i", ours) ? ours.textContent : "";
    list.replaceChildren(
      ...page.lines.map(([text], at) => {
        const item = element("li");
        item.dataset.line = at;
        if (lit.has(at)) item.className = "lit";
        const found = lit.has(at) && reading ? text.indexOf(reading) : -1;
        if (found >= 0 && found === text.lastIndexOf(reading)) {
          item.append(
            text.slice(0, found), element("mark", { textContent: reading }), text.slice(found + reading.length),
          );
        } else {
          item.append(text);
        }
        return item;
      }),
    );
    if (!page.lines.length) list.append(element("li", { className: "empty", textContent: label("no-text") }));
  }

  /** Bring what is lit into the middle of both sides. */
  function light() {
    const frame = one(".picture", whole);
    const spot = one(".place", frame) ?? one(".lit", frame);
    frame.scrollTop = spot ? spot.offsetTop + spot.offsetHeight / 2 - frame.clientHeight / 2 : 0;
    frame.scrollLeft = spot ? spot.offsetLeft + spot.offsetWidth / 2 - frame.clientWidth / 2 : 0;
    const list = one(".lines", whole);
    const line = one("li.lit", list);
    list.scrollTop = line ? line.offsetTop - list.offsetTop + line.offsetHeight / 2 - list.clientHeight / 2 : 0;
  }

  function lightLine(item) {
    const sheet = one(".sheet", whole);
    for (const other of all("li.lit", whole)) other.classList.remove("lit");
    item.classList.add("lit");
    if (!sheet) return;
    for (const spot of all("span", sheet)) spot.remove();
    const spot = over(pages[shownPage].lines[Number(item.dataset.line)].slice(1), "lit");
    sheet.append(spot);
    one(".picture", whole).scrollTop = spot.offsetTop - one(".picture", whole).clientHeight / 2;
  }

  // What a person does

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const line = event.target.closest(".lines li[data-line]");
    if (line) lightLine(line);
    if (!button) {
      const article = event.target.closest("article");
      if (article) current = article;
      return;
    }
    const { dataset } = button;
    if (dataset.language) speak(dataset.language);
    else if (dataset.page) openPage(Number(dataset.page), null);
    else if (dataset.step) step(Number(dataset.step));
    else if ("help" in dataset) help.showModal();
    else if ("close" in dataset) button.closest("dialog").close();
    else if (button.classList.contains("open")) {
      const article = button.closest("article");
      openPage(placesOf(article)[0][0], article);
    } else if ("category" in dataset) {
      form.reset();
      form.elements.category.value = dataset.category;
      form.elements.verdict.value = dataset.verdict;
      filter();
      document.getElementById("variants").focus({ preventScroll: true });
      form.scrollIntoView({ block: "start" });
    }
  });

  form?.addEventListener("input", filter);
  form?.addEventListener("submit", (event) => event.preventDefault());
  // A reset event comes before the fields are reset.
  form?.addEventListener("reset", () => setTimeout(filter));
  whole.addEventListener("close", () => {
    // The browser gives the focus back to where it was before; the person may have gone on since.
    if (shownVariant) go(shownVariant);
  });

  const steps = { j: 1, k: -1 };
  // On a Russian keyboard these keys give other signs: there their place counts.
  const latin = { KeyJ: "j", KeyK: "k" };

  function keyOf(event) {
    if (event.code === "Slash" && ".,/?".includes(event.key)) return event.shiftKey ? "?" : "/";
    return /^[\u0400-\u04ff]$/.test(event.key) ? (latin[event.code] ?? event.key) : event.key;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const { target } = event;
    // Letters and signs alone are keys in the list and the page opened from it only: elsewhere someone who speaks to
    // the computer, or slips, must not set them off.
    if (!target.closest(".variants, #whole")) return;
    const typing = target.matches("input, select, textarea");
    if (typing) {
      if (event.key === "Escape" && !whole.open) document.getElementById("variants").focus({ preventScroll: true });
      return;
    }
    const key = keyOf(event);
    if (key in steps && !event.shiftKey) {
      event.preventDefault();
      step(steps[key]);
    } else if (key === "Enter" && target.matches("article") && !whole.open) {
      const places = placesOf(target);
      if (places.length) {
        event.preventDefault();
        openPage(places[0][0], target);
      }
    } else if (key === "/" && form && !whole.open) {
      event.preventDefault();
      form.elements.text.focus();
      form.elements.text.select();
    } else if (key === "?" && !whole.open) {
      event.preventDefault();
      help.showModal();
    }
  });

  document.addEventListener("focusin", (event) => {
    const article = event.target.closest("article");
    if (article) current = article;
  });

  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        centre(target);
        near.unobserve(target);
      }
    }
  });
  for (const strip of all(".strip")) near.observe(strip);

  // A collapsed table would be missing on paper.
  addEventListener("beforeprint", () => {
    for (const details of all("details")) details.open = true;
  });
})();
