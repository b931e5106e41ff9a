// Puts the paragraphs of the claim in focus, which the element beside this script has, into the article in place of those
// with the same numbers, and those of the claim before back: so the article itself stays as it is at every step. Brings
// the focus to the middle of the pane without moving the page, and the cursor to its number where it was chosen with Tab
// and Enter. Paragraphs that the pane does not show are not laid out (`page.css`); those near the focus are, so that it is
// in its place at once.
// Constant; the page has it once. Claim and article are in the element beside `follow_focus_now.js`, so that it is new for
// each of them and runs this again.
window.wbFollowFocus = function () {
  var near = 16; // paragraphs; one of a single line has 33 px, and half of the pane is at most 500
  var article = document.querySelector(".st-key-article");
  var pane = article || document.querySelector(".wb-art");
  if (!pane) return;
  (window.wbFocused || []).forEach(function (pair) {
    if (pair.focused.isConnected) pair.focused.replaceWith(pair.plain);
  });
  window.wbFocused = [];
  if (article) {
    article.setAttribute("role", "region");
    article.setAttribute("aria-label", "Article, with claims marked");
    article.setAttribute("tabindex", "0");
    [].slice.call(document.querySelectorAll(".wb-focused > [data-block]")).forEach(function (focused) {
      var plain = article.querySelector('[data-block="' + focused.dataset.block + '"]');
      if (!plain) return;
      plain.replaceWith(focused);
      window.wbFocused.push({ plain: plain, focused: focused });
    });
    var blocks = [].slice.call(article.querySelectorAll("[data-block]"));
    var here = blocks.findIndex(function (block) {
      return block.classList.contains("here");
    });
    blocks.slice(Math.max(0, here - near), here + near + 1).forEach(function (block) {
      block.classList.add("near");
    });
  }
  var now = pane.querySelector("mark.now, .here");
  var number = pane.querySelector(".wb-n[aria-current], tr[data-claim][aria-current]");
  if (window.wbByTab && number) number.focus({ preventScroll: true });
  window.wbByTab = false;
  if (window.wbReturn) window.wbReturn(pane);
  window.wbFocusInSight = function () {
    if (!now || !now.isConnected) return;
    pane.scrollTop += now.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
  };
  window.wbFocusInSight();
  if (!window.wbFollows) {
    window.wbFollows = true;
    var later = function () {
      requestAnimationFrame(function () {
        window.wbFocusInSight();
      });
    };
    window.addEventListener("resize", later); // another width has other lines
  }
};
window.wbFollowFocus();
