/* Small manners of every page: keys, hovered pairs, rows that open. Everything works without this file. */
(() => {
  "use strict";
  const typing = (at) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let here = -1;
  const go = (to) => {
    const all = rows();
    if (!all.length) return;
    here = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((row, n) => row.classList.toggle("at", n === here));
    all[here].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const help = document.getElementById("keys");
    if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === "j") go(here + 1);
    else if (event.key === "k") go(here - 1);
    else if (event.key === "Enter" && here >= 0) {
      const link = rows()[here]?.querySelector("a[href]");
      if (link) link.click();
    } else if (event.key === "?" && help) help.toggleAttribute("open");
  });
  // Two places that speak of the same thing light up together.
  const light = (event, on) => {
    const at = event.target instanceof Element ? event.target.closest("[data-ties]") : null;
    if (!at) return;
    document.querySelectorAll(`[data-ties="${CSS.escape(at.dataset.ties)}"]`).forEach((one) => one.classList.toggle("lit", on));
  };
  document.addEventListener("mouseover", (event) => light(event, true));
  document.addEventListener("mouseout", (event) => light(event, false));
  document.addEventListener("focusin", (event) => light(event, true));
  document.addEventListener("focusout", (event) => light(event, false));
  // A choice that filters is sent at once.
  document.querySelectorAll("form[data-at-once] select").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
  // Long work says that it goes on, and is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) { button.classList.add("busy"); button.setAttribute("aria-busy", "true"); }
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
