// The reader's role and theme, search as one types, and the search page with its filters.
(function () {
  "use strict";
  var root = document.body.dataset.root;
  var store = {
    get: function (key) { try { return localStorage.getItem("parlance-" + key); } catch (_) { return null; } },
    set: function (key, value) { try { localStorage.setItem("parlance-" + key, value); } catch (_) { /* not kept */ } }
  };

  // Role: every page leads with the words of the role that the reader chose once.
  var roleSelect = document.getElementById("role");
  function showRole(role) {
    var mine = document.querySelectorAll(".mine");
    var known = Array.from(mine).some(function (one) { return one.dataset.role === role; });
    if (known) mine.forEach(function (one) { one.classList.toggle("shown", one.dataset.role === role); });
  }
  if (roleSelect) {
    var kept = store.get("role");
    if (kept && Array.from(roleSelect.options).some(function (one) { return one.value === kept; })) roleSelect.value = kept;
    showRole(roleSelect.value);
    roleSelect.addEventListener("change", function () { store.set("role", roleSelect.value); showRole(roleSelect.value); });
  }

  document.getElementById("theme").addEventListener("click", function () {
    var html = document.documentElement;
    var dark = html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    html.dataset.theme = dark ? "light" : "dark";
    store.set("theme", html.dataset.theme);
  });

  // The index is loaded when somebody is about to search, by script: a folder's page can't fetch.
  var loading = null;
  function engine() {
    loading = loading || load("assets/search.js").then(function () { return load("search-index.js"); }).then(function () {
      return window.parlanceSearch(window.PARLANCE_SEARCH);
    });
    return loading;
  }
  function load(path) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = root + path; script.onload = resolve; script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  function titled(term) { return term.context ? term.name + " (" + term.context + ")" : term.name; }
  function element(tag, text, attributes) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }

  // The box at the top: a list of hits, moved through with the arrow keys.
  var box = document.getElementById("find"), list = document.getElementById("found"), chosen = -1;
  function close() { list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); chosen = -1; }
  function choose(index) {
    var options = list.children;
    if (!options.length) return;
    chosen = (index + options.length) % options.length;
    Array.from(options).forEach(function (option, at) { option.setAttribute("aria-selected", String(at === chosen)); });
    options[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[chosen].id);
  }
  function suggest() {
    var text = box.value;
    engine().then(function (found) {
      if (box.value !== text) return;
      list.replaceChildren();
      found.search(text, 8).forEach(function (hit, at) {
        var option = element("li", titled(hit.term), { id: "found-" + at, role: "option", "aria-selected": "false" });
        option.dataset.href = root + hit.term.path;
        option.appendChild(element("small", hit.label ? hit.label + " · " + hit.term.definition : hit.term.definition));
        list.appendChild(option);
      });
      list.hidden = !list.children.length;
      box.setAttribute("aria-expanded", String(!list.hidden));
      chosen = -1;
    });
  }
  box.addEventListener("focus", engine);
  box.addEventListener("input", function () { if (box.value.trim()) suggest(); else close(); });
  box.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(); return; }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { choose(chosen + 1); event.preventDefault(); }
    if (event.key === "ArrowUp") { choose(chosen < 0 ? -1 : chosen - 1); event.preventDefault(); }
    if (event.key === "Enter" && chosen >= 0) { location.href = list.children[chosen].dataset.href; event.preventDefault(); }
  });
  list.addEventListener("mousedown", function (event) {
    var option = event.target.closest("li");
    if (option) { event.preventDefault(); location.href = option.dataset.href; }
  });
  box.addEventListener("blur", close);

  document.addEventListener("keydown", function (event) {
    var at = document.activeElement;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(at && at.tagName)) return;
    event.preventDefault();
    (document.getElementById("query") || box).focus();
  });

  // Filters of the table of reviews.
  var filter = document.getElementById("filter");
  if (filter) {
    var rows = Array.from(document.querySelectorAll("#reviews-table tbody tr"));
    filter.addEventListener("submit", function (event) { event.preventDefault(); });
    filter.addEventListener("input", function () {
      var asked = Object.fromEntries(new FormData(filter));
      rows.forEach(function (row) {
        row.hidden = !((!asked.text || row.cells[0].textContent.toLowerCase().includes(asked.text.toLowerCase())) &&
          (!asked.status || row.dataset.status === asked.status) && (!asked.due || row.dataset.due.includes(asked.due)) &&
          (!asked.steward || row.dataset.steward === asked.steward));
      });
    });
  }

  // The search page: filters that combine, all of it kept in the address.
  var form = document.getElementById("search");
  if (!form) return;
  var results = document.getElementById("results"), outcome = document.getElementById("outcome");
  var wanted = new URLSearchParams(location.search);
  Array.from(form.elements).forEach(function (field) { if (field.name && wanted.has(field.name)) field.value = wanted.get(field.name); });
  box.closest(".find").hidden = true;

  function draw() {
    var asked = {};
    Array.from(form.elements).forEach(function (field) { if (field.name && field.value) asked[field.name] = field.value; });
    engine().then(function (found) {
      var fits = function (term) {
        return (!asked.category || term.categories.includes(asked.category)) && (!asked.role || term.roles.includes(asked.role)) &&
          (!asked.status || term.status === asked.status) && (!asked.tag || term.tags.includes(asked.tag));
      };
      var filtered = asked.category || asked.role || asked.status || asked.tag;
      var hits = asked.q ? found.search(asked.q, found.terms.length).filter(function (hit) { return fits(hit.term); })
        : filtered ? found.terms.filter(fits).map(function (term) { return { term: term, label: "" }; }) : [];
      results.replaceChildren();
      hits.slice(0, 100).forEach(function (hit) {
        var row = element("li"), link = element("a", titled(hit.term), { href: root + hit.term.path });
        row.appendChild(link);
        if (hit.label) row.appendChild(element("span", " " + hit.label, { class: "remark" }));
        row.appendChild(element("p", hit.term.definition));
        results.appendChild(row);
      });
      outcome.textContent = !asked.q && !filtered ? "" : hits.length === 0 ? "Nothing comes near. Try a shorter name, or the words an abbreviation stands for."
        : hits.length > 100 ? "The first 100 of " + hits.length + " terms" : hits.length === 1 ? "1 term" : hits.length + " terms";
    });
    var query = new URLSearchParams(asked).toString();
    try { history.replaceState(null, "", query ? "?" + query : location.pathname); } catch (_) { /* a folder's page keeps its address */ }
  }
  form.addEventListener("input", draw);
  form.addEventListener("submit", function (event) { event.preventDefault(); draw(); var link = results.querySelector("a"); if (link) link.focus(); });
  form.addEventListener("keydown", function (event) {
    var link = results.querySelector("a");
    if (event.key === "ArrowDown" && event.target.id === "query" && link) { link.focus(); event.preventDefault(); }
  });
  results.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var links = Array.from(results.querySelectorAll("a")), at = links.indexOf(document.activeElement);
    var next = links[at + (event.key === "ArrowDown" ? 1 : -1)] || (event.key === "ArrowUp" ? document.getElementById("query") : null);
    if (next) { next.focus(); event.preventDefault(); }
  });
  document.getElementById("query").focus();
  draw();
})();
