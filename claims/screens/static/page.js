// Stops a held key, and letters while a dialog covers the claim: the browser repeats keydown, Streamlit would fire the shortcut each time (25 times in 0.8 s).
// Also lets a click on a marked claim, or on a link to a place of this article, name it in the hidden "jump" field. Of words that several
// claims share, a click opens the claim with the fewest words, the next click the next claim. Constant text, so
// that its hash can stand in a content security policy. Esc leaves every field, so that the letters are keys again.
if (!window.wbReady) {
  window.wbReady = true;
  // Dialogs and menus hang on the body, outside the element that Streamlit gives its colour scheme.
  var app = document.querySelector(".stApp");
  var follow = function () {
    document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme;
  };
  follow();
  new MutationObserver(follow).observe(app, { attributes: true, attributeFilter: ["class", "style"] });
  // True while heading, passages and buttons are not of one claim: a press would meet what is no longer read.
  var behind = function () {
    var first = null, differ = false;
    document.querySelectorAll("[data-for]").forEach(function (part) {
      var id = part.getAttribute("data-for");
      if (first === null) first = id;
      else if (id !== first) differ = true;
    });
    return differ;
  };
  window.addEventListener("keydown", function (event) {
    var at = event.target;
    var typing = at && (at.isContentEditable || /^(TEXTAREA|SELECT)$/.test(at.tagName) ||
      (at.tagName === "INPUT" && !/^(checkbox|radio|button)$/.test(at.type)));
    var covered = document.querySelector('[data-testid="stDialog"]');
    if (
      (event.repeat || covered || behind()) && !typing && event.key.length === 1 && !event.ctrlKey && !event.metaKey
    ) {
      event.stopImmediatePropagation();
      event.preventDefault();
      return;
    }
    if (event.key === "Enter" && at && at.matches && at.matches("[data-claim][tabindex]")) {
      window.wbByTab = true; // the pane is drawn again with the new focus, and its number gets the cursor back
      at.click();
    }
    // In a table the arrows lead to the same link or box of the next row that has one.
    var step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (step && at && at.matches && at.matches("table.wb-t td :is(a, [role=checkbox])[data-to]")) {
      for (var row = at.closest("tr")[step]; row; row = row[step]) {
        var same = row.cells[at.closest("td").cellIndex];
        same = same && same.querySelector("[data-to]");
        if (!same) continue;
        same.focus();
        event.preventDefault();
        break;
      }
    }
    if (event.key === " " && at && at.matches && at.matches("[role=checkbox][data-to]")) {
      event.preventDefault(); // no scrolling
      at.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }));
    }
    if (event.key === "Escape" && at && at.matches && at.matches("input, textarea, select, [contenteditable=true]")) {
      // A list closes itself before it is left.
      setTimeout(function () {
        if (document.activeElement === at) at.blur();
      }, 0);
    }
  }, true);
  // Where nobody keeps the press to itself the field is left with it, and not after it: on a busy page the next key would
  // come before that, and go into the note.
  window.addEventListener("keydown", function (event) {
    var field = event.target.matches && event.target.matches("input, textarea, select, [contenteditable=true]");
    if (event.key === "Escape" && field && document.activeElement === event.target) event.target.blur();
  });
  // Streamlit hears Esc in a field too, at the document, and would close the reasons in the bar with the same press.
  document.body.addEventListener("keydown", function (event) {
    var field = event.target.matches && event.target.matches("input, textarea, select, [contenteditable=true]");
    if (event.key === "Escape" && field && document.querySelector(".wb-asks")) event.stopPropagation();
  });
  // Writes into the hidden field that the server hears; false where the page has none.
  var tell = function (target) {
    var field = document.querySelector(".st-key-jump input");
    if (!field) return false;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, target);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  // A table that is drawn again after a press of the keyboard gives the cursor back to what was pressed.
  var pressed = "";
  window.wbReturn = function (table) {
    var part = pressed && table.querySelector('[data-to="' + CSS.escape(pressed) + '"]');
    pressed = "";
    if (part) part.focus({ preventScroll: true });
  };
  window.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".st-key-dock button, .st-key-columns button");
    if (button && behind()) {
      event.stopImmediatePropagation();
      event.preventDefault();
      return;
    }
    // A choice made with the mouse gives the keys back to the claim; who uses Tab keeps the place.
    if (event.detail > 0 && event.target.closest && event.target.closest("[role=option], .st-key-shortcuts")) {
      setTimeout(function () {
        if (document.activeElement) document.activeElement.blur();
      }, 150);
    }
    var box = event.target.closest && event.target.closest("[role=checkbox][data-to]");
    if (box) {
      var what = box.getAttribute("data-to");
      pressed = event.detail ? "" : what;
      if (event.shiftKey) window.getSelection().removeAllRanges();
      tell(event.shiftKey ? what.replace(/^pick /, "pick-to ") : what);
      return;
    }
    var link = event.target.closest && event.target.closest("a[data-to]");
    if (link) {
      // With Ctrl, Shift or the middle button the browser opens the address in a tab or window of its own.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
      pressed = event.detail ? "" : link.getAttribute("data-to");
      if (tell(link.getAttribute("data-to"))) event.preventDefault();
      return;
    }
    var marks = [];
    var part = event.target.closest && event.target.closest("[data-claim]");
    for (; part; part = part.parentElement.closest("[data-claim]")) marks.push(part);
    var inFocus = marks.findIndex(function (one) {
      return one.hasAttribute("aria-current");
    });
    var mark = marks[(inFocus + 1) % marks.length];
    if (mark) tell(mark.getAttribute("data-claim"));
  }, true);
}
