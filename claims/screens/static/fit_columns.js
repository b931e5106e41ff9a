// The columns end where the decision bar begins, whatever stands above them: long claims, missing sources, quotations.
// The text of the passages shall have half of the window, up to 384 px; where it has less, what can be read elsewhere
// gives way, one step after another (`page.css`, "when room is short"). 188 px hold the acts of a column, its name and
// four lines; a window so low that even the last step leaves less has columns that reach under the bar. Then each
// column is scrolled to the sentence that comes nearest to the claim, unless it is in sight; a reader who scrolls is
// left alone. What was opened once (`details` with data-more) is open for the next claim too.
// At another claim the first column is in hand again.
// Constant, like every script of the pages; the page has it once, `fit_columns_now.js` runs it with each new element, and it
// fits again when a height changes.
window.wbFitColumns = function () {
  var root = document.documentElement;
  // pixels; `before` is the line above the mark, and text of less than `smallest` may be as low as it gets
  var least = 188, steps = 5, before = 24, share = 0.5, most = 384, smallest = 100;
  var free = function () {
    var columns = document.querySelector(".st-key-columns"), dock = document.querySelector(".st-key-dock");
    var main = document.querySelector('[data-testid="stMain"]');
    if (!columns || !dock || !main) return null;
    return Math.floor(window.innerHeight - dock.offsetHeight - (columns.getBoundingClientRect().top + main.scrollTop));
  };
  // The height stands on the columns alone: on the root, each change would style the whole page.
  var give = function (height) {
    var columns = document.querySelector(".st-key-columns");
    if (columns.style.getPropertyValue("--wb-room") !== height) columns.style.setProperty("--wb-room", height);
  };
  var shorten = function (step) {
    if (root.dataset.short !== String(step)) root.dataset.short = step;
  };
  var fit = function () {
    if (free() === null) return;
    if (window.innerWidth <= 900) {
      delete root.dataset.short;
      document.querySelector(".st-key-columns").style.removeProperty("--wb-room");
      return;
    }
    var wanted = Math.min(most, window.innerHeight * share), step = Number(root.dataset.short || 0);
    shorten(step);
    // The first step that is enough. From one claim to the next it seldom changes, so that mostly one other is looked at.
    if (offered() < wanted) {
      while (step < steps) {
        shorten(++step);
        if (offered() >= wanted) break;
      }
    } else {
      while (step > 0) {
        shorten(step - 1);
        if (offered() < wanted) {
          shorten(step);
          break;
        }
        step--;
      }
    }
    give(Math.max(least, free()) + "px");
    document.querySelectorAll(".wb-scroll").forEach(aim);
    document.querySelectorAll(".wb-ctx.side").forEach(keep);
    window.wbFitted = measures();
  };
  // What the fit depends on; while it is as the last fit left it, there is nothing to do.
  var measures = function () {
    return [window.innerWidth, window.innerHeight, free(), text()].join(" ");
  };
  // The height that the text has in the column where it has least.
  var text = function () {
    var heights = [].map.call(document.querySelectorAll(".wb-scroll, .wb-ctx.side"), function (box) {
      return box.clientHeight;
    });
    return heights.length ? Math.min.apply(null, heights) : Infinity;
  };
  // The height that the text would have if the columns had all that is free. It takes all that is more, so that nothing has
  // to be tried, unless it is at its end or shares the column with an open line of facts.
  var offered = function () {
    var column = document.querySelector('.st-key-columns [class*="st-key-cand-"]');
    var room = Math.max(least, free());
    if (!column) return Infinity;
    if (text() < smallest || document.querySelector(".wb-foot[open]")) {
      give(room + "px");
      return text();
    }
    return text() + room - column.offsetHeight;
  };
  var reopen = function () {
    document.querySelectorAll("details[data-more]").forEach(function (part) {
      part.open = root.getAttribute("data-open-" + part.dataset.more) !== null;
    });
  };
  var aim = function (box) {
    var mark = box.querySelector("mark.near") || box.querySelector("mark.x") || box.querySelector("mark.hit");
    if (!mark || box.dataset.moved) return;
    var place = mark.getBoundingClientRect();
    var top = place.top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTop = top + place.height > box.clientHeight ? top - before : 0;
  };
  // A passage in its context is scrolled by `scroll_to_passage.js`; a lower or narrower box may lose the place again.
  var keep = function (box) {
    var mark = box.querySelector(".stop.now") || box.querySelector("mark.near");
    if (!mark || box.dataset.moved) return;
    var line = mark.getClientRects()[0], part = box.getBoundingClientRect();
    if (line && (line.top < part.top || line.bottom > part.bottom)) box.scrollTop += line.top - part.top - before;
  };
  var of = document.querySelector("span[data-columns-of]");
  if (of && root.dataset.columnsOf !== of.dataset.columnsOf) {
    root.dataset.columnsOf = of.dataset.columnsOf;
    root.dataset.hand = 1;
  }
  reopen();
  fit();
  if (!window.wbFit) {
    var later = function () {
      requestAnimationFrame(function () {
        if (window.wbMeasures() !== window.wbFitted) window.wbFitNow();
      });
    };
    window.wbFit = new ResizeObserver(later);
    window.addEventListener("toggle", function (event) {
      var part = event.target;
      if (!part.matches || !part.matches("details[data-more]")) return;
      var name = "data-open-" + part.dataset.more;
      if (part.open === (root.getAttribute(name) !== null)) return;
      part.open ? root.setAttribute(name, "") : root.removeAttribute(name);
      window.wbReopen();
    }, true);
    window.addEventListener("resize", later);
    ["wheel", "touchmove", "pointerdown", "keydown"].forEach(function (kind) {
      window.addEventListener(kind, function (event) {
        var box = event.target.closest && event.target.closest(".wb-scroll, .wb-ctx.side");
        if (box) box.dataset.moved = "1";
      }, { capture: true, passive: true });
    });
  }
  window.wbFitNow = fit;
  window.wbMeasures = measures;
  window.wbReopen = reopen;
  window.wbFit.disconnect();
  document.querySelectorAll(".stMainBlockContainer, .st-key-dock").forEach(function (part) {
    window.wbFit.observe(part);
  });
};
window.wbFitColumns();
