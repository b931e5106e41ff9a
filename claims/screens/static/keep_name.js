// Keeps the reviewer's name in a cookie of this browser; it stands percent-encoded in a data attribute beside this
// script, with the name of the cookie. Constant, like every script of the pages. An element that is drawn a second
// time in the same document must not write over what another tab has kept since, so each act has a mark of its own.
// Where the browser keeps no cookies, a class says so, and the page shows its line about it.
(function () {
  var name = document.querySelector(".wb-kept-name");
  if (!name || window.wbNameKept === name.dataset.act) return;
  window.wbNameKept = name.dataset.act;
  var kept = name.dataset.cookie + "=" + name.dataset.name;
  document.cookie = kept + "; path=/; max-age=31536000; SameSite=Strict";
  var held = document.cookie.split("; ").indexOf(kept) >= 0;
  document.documentElement.classList.toggle("wb-nocookies", !held);
})();
