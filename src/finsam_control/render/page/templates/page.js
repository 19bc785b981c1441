(() => {
  "use strict";
  const form = document.getElementById("filter");
  const text = document.getElementById("f-text");
  const status = form.querySelector("[role=status]");
  const selects = [...form.querySelectorAll("select")];
  const items = [...document.querySelectorAll("[data-outcome]")].map((element) => ({
    element,
    text: element.textContent.toLocaleLowerCase(),
  }));
  const apply = () => {
    const sought = text.value.trim().toLocaleLowerCase().split(/\s+/);
    let shown = 0;
    for (const item of items) {
      const fits =
        selects.every((select) => !select.value || item.element.dataset[select.dataset.by] === select.value) &&
        sought.every((word) => item.text.includes(word));
      item.element.classList.toggle("out", !fits);
      shown += fits;
    }
    for (const group of document.querySelectorAll(".controls tbody")) {
      group.classList.toggle("out", !group.querySelector("tr[data-outcome]:not(.out)"));
    }
    status.textContent = status.dataset.text.replace("{shown}", shown).replace("{all}", items.length);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  apply();
})();
