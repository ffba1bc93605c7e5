// Joins the notebook application to the book: the way back, and links to pages that are no notebooks.
const site = new URL("../", new URL(".", document.currentScript.src));
const path = new URLSearchParams(location.search).get("path") ?? "";
const page = path.endsWith(".ipynb") ? path.replace(/ipynb$/, "html") : "index.html";

const style = document.createElement("style");
style.textContent = `
  #jp-NotebookLogo, #jp-RetroLogo { display: none; }
  .book-back { position: fixed; z-index: 1000; top: 0.4rem; right: 1rem; min-height: 28px; white-space: nowrap;
    font: 600 13px/28px system-ui, sans-serif; color: var(--jp-content-link-color, #0b5394); }
  .book-back:focus-visible { outline: 3px solid currentColor; outline-offset: -3px; }
`;
document.head.append(style);

const back = document.createElement("a");
back.className = "book-back";
back.href = new URL(page, site);
back.textContent = "Back to the book";

addEventListener("DOMContentLoaded", () => document.body.prepend(back));

// Widgets live in Python: those of a saved notebook are gone, and the application would wait for ever.
let waiting = [];
setInterval(() => {
  const now = [...document.querySelectorAll(".jp-OutputArea-output")].filter(
    (output) => !output.children.length && output.textContent === "Loading widget...",
  );
  for (const output of now) {
    if (waiting.includes(output)) output.textContent = "Run this cell to see it again.";
  }
  waiting = now;
}, 3000);

// A file is saved under its name, not under its name and its folders'.
addEventListener(
  "click",
  ({ target }) => {
    if (target.download?.includes("/")) target.download = target.download.split("/").pop();
  },
  true,
);

// The application takes every relative link for one of its files; pages of the book are beside it.
addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.(".jp-RenderedHTMLCommon a[href]");
    if (!link) return;
    const files = new URL("lite/files/", site).href;
    if (!link.href.startsWith(files) || !/\.html(#|$)/.test(link.href)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open(new URL(link.href.slice(files.length), site), "_blank", "noopener");
  },
  true,
);
