"""The words by which people call the columns of a glossary, in the usual languages."""

from __future__ import annotations

# The field, and what columns that hold it are called, the surest first. Of two columns for a
# field that takes one value, the surer gets it; the other is a note, an alias or has no place.
# English comes first, then German, French, Spanish, Italian, Portuguese and Dutch.
WORDS: dict[str, str] = {
    "term": "term, preferred term, preferred name, preferred label, preflabel, term name, "
    "business term, name, entry, headword, word, phrase, concept, label, title, key, acronym, "
    "abbreviation, abbr, acronyms, abbreviations, initialism, "
    "begriff, benennung, fachbegriff, fachwort, stichwort, ausdruck, bezeichnung, wort, titel, "
    "abkürzung, abkürzungen, kürzel, akronym, "
    "terme, terme préféré, mot, expression, nom, libellé, titre, sigle, acronyme, abréviation, "
    "término, termino, palabra, concepto, nombre, expresión, sigla, acrónimo, abreviatura, "
    "termine, parola, voce, concetto, nome, acronimo, abbreviazione, "
    "termo, palavra, conceito, verbete, acrônimo, acrónimo, abreviação, "
    "begrip, woord, naam, afkorting, acroniem",
    "expansion": "expansion, expanded, expanded form, full form, fullform, full name, long form, "
    "longform, long name, stands for, spelled out, spelt out, written out, full text, "
    "acronym meaning, abbreviation meaning, ausgeschrieben, bedeutet, steht für, langform, "
    "forme longue, forme développée, forma larga, forma completa, forma extensa, forma estesa, "
    "forma por extenso, por extenso, voluit, staat voor",
    "short_def": "short definition, short description, short def, summary, one liner, in brief, "
    "kurzdefinition, kurzbeschreibung, zusammenfassung, définition courte, résumé, "
    "definición breve, definición corta, resumen, definizione breve, riassunto, "
    "definição curta, resumo, korte definitie, samenvatting",
    "definition": "definition, definitions, def, defs, description, descr, desc, meaning, "
    "meanings, explanation, gloss, what it means, definition text, text, content, "
    "bedeutung, bedeutungen, beschreibung, erklärung, erläuterung, "
    "définition, définitions, signification, sens, explication, "
    "definición, definiciones, significado, descripción, explicación, "
    "definizione, definizioni, significato, descrizione, spiegazione, "
    "definição, definições, descrição, explicação, "
    "definitie, definities, betekenis, omschrijving, beschrijving, uitleg",
    "long_def": "long definition, long description, long def, full definition, details, detail, "
    "langdefinition, définition longue, définition détaillée, definición larga, "
    "definizione estesa, definição longa, lange definitie",
    "note": "note, notes, comment, comments, remark, remarks, additional information, "
    "additional info, more information, usage note, usage notes, scope note, scopenote, "
    "anmerkung, anmerkungen, bemerkung, bemerkungen, hinweis, hinweise, kommentar, "
    "remarque, remarques, commentaire, commentaires, nota, notas, observaciones, comentario, "
    "comentarios, osservazioni, commento, commenti, observações, comentário, comentários, "
    "opmerking, opmerkingen, notitie, toelichting",
    "example": "example, examples, usage example, example sentence, usage, beispiel, beispiele, "
    "exemple, exemples, ejemplo, ejemplos, esempio, esempi, exemplo, exemplos, voorbeeld, "
    "voorbeelden",
    "do": "do, dos, do's",
    "dont": "dont, don't, donts, don'ts, do not",
    "context": "context, sense, disambiguation, qualifier, kontext, contexte, contexto, contesto",
    "aliases": "aliases, alias, synonym, synonyms, synonym(s), also known as, aka, a k a, "
    "alternative names, alternative name, alternate names, alternate name, alternative terms, "
    "alternative label, altlabel, alt labels, other names, other name, other terms, variants, "
    "variant, short form, short name, "
    "synonyme, andere namen, auch bekannt als, auch, kurzform, varianten, "
    "synonymes, autres noms, aussi appelé, variantes, forme courte, "
    "sinónimo, sinónimos, otros nombres, también conocido como, "
    "sinonimo, sinonimi, altri nomi, varianti, sinônimo, sinônimos, outros nomes, "
    "também conhecido como, synoniem, synoniemen, andere benamingen, ook bekend als",
    "hidden_labels": "hidden labels, hidden label, hiddenlabel, misspellings, misspelling, "
    "search terms, keywords, suchbegriffe, mots clés, palabras clave, parole chiave, "
    "palavras chave, trefwoorden",
    "avoid": "avoid, names to avoid, do not use, don't use, deprecated names, deprecated name, "
    "deprecated terms, deprecated synonyms, deprecated synonym, forbidden terms, forbidden, "
    "not recommended, non preferred, non preferred terms, rejected terms, "
    "vermeiden, nicht verwenden, verbotene benennung, à éviter, ne pas utiliser, evitar, "
    "no usar, da evitare, não usar, vermijden, niet gebruiken",
    "id": "id, identifier, term id, termid, concept id, uid, uuid, guid, uri, iri, slug, "
    "kennung, identifiant, identificador, identificativo",
    "notation": "notation, code, term code, classification",
    "categories": "categories, category, topic, topics, tag, tags, domain, domains, subject, "
    "subject area, subject field, area, theme, group, section, department, field, discipline, "
    "kategorie, kategorien, thema, themen, bereich, fachgebiet, sachgebiet, gruppe, "
    "catégorie, catégories, domaine, domaines, thème, thèmes, sujet, "
    "categoría, categoria, categorías, categorias, dominio, ámbito, tema, temas, "
    "categorie, settore, argomento, domínio, área, assunto, categorieën, domein, onderwerp",
    "roles": "roles, role, audience, for whom",
    "part_of_speech": "part of speech, pos, word class, grammar, wortart, "
    "catégorie grammaticale, categoría gramatical, categoria grammaticale, "
    "classe gramatical, woordsoort",
    "broader": "broader, broader term, broader terms, parent, parent term, hypernym, "
    "oberbegriff, oberbegriffe, terme générique, término genérico, termine generico, "
    "termo genérico, bovenliggend begrip, bredere term",
    "narrower": "narrower, narrower term, narrower terms, children, child terms, hyponym, "
    "unterbegriff, unterbegriffe, terme spécifique, termes spécifiques, término específico, "
    "términos específicos, termine specifico, termo específico, nauwere term",
    "related": "related, related term, related terms, see also, see, relatedterms, "
    "cross reference, cross references, cross_references, "
    "siehe auch, siehe, verwandt, verwandte begriffe, voir aussi, voir, termes associés, "
    "termes liés, ver también, véase, véase también, términos relacionados, "
    "vedi anche, vedi, termini correlati, ver também, termos relacionados, zie ook, zie, "
    "verwante termen, gerelateerd",
    "source": "source, sources, reference, references, citation, citations, bibliography, "
    "source name, quelle, quellen, quellenangabe, référence, références, "
    "fuente, fuentes, referencia, referencias, fonte, fonti, riferimento, riferimenti, "
    "fontes, referência, referências, bron, bronnen, verwijzing",
    "url": "url, urls, link, links, website, web address, source url, reference url, hyperlink, "
    "lien, liens, enlace, enlaces, collegamento, ligação",
    "license": "license, licence, lizenz, licencia, licenza, licença, licentie",
    "status": "status, state, approval status, term status, lifecycle, statut, état, estado, stato",
    "last_reviewed": "last reviewed, last review, reviewed on, review date, zuletzt geprüft, "
    "dernière révision, última revisión, ultima revisione, última revisão, laatst beoordeeld",
    "steward": "steward, data steward",
    "replaced_by": "replaced by, superseded by, use instead, use, ersetzt durch, remplacé par, "
    "reemplazado por, sustituido por, sostituito da, substituído por, vervangen door",
}
# The names of columns that hold short forms: next to a term they are aliases of it.
SHORT_NAMES = frozenset(
    "acronym acronyms abbreviation abbreviations abbr initialism abkürzung abkürzungen kürzel "
    "akronym sigle acronyme abréviation sigla acrónimo abreviatura acronimo abbreviazione "
    "acrônimo abreviação afkorting acroniem".split()
)
# Languages by the code of each, and what people call them.
LANGUAGES = {
    "en": "english en eng englisch anglais inglés",
    "de": "german de deu ger deutsch allemand alemán",
    "fr": "french fr fra fre français francais französisch",
    "es": "spanish es spa español espanol spanisch",
    "it": "italian it ita italiano italienisch",
    "pt": "portuguese pt por português portugues",
    "nl": "dutch nl nld nederlands",
    "ja": "japanese ja jpn 日本語",
    "ko": "korean ko kor 한국어",
    "zh": "chinese zh zho chi 中文",
    "ru": "russian ru rus русский",
    "uk": "ukrainian uk ukr українська",
    "pl": "polish pl pol polski",
    "sv": "swedish sv swe svenska",
    "da": "danish da dan dansk",
    "no": "norwegian no nor nb nn norsk",
    "fi": "finnish fi fin suomi",
    "cs": "czech cs ces čeština",
    "hu": "hungarian hu hun magyar",
    "tr": "turkish tr tur türkçe",
    "ar": "arabic ar ara العربية",
    "he": "hebrew he heb עברית",
    "el": "greek el ell ελληνικά",
    "hi": "hindi hi hin हिन्दी",
}
