/* The document and its rows light each other up; rows open for changes in place; files can be dropped. Everything works without this file. */
(() => {
  "use strict";
  const rowOf = (key) => document.getElementById(`row-${key}`);
  const runsOf = (key) => document.querySelectorAll(`.text [data-of~="${CSS.escape(key)}"]`);
  let lit = [];
  const dark = () => { lit.forEach((one) => one.classList.remove("on")); lit = []; };
  const light = (keys) => {
    dark();
    keys.forEach((key) => { lit.push(...runsOf(key)); const row = rowOf(key); if (row) lit.push(row); });
    lit.forEach((one) => one.classList.add("on"));
  };
  const keysAt = (target) => {
    const run = target.closest(".text [data-of]");
    if (run) return run.dataset.of.split(" ");
    const row = target.closest(".row[data-key]");
    return row ? [row.dataset.key] : null;
  };
  const bring = (box, one) => { if (one) box.scrollBy({ top: one.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3, behavior: "smooth" }); };
  const isSeen = (box, one) => { const at = one.getBoundingClientRect(); const frame = box.getBoundingClientRect(); return at.top >= frame.top && at.bottom <= Math.min(frame.bottom, window.innerHeight); };
  // Resting on a row brings its words into view beside it.
  let resting;
  document.addEventListener("mouseover", (event) => {
    clearTimeout(resting);
    const row = event.target instanceof Element && event.target.closest(".row[data-key]");
    const box = document.querySelector(".source-text");
    if (!row || !box || window.innerWidth <= 900) return;
    resting = setTimeout(() => { const run = runsOf(row.dataset.key)[0]; if (run && !isSeen(box, run)) bring(box, run); }, 220);
  });

  document.addEventListener("mouseover", (event) => { const keys = event.target instanceof Element && keysAt(event.target); if (keys) light(keys); else if (lit.length) dark(); });
  document.addEventListener("focusin", (event) => { const keys = event.target instanceof Element && keysAt(event.target); if (keys) light(keys); });
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const box = document.querySelector(".source-text");
    const run = target.closest(".text [data-of]");
    if (run) { const row = rowOf(run.dataset.of.split(" ")[0]); if (row) row.scrollIntoView({ block: "center", behavior: "smooth" }); return; }
    const place = target.closest("a[data-place]");
    if (place && box) { const at = document.getElementById(place.dataset.place); if (at) { event.preventDefault(); bring(box, at); box.scrollIntoView({ block: "start" }); at.classList.add("k-sought"); } return; }
    const edit = target.closest("a[data-edit]");
    if (edit && !event.ctrlKey && !event.metaKey) { event.preventDefault(); openRow(edit); return; }
    const row = target.closest(".row[data-key]");
    if (row && box && !target.closest("a, button, input, select, textarea, label")) bring(box, runsOf(row.dataset.key)[0]);
  });

  const openRow = async (link) => {
    const row = link.closest(".row");
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) { window.location.assign(link.href); return; }
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const fresh = holder.content.querySelector(".row");
    row.replaceWith(fresh);
    fresh.querySelector("textarea").focus();
  };

  // The place of the cursor is where an item is split.
  document.addEventListener("selectionchange", () => {
    const area = document.activeElement;
    if (!(area instanceof HTMLTextAreaElement) || !area.matches("[data-cursor]")) return;
    const field = area.closest(".row").querySelector("[data-place-of-cursor]");
    const at = [...area.value.slice(0, area.selectionStart)].length;
    if (field && area.value === area.defaultValue) field.value = at > 0 && at < [...area.value].length ? String(at) : "";
  });

  const drop = document.querySelector("[data-drop]");
  if (drop) {
    const box = drop.querySelector(".drop");
    const input = drop.querySelector("input[type=file]");
    const word = drop.querySelector(".progress-word");
    ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); }));
    ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); box.classList.remove("over"); }));
    drop.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) input.files = event.dataTransfer.files; });
    drop.addEventListener("submit", () => { word.textContent = drop.querySelector("[data-busy]").dataset.busy; });
  }
  // Coming from an item's page: its words are brought into view within their box.
  const box = document.querySelector(".source-text");
  const sought = box && box.querySelector(".k-sought");
  const target = window.location.hash.startsWith("#row-") && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (sought) bring(box, sought);
  else if (box && target) { light([target.dataset.key]); bring(box, runsOf(target.dataset.key)[0]); }
})();
