// Brings the row that is looked at into sight in its list, and gives the keyboard back to what was pressed with it: the
// table was drawn again. Constant; which row it is, and which rows there are, is in a class beside it, so that the script
// runs again for each.
(function () {
  var list = document.querySelector(".st-key-shelf-list");
  if (!list) return;
  if (window.wbReturn) window.wbReturn(list);
  var row = list.querySelector("tr.here");
  if (!row) return;
  var head = list.querySelector("thead").offsetHeight;
  var over = row.getBoundingClientRect().top - list.getBoundingClientRect().top - head;
  var under = row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  if (over < 0) list.scrollTop += over;
  else if (under > 0) list.scrollTop += under;
})();
