/* Files on their way: what was chosen, how far each has come, a plain retry where the line broke. Without this file the form sends them all the same. */
(() => {
  "use strict";
  const english = document.documentElement.lang.startsWith("en");
  const say = english
    ? { remove: "Remove", large: "too large", again: "Send again", broken: "The line broke before everything had arrived. Nothing was recorded; what you chose and typed is still here." }
    : { remove: "移除", large: "超过上限", again: "重新发送", broken: "网络中断，材料没有全部送到，也没有登记。所选文件和填写的内容都还在。" };
  const size = (bytes) => bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
  const element = (name, text = "", of = {}) => Object.assign(document.createElement(name), { textContent: text }, of);
  const inputs = (form) => [...form.querySelectorAll("[data-proofs] input[type=file]")];
  const typing = new WeakMap();  // what was chosen before, since a second choice replaces the first

  // Chosen twice is chosen both times, as with a camera; what is no longer wanted is taken out by itself.
  const add = (input) => {
    const before = input.multiple || input.hasAttribute("capture") ? typing.get(input) ?? [] : [];
    keep(input, [...before, ...input.files]);
  };
  const keep = (input, files) => {
    const held = new DataTransfer();
    files.forEach((file) => held.items.add(file));
    input.files = held.files;
    typing.set(input, files);
    show(input);
  };

  const show = (input) => {
    const place = input.closest(".places");
    let list = [...place.querySelectorAll(".chosen")].find((one) => one.dataset.of === input.name);
    if (!list) {
      list = element("ul", "", { className: "chosen" });
      list.dataset.of = input.name;
      place.append(list);
    }
    const limit = Number(input.closest("[data-proofs]").dataset.limit);
    list.replaceChildren(...[...input.files].map((file, n) => {
      const row = element("li");
      const late = file.size > limit;
      row.append(element("span", file.name), element("span", late ? `${size(file.size)} · ${say.large}` : size(file.size), { className: late ? "late" : "quiet" }));
      const button = element("button", say.remove, { type: "button", className: "small" });
      button.onclick = () => keep(input, [...input.files].filter((_, place) => place !== n));
      row.append(button);
      return row;
    }));
  };

  // The files stand in the body one after the other: how much has gone says how far each is.
  const tell = (form, gone, total) => {
    const rows = inputs(form).flatMap((input) => [...input.files].map((file, n) => [file, form.querySelector(`.chosen[data-of="${CSS.escape(input.name)}"]`)?.children[n]]));
    let before = Math.max(0, total - rows.reduce((sum, [file]) => sum + file.size, 0));
    rows.forEach(([file, row]) => {
      if (!row) return;
      let bar = row.querySelector("progress");
      if (!bar) { bar = element("progress", "", { max: 100 }); bar.setAttribute("aria-label", file.name); row.append(bar); }
      bar.value = Math.max(0, Math.min(100, Math.round((100 * (gone - before)) / Math.max(1, file.size))));
      before += file.size;
    });
  };

  // As fetch answers: { status, ok, redirected, url, text }. Throws where the line broke.
  const send = (form, headers) => new Promise((done, failed) => {
    const call = new XMLHttpRequest();
    call.open("POST", form.action);
    Object.entries(headers).forEach(([name, value]) => call.setRequestHeader(name, value));
    call.upload.onprogress = (event) => { if (event.lengthComputable) tell(form, event.loaded, event.total); };
    call.onload = () => done({ status: call.status, redirected: call.responseURL !== form.action, url: call.responseURL, text: async () => call.responseText });
    call.onerror = call.ontimeout = call.onabort = () => failed(new Error("line"));
    call.send(new FormData(form));
  });

  const broke = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".busy").forEach((button) => { button.classList.remove("busy"); button.removeAttribute("aria-busy"); });
    form.querySelectorAll(".chosen progress").forEach((bar) => bar.remove());
    const told = element("p", say.broken, { className: "told warning" });
    const again = element("button", say.again, { type: "submit", className: "small" });
    told.append(" ", again);
    form.querySelector(".answer").replaceChildren(told);
    told.scrollIntoView({ block: "center" });
  };

  document.addEventListener("change", (event) => { if (event.target.matches?.("[data-proofs] input[type=file]")) add(event.target); });
  window.uploads = { has: (form) => inputs(form).some((input) => input.files.length > 0), send, broke };
})();
