"use strict";
// Pages work without this: it only spares a click or a reload.

// What becomes of a submission is told as it happens; then the page is loaded anew.
for (const line of document.querySelectorAll("[data-events]")) {
  const source = new EventSource(line.dataset.events);
  source.addEventListener("progress", (event) => {
    if (line.textContent !== event.data) line.textContent = event.data;
  });
  source.addEventListener("done", (event) => {
    source.close();
    line.textContent = event.data;
    location.reload();
  });
}

// Files may be dropped; what was chosen is told.
for (const area of document.querySelectorAll(".drop")) {
  const input = area.querySelector("input[type=file]");
  const chosen = area.querySelector(".chosen");
  const tell = () => {
    chosen.textContent = [...input.files].map((file) => file.name).join(", ");
  };
  input.addEventListener("change", tell);
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    area.classList.add("over");
  });
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    tell();
  });
}

// A form is sent once.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});
