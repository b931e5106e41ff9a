// Puts the cursor into the field for the reviewer's name, after an act that needs one, and says there why. Constant; an element beside it
// is new for each such act, so that the script runs again.
(function () {
  var field = document.querySelector(".st-key-ask-name input");
  if (field) {
    document.documentElement.dataset.nameWanted = "";
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
})();
