// Set before anything is drawn, so that a chosen theme or role never flickers.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("parlance-theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch (_) { /* storage may be closed; then the browser's own theme counts */ }
})();
