// The keys of the claim in focus. No verdict and no pin is taken for a claim that nobody can read at that moment: while
// its wording and the verdict buttons are not both in the window, a press on such a key brings them back, says so, and
// does nothing else. Every other key of the claim brings them back first and then acts. Whenever another claim comes
// into focus, its wording is brought into the window. While the reasons are open, Enter and the steps decide too.
// From a press on a verdict until its reasons are there, a digit or Enter waits for them: on what the page still shows it
// would pin a passage, or answer for the verdict before.
// S, X and F answer for the named source that is asked about, so that question is in the window too; on a small one it
// stands below the passages, and the first press brings it up.
// W goes into the note: Streamlit's own shortcuts can only press buttons.
// Whether letters are keys stands on the root element too. There the style sheet can ask for it at no cost; with `:has` it
// would style the whole page after each small change of it.
// Constant, like every script of the pages; the page has it once, and `claim_keys_now.js` runs it with each new claim.
window.wbClaimKeys = function () {
  var root = document.documentElement;
  var narrow = 900, gap = 4, most = 0.4; // pixels, pixels, share of the room that a wording may keep while it sticks
  var find = function (selector) {
    return document.querySelector(selector);
  };
  var box = function (selector) {
    var part = find(selector);
    return part && part.getBoundingClientRect();
  };
  var claim = function () {
    var card = find(".wb-claim");
    return card && card.getAttribute("data-for");
  };
  var isNarrow = function () {
    return window.innerWidth <= narrow;
  };
  // The part of the window that nothing covers: below the navigation, above the bar and what it asks.
  var room = function () {
    var header = box('[data-testid="stHeader"]');
    var bar = isNarrow() ? box(".st-key-act") : box(".st-key-asking") || box(".st-key-dock");
    var top = header ? Math.max(0, header.bottom) : 0;
    var bottom = bar && bar.top > top ? Math.min(bar.top, window.innerHeight) : window.innerHeight;
    return { top: top, bottom: bottom };
  };
  var inView = function () {
    var wording = box(".wb-claim h2"), buttons = box(".st-key-act"), free = room();
    if (!wording || !buttons) return false;
    var seen = Math.min(wording.bottom, free.bottom) - Math.max(wording.top, free.top);
    // A wording that is higher than the room counts as in view once it fills the room.
    var enough = seen > 0 && seen >= Math.min(wording.height, free.bottom - free.top) - 1;
    return enough && buttons.top >= free.top - 1 && buttons.bottom <= window.innerHeight + 1;
  };
  // Whether what S, X and F answer can be read. On a small window claim and question may not fit together.
  var questionInView = function () {
    var row = box(".st-key-says"), free = room();
    var seen = row && row.top >= free.top - 1 && row.bottom <= (isNarrow() ? free.bottom : window.innerHeight) + 1;
    return seen && (isNarrow() || inView());
  };
  // Scrolls to the first place where the whole wording is free: the page's top where the columns are fitted to it, else
  // the line above the claim, else the wording. The line of state ends where the wording begins, even while that sticks.
  var bring = function () {
    var main = find('[data-testid="stMain"]'), strip = box(".st-key-strip"), kick = box(".st-key-kick");
    var wording = box(".wb-claim h2");
    if (!main || !strip || !kick || !wording) return;
    var free = room(), top = kick.bottom + main.scrollTop - free.top;
    var places = [strip.top + main.scrollTop - free.top - gap, top - gap];
    if (!isNarrow()) places.unshift(0);
    var fits = places.filter(function (place) {
      return top - place + wording.height + gap <= free.bottom - free.top;
    });
    main.scrollTo({ top: Math.max(0, fits.length ? fits[0] : places[places.length - 1]), behavior: "instant" });
  };
  // On a small window the wording stays under the navigation while its passages are read, unless it takes too much of
  // the room. Reasons that open above the bar for a moment change nothing.
  var stick = function () {
    var card = box(".wb-claim"), free = room();
    if (card && !open()) root.classList.toggle("wb-tall", card.height > most * (free.bottom - free.top));
  };
  var status = find(".wb-unseen");
  if (!status) {
    status = document.createElement("div");
    status.className = "wb-unseen";
    status.setAttribute("role", "status");
    document.body.appendChild(status);
  }
  var quiet = function () {
    if (status.textContent) status.textContent = "";
  };
  var refuse = function (event, question) {
    event.stopImmediatePropagation();
    event.preventDefault();
    if (question && isNarrow()) find(".st-key-says").scrollIntoView({ block: "center", behavior: "instant" });
    else bring();
    var number = (find(".wb-pos") || status).textContent.match(/\d+/);
    var what = question && isNarrow() ? "The question" : "Claim " + (number ? number[0] : "");
    status.style.bottom = window.innerHeight - room().bottom + 2 * gap + "px";
    status.textContent = what + " was not in view. Read it and press again.";
  };
  // The key as Streamlit reads it: a letter or a digit, whatever the case and, on other layouts, by its place.
  var read = function (event) {
    var key = event.key.toLowerCase(), place = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code || "");
    return /^[a-z0-9]$/.test(key) || event.key.length > 1 || !place ? key : place[1].toLowerCase();
  };
  var fields = "input, textarea, select, [contenteditable=true]";
  var verdicts = { v: "verified", d: "disputed", u: "unclear" };
  // Milliseconds in which nothing is drawn; an act waits eight seconds for another program that holds the database. The
  // time of a run does not count: on a busy machine one may take longer, and it ends by itself.
  var longest = 10000;
  var drawing = function () {
    var app = find('[data-testid="stApp"]');
    return app !== null && app.getAttribute("data-test-script-state") === "running";
  };
  var awaited = null;
  var open = function () {
    var asks = find(".wb-asks");
    return asks ? asks.getAttribute("data-verdict") : "";
  };
  var ofReasons = function (verdict) {
    return document.querySelectorAll('[class*="st-key-reason-' + verdict + '-"] button');
  };
  // The row is drawn from its heading to its last reason; a key that came in the middle would find no button.
  var drawn = function (verdict) {
    return open() === verdict && ofReasons(verdict).length >= Number(find(".wb-asks").getAttribute("data-reasons"));
  };
  var answer = function (key, verdict) {
    var buttons = key === "enter"
      ? document.querySelectorAll('[class*="st-key-plain-' + verdict + '-"] button')
      : ofReasons(verdict);
    var button = key === "enter" ? buttons[0] : buttons[Number(key) - 1];
    if (button && inView()) button.click();
  };
  // What the bar says of the last choice that the server heard: its number and the verdict that is asked about now.
  var heard = function () {
    var bar = find(".wb-isit");
    return bar ? bar.getAttribute("data-heard") : "";
  };
  // Until the row of this verdict is open, or the server has heard the choice and asks for no reason: the page says why.
  var waitFor = function (verdict) {
    var since = performance.now(), before = heard(), mine = awaited = { verdict: verdict, held: "" };
    var look = function () {
      if (awaited !== mine) return;
      if (drawing()) since = performance.now();
      var refused = heard() && heard() !== before && heard().split(" ")[1] !== verdict;
      if (drawn(verdict)) {
        awaited = null;
        window.wbToClaim();
        if (mine.held) answer(mine.held, verdict);
      } else if (refused || performance.now() - since > longest) {
        awaited = null;
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  };
  var chosen = function (verdict) {
    if (open() !== verdict && !(awaited && awaited.verdict === verdict)) waitFor(verdict);
  };
  var decides = /^[vdui1-5]$/, acts = /^[jknzytagbpwoehmq6790]$/, answers = /^(enter|[jkn])$/, says = /^[sxf]$/;
  if (!window.wbKeys) {
    window.wbKeys = true;
    window.addEventListener("keydown", function (event) {
      var at = event.target, inField = at && at.matches && at.matches(fields);
      quiet();
      if (find('[data-testid="stDialog"]') || !claim()) return;
      if (inField) {
        if (event.key === "Escape") setTimeout(window.wbToClaim, 0);
        return;
      }
      var key = read(event),
        asked = awaited !== null || find(".wb-asks") !== null,
        decision = decides.test(key) || (asked && answers.test(key));
      if (!find(".wb-keys") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (says.test(key)) {
        if (!asked && find(".st-key-says") && !questionInView()) refuse(event, true);
        return;
      }
      if (!(decision || acts.test(key))) return;
      if (!inView()) {
        if (decision) {
          refuse(event);
          return;
        }
        bring();
      }
      if (awaited && decision && (awaited.held || /^([1-5]|enter)$/.test(key))) {
        awaited.held = awaited.held || key;
        event.stopImmediatePropagation();
        event.preventDefault();
        return;
      }
      if (verdicts[key]) chosen(verdicts[key]);
      if (key === "enter") {
        // A button of the bar that has the cursor is pressed by the browser; elsewhere Enter answers and presses nothing.
        var own = at.closest && at.closest(".st-key-act button");
        if (own || event.repeat) event.stopImmediatePropagation();
        if (!own || event.repeat) event.preventDefault();
      }
      var note = find(".st-key-noterow input[aria-label=Note]");
      if (key === "w" && note) {
        event.preventDefault();
        note.focus({ preventScroll: !isNarrow() });
      }
    }, true);
    window.addEventListener("click", function (event) {
      quiet();
      var button = event.target.closest && event.target.closest(".st-key-act button");
      if (button && !inView()) {
        refuse(event);
        return;
      }
      var choice = [].indexOf.call(document.querySelectorAll(".st-key-verdicts button"), button);
      if (choice >= 0) chosen(Object.values(verdicts)[choice]);
    }, true);
    var later = function () {
      requestAnimationFrame(function () {
        window.wbStick();
      });
    };
    window.addEventListener("resize", later);
    window.wbStickSizes = new ResizeObserver(later);
  }
  root.toggleAttribute("data-letters", find("span[data-letters]") !== null);
  // For what makes the bar higher and may cover the wording by it.
  window.wbToClaim = function () {
    if (claim() && !inView()) bring();
  };
  window.wbStick = stick;
  window.wbRoom = room;
  requestAnimationFrame(function () {
    stick();
    // A page that is still being drawn may have a higher bar or wording for a moment.
    window.wbStickSizes.disconnect();
    document.querySelectorAll(".stMainBlockContainer, .wb-claim, .st-key-act").forEach(function (part) {
      window.wbStickSizes.observe(part);
    });
    var before = window.wbClaim, strip = box(".st-key-strip");
    window.wbClaim = claim();
    if (before && before !== window.wbClaim && (!inView() || (strip && strip.bottom < room().top))) bring();
  });
};
window.wbClaimKeys();
