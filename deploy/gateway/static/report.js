// A cell is one thing, on the page and in the table: touching either lights up both. A finding lights up its cells.
"use strict";
{
  const main = document.getElementById("main");
  const all = (selector) => main.querySelectorAll(selector);
  let pinned = null;

  const light = (selector) => {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    if (selector) for (const one of all(selector)) one.classList.add("lit");
  };
  const of = (target) => {
    const key = target.closest("[data-key]")?.dataset.key;
    if (key) return `[data-key="${CSS.escape(key)}"]`;
    const finding = target.closest("[data-finding]")?.dataset.finding ?? target.closest("[data-of]")?.dataset.of.split(" ")[0];
    return finding ? `[data-of~="${finding}"], [data-finding="${finding}"]` : null;
  };
  const pin = (finding) => {
    pinned = finding ? `[data-of~="${finding}"], [data-finding="${finding}"]` : null;
    main.classList.toggle("pinned", pinned !== null);
    light(pinned);
  };

  for (const name of ["pointerover", "focusin"]) main.addEventListener(name, (event) => light(of(event.target) ?? pinned));
  main.addEventListener("pointerleave", () => light(pinned));
  main.addEventListener("click", (event) => {
    if (event.target.closest(".decide")) return;
    const article = event.target.closest("article[data-finding]");
    if (article) {
      pin(article.dataset.finding);
      for (const pane of all(".pane")) {
        pane.querySelector(`[data-of~="${article.dataset.finding}"]`)?.scrollIntoView({ block: "center", inline: "nearest" });
      }
      return;
    }
    const number = event.target.closest("[data-of]")?.dataset.of.split(" ")[0];
    if (number) document.getElementById(`finding-${number}`).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const findings = [...all("article[data-finding]")];
    const now = findings.indexOf(document.activeElement);
    if (event.key === "j") findings[Math.min(now + 1, findings.length - 1)]?.focus();
    else if (event.key === "k") findings[Math.max(now - 1, 0)]?.focus();
    else if (event.key === "Enter" && now >= 0) findings[now].click();
    else if (event.key === "Escape") pin(null);
  });
}
