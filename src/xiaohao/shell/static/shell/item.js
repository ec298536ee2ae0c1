/* Moves in place: the form opens on the item's page, a refusal leaves it as it was typed, a move made renews the page. Without this file each form has its own page. */
(() => {
  "use strict";
  const part = { "HX-Request": "true" };

  const arm = (root) => {
    root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.onclick = () => window.print(); });
    root.querySelectorAll("[data-add-row]").forEach((button) => { button.hidden = false; button.onclick = () => addRow(button); });
    root.querySelectorAll("select[data-search], .tick-list[data-search]").forEach(addFinder);
  };

  const addRow = (button) => {
    const rows = button.parentElement.querySelectorAll("[data-measure-row]");
    const last = rows[rows.length - 1];
    const fresh = last.cloneNode(true);
    fresh.querySelectorAll("details").forEach((more) => { more.open = false; });
    fresh.querySelectorAll("input, textarea, select").forEach((field) => {
      field.name = field.name.replace(/^measures-\d+/, `measures-${rows.length}`);
      if (field.tagName === "SELECT") { field.selectedIndex = 0; return; }
      field.value = field.name.endsWith("-ordinal") && rows.length < 10 ? `${"一二三四五六七八九十"[rows.length]}是` : "";
    });
    last.after(fresh);
    fresh.querySelector("textarea").focus();
  };

  // A long list gets a field that narrows it.
  const addFinder = (list) => {
    const options = list.tagName === "SELECT" ? [...list.options].slice(1) : [...list.querySelectorAll("label")];
    if (options.length < 9 || list.dataset.armed) return;
    list.dataset.armed = "1";
    const finder = Object.assign(document.createElement("input"), { type: "search", className: "finder" });
    finder.placeholder = document.documentElement.lang.startsWith("en") ? "Find by name" : "按名字查找";
    finder.setAttribute("aria-label", finder.placeholder);
    finder.addEventListener("input", () => {
      const sought = finder.value.trim().toLowerCase();
      const found = options.filter((option) => { option.hidden = !!sought && !option.textContent.toLowerCase().includes(sought); return !option.hidden; });
      list.querySelectorAll("optgroup").forEach((group) => { group.hidden = [...group.children].every((option) => option.hidden); });
      if (list.tagName === "SELECT" && sought && found.length === 1) list.value = found[0].value;
    });
    finder.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.before(finder);
  };

  const open = async (link) => {
    const answer = await fetch(link.href, { headers: part });
    const text = await answer.text();
    if (answer.redirected || (!answer.ok && answer.status !== 409)) { window.location.assign(link.href); return; }
    const slot = document.getElementById("move-slot");
    slot.innerHTML = text;
    arm(slot);
    slot.scrollIntoView({ block: "nearest" });
    slot.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
  };

  // The field that a refusal is about.
  const mark = (form, name) => {
    form.querySelectorAll(".wrong").forEach((one) => one.classList.remove("wrong"));
    const field = name && [...form.elements].find((one) => one.name === name || one.name?.startsWith(`${name}-`));
    field?.closest(".field, fieldset")?.classList.add("wrong");
  };

  const send = async (form) => {
    const answer = await (window.uploads?.has(form) ? window.uploads.send(form, part) : fetch(form.action, { method: "POST", body: new FormData(form), headers: part }));
    const text = await answer.text();
    const item = document.getElementById("item");
    if (answer.redirected) {
      if (!item || !text.startsWith("<article")) { window.location.assign(answer.url); return; }
      item.outerHTML = text;
      arm(document.getElementById("item"));
      document.getElementById("item").scrollIntoView({ block: "start" });
      document.getElementById("aloud").textContent = document.querySelector("#item .told")?.textContent ?? "";
      return;
    }
    if (answer.status !== 409) { form.submit(); return; }
    delete form.dataset.sent;
    form.querySelectorAll(".busy").forEach((button) => { button.classList.remove("busy"); button.removeAttribute("aria-busy"); });
    const place = form.querySelector(".answer");
    place.innerHTML = text;
    mark(form, place.querySelector("[data-wrong]")?.dataset.wrong);
    place.scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-move]");
    const slot = document.getElementById("move-slot");
    if (link && slot && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); open(link).catch(() => window.location.assign(link.href)); }
    if (slot && slot.contains(event.target.closest("a[data-close]"))) { event.preventDefault(); slot.replaceChildren(); }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const files = form.matches("form[data-in-place]") && window.uploads?.has(form);
    if (!form.matches("form[data-in-place]") || !(files || document.getElementById("item"))) return;
    event.preventDefault();
    if (!form.dataset.sent) send(form).catch(() => (files ? window.uploads.broke(form) : form.submit()));
  });
  arm(document);
})();
