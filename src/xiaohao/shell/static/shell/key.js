/* Security keys: the browser asks the key, the form carries its answer. Where scripts are off, codes do the same. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = (way, options) => {
    const given = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
    if (way === "get") return navigator.credentials.get({ publicKey: { ...given, allowCredentials: known(given.allowCredentials) } });
    given.user = { ...given.user, id: bytes(given.user.id) };
    given.excludeCredentials = known(given.excludeCredentials);
    return navigator.credentials.create({ publicKey: given });
  };

  const answered = (key) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = text(key.response[name]);
    }
    return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: key.getClientExtensionResults() };
  };

  document.querySelectorAll("form[data-key]").forEach((form) => {
    const part = (name) => form.querySelector(`[data-key-${name}]`);
    const isAddress = /^[\d.]+$|^\[/.test(location.hostname); // a key belongs to a name, never to an address
    if (!window.PublicKeyCredential || isAddress) {
      part("none").hidden = false;
      return;
    }
    const button = part("button");
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      part("failed").hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(answered(await asked(form.dataset.key, JSON.parse(form.dataset.options))));
        form.submit();
      } catch {
        part("failed").hidden = false;
        button.disabled = false;
      }
    });
  });
})();
