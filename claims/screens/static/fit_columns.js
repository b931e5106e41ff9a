// The columns end where the decision bar begins, whatever stands above them: long claims, missing sources, quotations.
// Where too little is left, what can be read elsewhere gives way, one step after another (`theme`, "when room is
// short"). 188 px hold the acts of a column, its name and four lines; a window so low that even the last step leaves
// less has columns that reach under the bar. Then each column is scrolled to the first words that differ, else to the
// first that are alike, unless they are in sight; a reader who scrolls is left alone.
// Constant, like every script of the pages; it runs again with each new element, and when a height changes.
(function () {
  var root = document.documentElement;
  var least = 188, steps = 3, before = 24; // pixels; `before` is the line above the mark
  var free = function () {
    var columns = document.querySelector(".st-key-columns"), dock = document.querySelector(".st-key-dock");
    var main = document.querySelector('[data-testid="stMain"]');
    if (!columns || !dock || !main) return null;
    return Math.floor(window.innerHeight - dock.offsetHeight - (columns.getBoundingClientRect().top + main.scrollTop));
  };
  var fit = function () {
    if (free() === null) return;
    if (window.innerWidth <= 900) {
      delete root.dataset.short;
      root.style.removeProperty("--wb-room");
      return;
    }
    var step = 0;
    do {
      root.dataset.short = step;
    } while (free() < least && step++ < steps);
    root.style.setProperty("--wb-room", Math.max(least, free()) + "px");
    document.querySelectorAll(".wb-scroll").forEach(aim);
  };
  var aim = function (box) {
    var mark = box.querySelector("mark.x") || box.querySelector("mark.hit");
    if (!mark || box.dataset.moved) return;
    var line = mark.getClientRects()[0];
    var top = line.top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTop = top + line.height > box.clientHeight ? top - before : 0;
  };
  fit();
  if (!window.wbFit) {
    var later = function () {
      requestAnimationFrame(function () {
        window.wbFitNow();
      });
    };
    window.wbFit = new ResizeObserver(later);
    window.addEventListener("resize", later);
    ["wheel", "touchmove", "pointerdown", "keydown"].forEach(function (kind) {
      window.addEventListener(kind, function (event) {
        var box = event.target.closest && event.target.closest(".wb-scroll");
        if (box) box.dataset.moved = "1";
      }, { capture: true, passive: true });
    });
  }
  window.wbFitNow = fit;
  window.wbFit.disconnect();
  document.querySelectorAll(".stMainBlockContainer, .st-key-dock").forEach(function (part) {
    window.wbFit.observe(part);
  });
})();
