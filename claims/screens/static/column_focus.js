// T takes the next column in hand, and so does a press inside one; A opens its source, G and B go through its hits, P
// opens the choice of another passage, which gives the keys back once it was made; G, B and P are for the sources side by
// side. The number of the column stands on
// the root element, which Streamlit never draws anew; the style sheet shows the column and its letters. Letters rest as
// everywhere: while somebody types, under a dialog, when the legend is gone. A held key never gets here (`frame`).
// Constant, like every script of the pages.
if (!window.wbHand) {
  window.wbHand = true;
  var root = document.documentElement;
  var columns = function () {
    return document.querySelectorAll('.st-key-columns [class*="st-key-cand-"]');
  };
  var take = function (number) {
    var many = columns().length;
    root.dataset.hand = many ? (number - 1) % many + 1 : 1;
  };
  var at = function (part) {
    return columns()[root.dataset.hand - 1].querySelector(part);
  };
  var click = function (part) {
    var button = at(part);
    if (button) button.click();
  };
  var open = function (field) {
    if (!field) return;
    window.wbSwap = field;
    field.focus();
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "ArrowDown", code: "ArrowDown", bubbles: true, cancelable: true }),
    );
  };
  var letters = {
    "t": function () {
      take(Number(root.dataset.hand) + 1);
    },
    "a": function () {
      click('[class*="st-key-whole-"] button');
    },
    "g": function () {
      click('[data-hit="1"]');
    },
    "b": function () {
      click('[data-hit="-1"]');
    },
    "p": function () {
      open(at('[class*="st-key-swap-"] input'));
    },
  };
  // Keys of the sources side by side do nothing beside the article, and the page says so.
  var elsewhere = function (key) {
    var status = document.querySelector(".wb-unseen");
    if (!status || !/^[gbp]$/.test(key) || document.querySelector(".st-key-columns .wb-ctx.side")) return false;
    status.style.bottom = window.innerHeight - window.wbRoom().bottom + 8 + "px";
    status.textContent = key.toUpperCase() + " is for the sources side by side. Press O first.";
    return true;
  };
  take(1);
  window.addEventListener("keydown", function (event) {
    var to = event.target;
    if (to && to === window.wbSwap && /^(Enter|Escape)$/.test(event.key)) {
      window.wbSwap = null;
      setTimeout(function () {
        if (document.activeElement === to) to.blur();
      }, 150);
    }
    var typing = to && (to.isContentEditable || /^(TEXTAREA|SELECT|INPUT)$/.test(to.tagName));
    var act = letters[event.key];
    if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (
      !columns().length || !document.querySelector(".wb-keys") || document.querySelector('[data-testid="stDialog"]')
    ) return;
    event.preventDefault();
    if (Number(root.dataset.hand) > columns().length) take(1);
    if (!elsewhere(event.key)) act();
  }, true);
  window.addEventListener("pointerdown", function (event) {
    var inside = event.target.closest && event.target.closest('.st-key-columns [class*="st-key-cand-"]');
    if (inside) take(Array.prototype.indexOf.call(columns(), inside) + 1);
  }, true);
}
