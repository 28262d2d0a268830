(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const $ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const form = document.getElementById("filter");
  const rows = $("details.req");
  const controls = { q: form.elements.q, verdict: form.elements.verdict, strength: form.elements.strength, contract: form.elements.contract };
  const haystack = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  function matches(row, state) {
    return (!state.verdict || row.dataset.verdict === state.verdict)
      && (!state.strength || row.dataset.strength === state.strength)
      && (!state.contract || row.dataset.contract === state.contract)
      && (state.q || "").toLowerCase().split(/\s+/).every((word) => haystack.get(row).includes(word));
  }

  function filter(state) {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !matches(row, state);
      shown += row.hidden ? 0 : 1;
    }
    for (const part of $(".section, .chapter")) part.hidden = !part.querySelector("details.req:not([hidden])");
    for (const [name, control] of Object.entries(controls)) control.value = state[name] || "";
    document.getElementById("shown").textContent = `${shown} of ${rows.length} requirements`;
  }

  function open(id) {
    const found = document.getElementById(id);
    if (!found) return;
    for (let each = found; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
      if (each.hidden) each.hidden = false;
    }
    found.scrollIntoView();
    const summary = found.matches("details") ? found.querySelector("summary") : null;
    if (summary) summary.focus({ preventScroll: true });
  }

  function follow(jump) {
    const hash = location.hash.slice(1);
    if (!hash) return filter({});
    if (!hash.includes("=")) {
      let id = hash;
      try { id = decodeURIComponent(hash); } catch { /* not encoded */ }
      return open(id);
    }
    const state = Object.fromEntries(new URLSearchParams(hash));
    filter(state);
    if (state.req) open(state.req);
    else if (jump) document.getElementById("catalogue").scrollIntoView();
  }

  function remember() {
    const state = new URLSearchParams();
    for (const [name, control] of Object.entries(controls)) if (control.value) state.set(name, control.value);
    const text = state.toString();
    try { history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search); } catch { /* shown all the same */ }
    filter(Object.fromEntries(state));
  }

  function copyable(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      let done = true;
      try { await navigator.clipboard.writeText(block.textContent); } catch { done = select(block); }
      button.textContent = done ? "Copied" : "Press Ctrl+C";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    block.before(button);
  }

  function select(block) {
    const range = document.createRange();
    range.selectNodeContents(block);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }

  $("pre[data-copy]").forEach(copyable);
  form.hidden = false;
  form.addEventListener("input", remember);
  form.addEventListener("submit", (event) => { event.preventDefault(); remember(); });
  form.addEventListener("reset", () => setTimeout(remember));
  for (const [name, value] of [["open-all", true], ["close-all", false]]) {
    document.getElementById(name).addEventListener("click", () => {
      for (const row of rows) if (!row.hidden) row.open = value;
    });
  }
  addEventListener("hashchange", () => follow(true));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      controls.q.focus();
    }
  });
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = $("#problems .proof:not([open])");
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of opened) each.open = false; });
  follow(false);
})();
