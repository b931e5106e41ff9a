// Runs `fit_columns.js` for what the element beside it names; where the page does not have it yet, it runs itself on coming.
if (window.wbFitColumns) window.wbFitColumns();
