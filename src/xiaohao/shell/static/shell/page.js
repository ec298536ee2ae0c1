/* Small manners of every page: keys, pairs that light up together, filters sent at once. Everything works without this file. */
(() => {
  "use strict";
  const typing = (at) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  const rows = () => [...document.querySelectorAll("[data-row]")];

  const go = (by) => {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.classList.contains("at"));
    const to = here < 0 ? 0 : Math.max(0, Math.min(all.length - 1, here + by));
    all.forEach((row, n) => row.classList.toggle("at", n === to));
    all[to].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) event.target.blur();
    if (typing(event.target)) return;
    const help = document.getElementById("keys");
    const search = document.querySelector("input[type=search]");
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "?" && help) help.toggleAttribute("open");
    else if (event.key === "Escape" && help) help.removeAttribute("open");
    else if (event.key === "Enter" && event.target === document.body) {
      const link = document.querySelector("[data-row].at a[data-open], [data-row].at a[href]");
      if (link) link.click();
    }
  });

  // Two places that speak of the same thing light up together.
  const light = (event, on) => {
    const at = event.target instanceof Element ? event.target.closest("[data-ties]") : null;
    if (!at) return;
    document.querySelectorAll(`[data-ties="${CSS.escape(at.dataset.ties)}"]`).forEach((one) => one.classList.toggle("lit", on));
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }

  // A choice that filters is sent at once; words once the typing rests, where the answer comes in place.
  let resting;
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.form?.matches("[data-at-once]") && field.matches("select, input[type=checkbox]")) field.form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!window.htmx || event.isComposing || !field.matches?.("input[type=search]") || !field.form?.matches("[hx-get]")) return;
    clearTimeout(resting);
    resting = setTimeout(() => field.form.requestSubmit(), 350);
  });

  // Controls that need this file: print the page, tick all rows.
  document.querySelectorAll("[data-print-page]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
  document.querySelectorAll("[data-all]").forEach((label) => { label.hidden = false; });
  document.addEventListener("change", (event) => {
    const all = event.target.closest?.("[data-all]");
    if (all) document.querySelectorAll(`input[name="${all.dataset.all}"]`).forEach((one) => { one.checked = event.target.checked; });
  });

  // Long work says that it goes on, and is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (event.submitter) { event.submitter.classList.add("busy"); event.submitter.setAttribute("aria-busy", "true"); }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll("button.busy").forEach((button) => { button.classList.remove("busy"); button.removeAttribute("aria-busy"); });
  });
})();
