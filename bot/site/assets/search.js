// Search in the browser, by the rules of bot/glossary/search: first what a label surely is, then
// names that come near, then what the texts say. Index and rules come from search-index.js.
(function (root) {
  "use strict";

  var MOST = 50; // results of one search
  var EXACT = 100, FOLDED = 96, SPELLED = 92, SINGULAR = 88, BASE = 84, EXPANDED = 80, MISTYPED = 76;
  var NEAR = 10; // a near name comes before any text
  var NAME_CUTOFF = 0.45, TEXT_CUTOFF = 0.2, TEXT_WEIGHT = 0.3, ALIAS_PENALTY = 0.02;
  var K1 = 2.5, B = 0.6, KINDRED = 0.15; // as in bot/glossary/search/full_text.py

  function build(data) {
    var L = data.language;
    var set = function (list) { return new Set(list); };
    var little = set(L.little), stop = set(L.stop);
    var patterns = ["opening", "closing", "sentenceClosing", "plea"].map(function (key) {
      return new RegExp(L[key].replace(/\(\?P</g, "(?<"), "iu");
    });
    var our = new RegExp("^(" + L.our.map(function (w) { return w.slice(0, -2); }).join("|") + ")ur");

    function american(word) {
      word = own(L.numbers, word) || own(L.british, word) || word;
      if (word.includes("our")) word = word.replace(our, "$1r");
      return word.replace(/(\w{3})(i|y)s(?=(?:e|es|ed|ing|er|ers|ation|ations|able|ability)$)/, "$1$2z");
    }
    function splitWords(text) {
      text = text.normalize("NFKC").replace(/[‘’‚‛′`´ʼ]/g, "'").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
      text = text.toLowerCase().replace(/ß/g, "ss").replace(/&/g, " and ");
      text = text.replace(/(?<![\p{L}\p{N}_])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}_]))?/gu, function (dotted) {
        return dotted.replace(/\./g, "") + " ";
      });
      text = text.replace(/'s?(?![\p{L}\p{N}_])/gu, "").replace(/'/g, "");
      return text.match(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}])*(?:(?:\+\+?|#)(?![\p{L}\p{N}_]))?/gu) || [];
    }
    function wordsOf(text) { return splitWords(text).map(american); }
    var makeUp = new RegExp(L.makeUp, "giu"), between = new RegExp(L.between, "iu");

    function bare(stem) {
      if (stem.length > 3 && stem[stem.length - 1] === stem[stem.length - 2]) stem = stem.slice(0, -1);
      return stem.length > 3 && stem.endsWith("e") ? stem.slice(0, -1) : stem;
    }
    function singular(word) {
      var irregular = own(L.irregular, word);
      if (irregular) return irregular;
      if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is|ias)$/.test(word)) {
        return word.replace(/(?<=(?:..[sxz]|.ch|.sh))e$/, "");
      }
      if (word.endsWith("ies") && word.length > 4) return word.slice(0, -3) + "y";
      return /(?:s|x|z|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
    }
    var VERBS = [["ization", "iz", 3], ["tion", "t", 4], ["val", "v", 4], ["ing", "", 3], ["ed", "", 3]];
    function base(word) {
      word = singular(word);
      for (var one of VERBS) {
        var stem = word.slice(0, word.length - one[0].length);
        if (word.endsWith(one[0]) && stem.length >= one[2] && /[aeiouy]/.test(stem)) {
          if (/(?:eer|tor|ter)$/.test(stem) || /(?:eed|mbed)$/.test(word)) return word;
          return bare(stem + one[1]);
        }
      }
      return bare(word);
    }
    function family(word) {
      var stem = singular(word);
      for (var times = 0; times < 2; times++) {
        var found = L.families.find(function (one) {
          var shortest = ["ing", "ed", "er"].includes(one[0]) ? 3 : 4;
          return stem.endsWith(one[0]) && (stem.slice(0, stem.length - one[0].length) + one[1]).length >= shortest;
        });
        if (!found) break;
        stem = stem.slice(0, stem.length - found[0].length) + found[1];
      }
      return bare(stem);
    }
    function trim(text) { return text.replace(/^[\s"'“”‘’(\[{<,;:!?…/\\|]+|[\s"'“”‘’)\]}>.,;:!?…/\\|-]+$/g, ""); }
    function closed(text) { return (text.match(/\(/g) || []).length > (text.match(/\)/g) || []).length ? text + ")" : text; }

    // What may have been meant, from the words as typed to those without question wording.
    function phrasings(text) {
      var found = [closed(trim(text))];
      var plain = closed(trim(found[0].replace(patterns[3], "")));
      if (plain && plain !== found[0] && plain.includes(" ")) found.push(plain);
      for (var step = 0; step < 12; step++) {
        var last = found[found.length - 1];
        var shorter = trim(last.replace(patterns[0], ""));
        if (shorter === last) shorter = trim(last.replace(found.length > 1 ? patterns[2] : patterns[1], ""));
        shorter = closed(shorter);
        if (!shorter || shorter === last) break;
        found.push(shorter);
      }
      return found.filter(Boolean);
    }

    var terms = data.terms.map(function (row, number) {
      return {
        number: number, path: row[0], name: row[1], context: row[2] || "", aliases: row[3] || [], hidden: row[4] || [],
        definition: row[5] || "", status: row[6] || "draft", categories: row[7] || [], roles: row[8] || [], tags: row[9] || []
      };
    });
    var labels = [], forms = new Map(), byWord = new Map(), byBase = new Map(), byFamily = new Map(), byStart = new Map();
    function put(map, key, value) {
      var held = map.get(key);
      if (held) { if (held[held.length - 1] !== value) held.push(value); } else map.set(key, [value]);
    }
    function addLabel(text, term, isName, isShown) {
      var words = wordsOf(text);
      var label = { text: text, term: term, isName: isName, isShown: isShown, words: words, key: words.join("") };
      var id = labels.push(label) - 1;
      put(forms, "=" + spelled(text), id);
      put(forms, "~" + folded(text), id);
      if (term.context && isName) put(forms, "~" + folded(text + " (" + term.context + ")"), id);
      if (!words.length) return;
      put(forms, "." + label.key, id);
      put(forms, "s" + words.map(singular).join(""), id);
      put(forms, "b" + words.map(base).join(""), id);
      put(forms, "o" + bag(words), id);
      var weighty = words.filter(function (w) { return !little.has(w); });
      if (weighty.length > 1) {
        put(forms, "i" + weighty.map(first).join(""), id);
        put(forms, "i" + words.map(first).join(""), id);
      }
      new Set(words).forEach(function (word) {
        if (!byWord.has(word)) {
          put(byBase, base(word), word); put(byFamily, family(word), word); put(byStart, word[0], word);
        }
        put(byWord, word, id);
      });
    }
    function bag(words) {
      return words.filter(function (w) { return !little.has(w); }).map(singular).sort().join(" ");
    }
    terms.forEach(function (term) {
      addLabel(term.name, term, true, true);
      var bracket = /^(.+?) \((.+)\)$/.exec(term.name);
      if (bracket) addLabel(bracket[1], term, true, true);
      term.aliases.forEach(function (alias) { addLabel(alias, term, false, true); });
      term.hidden.forEach(function (label) { addLabel(label, term, false, false); });
    });
    var postings = new Map();
    function posting(stem) {
      var held = postings.get(stem);
      if (held === undefined) {
        held = [];
        var packed = own(data.texts.stems, stem) || [];
        for (var at = 0, number = -1; at < packed.length; at++) {
          var step = packed[at], count = 1;
          if (step < 0) step = -step; else count = packed[++at];
          number += step;
          held.push(number, count);
        }
        postings.set(stem, held);
      }
      return held;
    }
    var lengths = data.texts.lengths;
    var average = lengths.reduce(function (sum, one) { return sum + one; }, 0) / Math.max(1, lengths.length);
    function rarity(stem) {
      var known = posting(stem).length / 2;
      return Math.sqrt(Math.log(1 + (terms.length - known + 0.5) / (known + 0.5)));
    }

    function textScores(words) {
      var own_ = new Set(words.filter(function (w) { return !stop.has(w); }).map(function (w) { return base(american(w)); }));
      var weights = new Map();
      own_.forEach(function (stem) {
        (own(L.kindred, stem) || []).forEach(function (kin) { weights.set(kin, KINDRED); });
      });
      own_.forEach(function (stem) { weights.set(stem, 1); });
      var scores = new Map(), possible = 0;
      weights.forEach(function (weight, stem) {
        var most = weight * rarity(stem) * (K1 + 1);
        if (own_.has(stem)) possible += most;
        var held = posting(stem);
        for (var at = 0; at < held.length; at += 2) {
          var saturation = K1 * (1 - B + B * lengths[held[at]] / average);
          scores.set(held[at], (scores.get(held[at]) || 0) + most * held[at + 1] / (held[at + 1] + saturation));
        }
      });
      scores.forEach(function (score, number) { scores.set(number, score / possible); });
      return scores;
    }

    function alikeWords(word) {
      var alike = new Map();
      var raise = function (other, score) { if (score > (alike.get(other) || 0)) alike.set(other, score); };
      var sameStart = byStart.get(word[0]) || [];
      if (word.length >= 3) sameStart.forEach(function (other) {
        if (other.startsWith(word)) raise(other, 0.6 + 0.35 * word.length / other.length);
      });
      (byFamily.get(family(word)) || []).forEach(function (other) { raise(other, 0.9); });
      (own(L.short, word) || []).forEach(function (other) { if (byWord.has(other)) raise(other, 0.9); });
      (byBase.get(base(word)) || []).forEach(function (other) { raise(other, 0.95); });
      if (byWord.has(word)) { raise(word, 1); return alike; }
      var allowed = (word.length >= 4) + (word.length >= 7);
      if (allowed) sameStart.forEach(function (other) {
        if (Math.abs(other.length - word.length) > allowed) return;
        var edits = distance(word, other, allowed);
        if (edits <= allowed) raise(other, edits <= 1 ? 0.85 : 0.7);
      });
      return alike;
    }
    function weightOf(word) { return Math.log(1 + labels.length / (1 + (byWord.get(word) || []).length)); }
    function weightOfLabel(label) {
      if (label.weight === undefined) {
        label.weight = label.words.reduce(function (sum, w) { return little.has(w) ? sum : sum + weightOf(w); }, 0) || 1;
      }
      return label.weight;
    }

    function nearScores(words, raise) {
      var content = Array.from(new Set(words.filter(function (w) { return !little.has(w); })));
      if (!content.length) content = words;
      if (content.length > 6) return;
      var asked = 0, ofQuery = new Map(), ofLabel = new Map();
      content.forEach(function (word) {
        var alike = alikeWords(word), weight = 0, best = new Map();
        alike.forEach(function (_, other) { weight = Math.max(weight, weightOf(other)); });
        asked += weight || weightOf("");
        alike.forEach(function (score, other) {
          (byWord.get(other) || []).forEach(function (id) {
            if (score > (best.get(id) || [0])[0]) best.set(id, [score, other]);
          });
        });
        best.forEach(function (hit, id) {
          ofQuery.set(id, (ofQuery.get(id) || 0) + hit[0] * weight);
          ofLabel.set(id, (ofLabel.get(id) || 0) + hit[0] * weightOf(hit[1]));
        });
      });
      ofQuery.forEach(function (shared, id) {
        var label = labels[id];
        var score = 0.6 * shared / asked + 0.4 * Math.min(1, ofLabel.get(id) / weightOfLabel(label));
        if (content.length <= 3 ? score >= NAME_CUTOFF : score >= 0.9) raise(label, NEAR + score);
      });
    }

    // The nearest labels by their letters: those of about the same length that share pieces.
    var pieces = null;
    function mistyped(key, raise) {
      if (key.length < 4) return;
      if (!pieces) {
        pieces = new Map();
        labels.forEach(function (label, id) { bigrams(label.key).forEach(function (piece) { put(pieces, piece, id); }); });
      }
      var shared = new Map(), own_ = bigrams(key);
      own_.forEach(function (piece) {
        (pieces.get(piece) || []).forEach(function (id) { shared.set(id, (shared.get(id) || 0) + 1); });
      });
      var allowed = (key.length >= 5) + (key.length >= 10) || 1;
      shared.forEach(function (count, id) {
        var label = labels[id];
        if (Math.abs(label.key.length - key.length) > allowed || count < own_.size - 2 * allowed - 1) return;
        var edits = distance(key, label.key, allowed);
        if (edits && edits <= allowed) raise(label, MISTYPED - 4 * edits);
      });
    }

    function search(text, limit) {
      if (!text.trim()) return [];
      var scores = new Map(), shown = new Map();
      var raise = function (label, score) {
        if (!label.isName) score -= ALIAS_PENALTY;
        if (score > (scores.get(label.term.number) || 0)) {
          scores.set(label.term.number, score);
          shown.set(label.term.number, label.isShown ? label.text : "");
        }
      };
      var asked = phrasings(text);
      asked.forEach(function (phrase, step) {
        var words = wordsOf(phrase), minus = step * 0.1;
        var each = function (key, score) {
          (forms.get(key) || []).forEach(function (id) { raise(labels[id], score - minus); });
        };
        each("=" + spelled(phrase), EXACT);
        each("~" + folded(phrase), FOLDED);
        if (!words.length) return;
        var key = words.join("");
        each("." + key, SPELLED);
        each("s" + words.map(singular).join(""), SINGULAR);
        if (words.length > 1) each("o" + bag(words), BASE + 1);
        each("b" + words.map(base).join(""), BASE);
        var expand = function (short, score) {
          (own(L.expansions, short) || own(L.expansions, short.replace(/s$/, "")) || []).forEach(function (long) { each("." + wordsOf(long).join(""), score); });
        };
        if (words.length === 1) {
          each("i" + key, EXPANDED);
          expand(key, EXPANDED - 1);
        } else if (words.length === 2) expand(words[0], NEAR + 1); // "DPIA process"
      });
      var last = asked[asked.length - 1] || "", words = wordsOf(last);
      var compared = last.split(between).filter(Boolean); // "precision vs recall"
      if (compared.length > 1 && !scores.size) compared.forEach(function (part, at) {
        (forms.get("s" + wordsOf(part).map(singular).join("")) || []).forEach(function (id) { raise(labels[id], BASE - at); });
      });
      if (words.length) {
        if (!scores.size) mistyped(words.join(""), raise);
        nearScores(words, raise);
        var key = words.join("");
        if (key.length > 1) labels.forEach(function (label) {
          if (label.key.startsWith(key)) raise(label, NEAR + 0.8 + 0.2 * key.length / label.key.length);
        });
        var isDescription = words.filter(function (w) { return !little.has(w); }).length > 3;
        textScores(splitWords(last.replace(makeUp, "invent"))).forEach(function (share, number) {
          if (scores.has(number)) scores.set(number, scores.get(number) + TEXT_WEIGHT * share);
          else if (share >= (isDescription ? 0.12 : TEXT_CUTOFF)) scores.set(number, share);
        });
      }
      return Array.from(scores.entries())
        .sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; })
        .slice(0, limit || MOST)
        .map(function (hit) {
          var term = terms[hit[0]], label = shown.get(hit[0]);
          return { term: term, score: hit[1], label: label && label !== term.name ? label : "" };
        });
    }
    return { search: search, terms: terms };
  }

  function own(table, key) { return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined; }
  function first(word) { return word[0]; }
  function folded(text) { return text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" "); }
  function spelled(text) { return text.normalize("NFC").split(/\s+/).filter(Boolean).join(" "); }
  function bigrams(key) {
    var found = new Set(), padded = "^" + key + "$";
    for (var at = 0; at + 1 < padded.length; at++) found.add(padded.slice(at, at + 2));
    return found;
  }
  // Optimal string alignment: letters left out, added, exchanged or turned round; stops above the limit.
  function distance(a, b, limit) {
    var before = [], row = [], next, at, to;
    for (to = 0; to <= b.length; to++) row.push(to);
    for (at = 1; at <= a.length; at++) {
      next = [at];
      var least = at;
      for (to = 1; to <= b.length; to++) {
        var cost = a[at - 1] === b[to - 1] ? 0 : 1;
        var value = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + cost);
        if (at > 1 && to > 1 && a[at - 1] === b[to - 2] && a[at - 2] === b[to - 1]) value = Math.min(value, before[to - 2] + 1);
        next.push(value);
        if (value < least) least = value;
      }
      if (least > limit) return limit + 1;
      before = row; row = next;
    }
    return row[b.length];
  }

  root.parlanceSearch = build;
})(typeof window === "undefined" ? globalThis : window);
