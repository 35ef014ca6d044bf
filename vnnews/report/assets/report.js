"use strict";
(() => {
  const PAGE = 40;
  const data = JSON.parse(document.getElementById("data").textContent);
  const [TITLE, URL_, DATE, OUTLET, TONE, TONE_PERCENT, MENTIONS, SENTENCES, N_COPIES, COPIES] = Array(10).keys();
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const find = (id) => document.getElementById(id);
  const form = find("filters"), list = find("articles"), more = find("more");
  const fields = form.elements;

  // All text enters the page as text: nothing that a title holds can become an element.
  const make = (tag, css, ...children) => {
    const element = document.createElement(tag);
    if (css) element.className = css;
    element.append(...children);
    return element;
  };
  const link = (url, text) => {
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    const element = make("a", "", text);
    element.href = url;
    element.rel = "noopener noreferrer";
    element.target = "_blank";
    return element;
  };
  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, data.language === "vi" ? "." : ",");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
  const date = (iso) => {
    // Some dates are known by the month only.
    const [year, month, day] = iso.split("-").map(Number);
    if (data.language === "vi") return day ? `${day}/${month}/${year}` : `tháng ${month}/${year}`;
    return `${day ?? ""} ${MONTHS[month - 1]} ${year}`.trim();
  };
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

  const tone = (place, percent) => {
    const [name, css] = data.tones[place];
    return make("span", `tone ${css}`, percent === undefined ? name : `${name} ${percent}%`);
  };
  const copies = (article) => {
    const n = article[N_COPIES];
    const items = article[COPIES].map(([name, url]) => make("li", "", link(url, name || data.words.no_title)));
    if (n > items.length) items.push(make("li", "", fill(data.words.and_more, { n: number(n - items.length) })));
    const text = n === 1 ? data.words.copy_of : fill(data.words.copies_of, { n: number(n) });
    return make("details", "copies", make("summary", "", text), make("ul", "", ...items));
  };
  const mentions = (article) =>
    article[SENTENCES].map((sentence, place) => {
      const heads = article[MENTIONS]
        .filter((mention) => mention[3] === place)
        .map(([issue, percent, toneOfIssue]) => {
          const head = make("span", "mention", make("b", "", data.issues[issue]), ` ${percent}% `);
          if (toneOfIssue >= 0) head.append(tone(toneOfIssue));
          return head;
        });
      const item = make("li", "", ...heads);
      if (sentence) item.append(make("q", "", sentence));
      return item;
    });
  const draw = (article) => {
    const outlet = data.outlets[article[OUTLET]];
    const meta = make("p", "meta", article[DATE] ? date(article[DATE]) : data.words.no_date);
    if (outlet) meta.append(" · ", outlet);
    if (article[TONE] >= 0) meta.append(" · ", tone(article[TONE], article[TONE_PERCENT]));
    const item = make("li", "", make("h3", "", link(article[URL_], article[TITLE] || data.words.no_title)), meta);
    if (article[MENTIONS].length) item.append(make("ul", "mentions", ...mentions(article)));
    if (article[N_COPIES]) item.append(copies(article));
    return item;
  };

  let searched = null;
  const texts = () =>
    (searched ??= data.articles.map((article) =>
      fold([article[TITLE], data.outlets[article[OUTLET]], ...article[SENTENCES],
        ...article[MENTIONS].map(([issue]) => data.issues[issue])].join("\n"))));
  const hasIssue = (article, wanted) => {
    if (wanted === "") return true;
    if (wanted === "any" || wanted === "none") return (article[MENTIONS].length > 0) === (wanted === "any");
    return article[MENTIONS].some(([issue]) => issue === Number(wanted));
  };
  const fits = (article, place, words) =>
    hasIssue(article, fields.issue.value) &&
    (fields.tone.value === "" || article[TONE] === Number(fields.tone.value)) &&
    (fields.outlet.value === "" || article[OUTLET] === Number(fields.outlet.value)) &&
    (!fields.from.value || (article[DATE] !== "" && article[DATE] >= fields.from.value.slice(0, article[DATE].length))) &&
    (!fields.to.value || (article[DATE] !== "" && article[DATE] <= fields.to.value)) &&
    words.every((word) => texts()[place].includes(word));

  let found = [];
  const extend = () => {
    const drawn = list.children.length;
    list.append(...found.slice(drawn, drawn + PAGE).map(draw));
    const left = found.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = fill(data.words.more, { n: number(Math.min(left, PAGE)) });
  };
  const update = () => {
    const words = fold(fields.text.value).split(/\s+/).filter(Boolean);
    found = data.articles.filter((article, place) => fits(article, place, words));
    list.replaceChildren();
    extend();
    find("shown").textContent = found.length
      ? fill(data.words.shown, { shown: number(found.length), n: number(data.articles.length) })
      : data.words.nothing;
    find("undated").hidden = !(fields.from.value || fields.to.value) || data.articles.every((article) => article[DATE]);
  };

  const options = (select, entries) => {
    for (const [value, text] of entries) {
      const option = make("option", "", text);
      option.value = value;
      select.append(option);
    }
  };
  const tally = (places) => {
    const counts = new Map();
    for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
    return [...counts].sort((one, two) => two[1] - one[1] || one[0] - two[0]);
  };
  const counted = (entries, name) => entries.map(([place, n]) => [place, `${name(place)} (${number(n)})`]);
  options(fields.issue, counted(tally(data.articles.flatMap((a) => a[MENTIONS].map(([i]) => i))), (i) => data.issues[i]));
  options(fields.tone, counted(tally(data.articles.map((a) => a[TONE]).filter((t) => t >= 0)), (t) => data.tones[t][0]));
  options(fields.outlet, counted(tally(data.articles.map((a) => a[OUTLET])), (o) => data.outlets[o] || data.words.no_outlet));

  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  more.addEventListener("click", () => {
    const next = list.children.length;
    extend();
    list.children[next]?.querySelector("a, summary")?.focus();
  });
  for (const choice of document.querySelectorAll("a[data-issue]")) {
    choice.addEventListener("click", (event) => {
      event.preventDefault();
      form.reset();
      fields.issue.value = choice.dataset.issue;
      update();
      find("list").scrollIntoView();
      find("list").focus({ preventScroll: true });
    });
  }

  // One tip for mouse, pen and finger, instead of the browser's, which comes late and on a phone never.
  const tip = find("tip");
  for (const title of document.querySelectorAll("svg title")) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  }
  const point = (event) => {
    const text = event.target.dataset?.tip;
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const box = tip.getBoundingClientRect();
    const x = Math.min(Math.max(event.clientX - box.width / 2, 8), document.documentElement.clientWidth - box.width - 8);
    const above = event.clientY - box.height - 14;
    tip.style.left = `${x}px`;
    tip.style.top = `${above > 8 ? above : event.clientY + 18}px`;
  };
  document.addEventListener("pointermove", point);
  document.addEventListener("pointerdown", point);
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  update();
})();
