/** Every nasty `.bib` of `tests/cases/bibtex/`: which entries survive, what they become, what the author is told. */

import {readdirSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import type {CslItem} from '../../scripts/bibliography/entry.ts'
import {openBibtexCase} from './open-case.ts'

interface Expected {
  /** What the author would notice. */
  says: string
  /** Entries by key with the fields that matter; every entry of the file is named. */
  items: Record<string, Partial<CslItem>>
  /** All of them, `line:column severity rule`. */
  messages?: string[]
}

/** The entry that stands after the broken ones. */
const good = {
  good: {type: 'book', title: 'Bonne fin', author: [{family: 'Bon', given: 'Jean'}], issued: {'date-parts': [[2001]]}}
} satisfies Expected['items']
const year2000 = {'date-parts': [[2000]]}

const cases: Record<string, Expected> = {
  '01-unbalanced-open-brace': {
    says: 'a brace never closed is reported with where it opens, and the next entry is there',
    items: {a: {}, ...good},
    messages: ['1:16 error unclosed']
  },
  '02-unbalanced-close-brace': {
    says: 'a brace too many is reported after it, and the fields after are read',
    items: {a: {author: [{family: 'X', given: 'Y'}], issued: year2000}, ...good},
    messages: ['1:21 error syntax']
  },
  '04-missing-comma-after-key': {
    says: 'a comma missing after the key is reported at the first field, which is read',
    items: {a: {title: 'T', issued: year2000}, ...good},
    messages: ['2:2 error syntax']
  },
  '06-missing-key': {
    says: 'an entry without a key is reported and cannot be cited',
    items: good,
    messages: ['1:7 error missing-key']
  },
  '07-missing-key-no-comma': {
    says: 'a field is not taken for a key',
    items: good,
    messages: ['1:7 error missing-key']
  },
  '09-eof-in-quote': {
    says: 'a quote never closed is reported with where it opens',
    items: {a: {}, ...good},
    messages: ['1:16 error unclosed']
  },
  '11-duplicate-keys-case': {
    says: 'keys that differ by case are two entries, with a warning',
    items: {Abc: {title: 'Un'}, abc: {title: 'Deux'}},
    messages: ['2:7 warning similar-key']
  },
  '12-duplicate-field': {
    says: 'of a field given twice the last counts, as for Biber, with a warning',
    items: {a: {title: 'Deux', issued: year2000}},
    messages: ['1:22 warning duplicate-field']
  },
  '14-comment-multiline': {says: 'a comment that holds an @ is a comment', items: good},
  '16-percent-comment-in-entry': {
    says: '% hides the rest of a line inside an entry',
    items: {a: {title: 'T', issued: year2000}, ...good}
  },
  '17-preamble': {says: 'a preamble is passed over', items: good},
  '19-string-undefined': {
    says: 'an undefined string is reported at its place and printed as typed',
    items: {a: {title: 'T', publisher: 'inconnu'}},
    messages: ['1:31 warning undefined-string']
  },
  '21-string-named-proto': {
    says: 'strings named like parts of JavaScript are undefined strings',
    items: {a: {publisher: 'constructor', note: '__proto__'}},
    messages: ['1:31 warning undefined-string', '1:49 warning undefined-string']
  },
  '22-parens-delimiters': {
    says: 'an entry between parentheses is read',
    items: {a: {title: 'T', issued: year2000}, ...good}
  },
  '24-accents-all': {
    says: 'accents come out as composed letters',
    items: {a: {title: 'é é é é à î î ï ç ç ñ ñ ğ š ő ą å ō ż ạ ḇ'.normalize('NFC')}}
  },
  '26-ligatures-dashes': {
    says: 'dashes and quotes of TeX are typographic ones',
    items: {a: {title: 'A – B — C “cit” ‘q’', page: '12-34'}}
  },
  '27-url-percent-verbatim': {
    says: 'an address is kept byte for byte',
    items: {a: {URL: 'https://ex.org/a%20b_c?x=1&y=~me#f%C3%A9'}}
  },
  '29-url-nested-braces': {says: 'braces in an address belong to it', items: {a: {URL: 'https://ex.org/{id}/x'}}},
  '31-month-macro': {
    says: 'jan # "~15" is the fifteenth of January',
    items: {a: {issued: {'date-parts': [[1999, 1, 15]]}}}
  },
  '32-month-plain': {says: 'feb is February', items: {a: {issued: {'date-parts': [[1999, 2]]}}}},
  '34-crossref-basic': {
    says: 'a child takes book title, editor, date and publisher from its parent',
    items: {
      c: {
        type: 'paper-conference',
        title: 'Enfant',
        'container-title': 'Parent',
        editor: [{family: 'E', given: 'F'}],
        issued: {'date-parts': [[2001]]},
        publisher: 'P',
        page: '1-2'
      },
      p: {title: 'Parent'}
    }
  },
  '36-crossref-cycle': {
    says: 'a cycle of parents is reported once, and both entries are there',
    items: {a: {title: 'A'}, b: {title: 'B'}},
    messages: ['2:19 error cycle']
  },
  '37-crossref-case': {
    says: 'a parent whose key differs by case is found, with a warning',
    items: {c: {title: 'E', 'container-title': 'P'}, parent: {title: 'P'}},
    messages: ['1:27 warning similar-key']
  },
  '39-set-entry': {
    says: 'a set stands for its members',
    items: {a: {title: 'A'}, b: {title: 'B'}},
    messages: []
  },
  '41-edtf-bc-century': {
    // EDTF counts a year zero, readers do not: -0043 prints as 44 BC, and CSL prints the number as it is.
    says: 'dates before Christ, of a century, uncertain, approximate, and seasons are read',
    items: {
      a: {issued: {'date-parts': [[-44]]}},
      b: {issued: {literal: '19XX'}},
      c: {issued: {'date-parts': [[1984]], circa: true}},
      d: {issued: {'date-parts': [[2001]], season: 1}},
      e: {issued: {literal: '17XX'}},
      f: {issued: {'date-parts': [[2004, 6]], circa: true}},
      g: {issued: {'date-parts': [[1830], [1840]], circa: true}},
      h: {issued: {'date-parts': [[2004]], circa: true}},
      i: {issued: {'date-parts': [[1984]], circa: true}},
      j: {issued: {'date-parts': [[2004, 3, 15]]}}
    }
  },
  '42-date-time': {says: 'the time of a date is left out', items: {a: {issued: {'date-parts': [[2004, 4, 25]]}}}},
  '44-names-von-jr': {
    says: 'particles and Jr. are distinguished from family names',
    items: {
      a: {
        author: [
          {'non-dropping-particle': 'van der', family: 'Berg', suffix: 'Jr.', given: 'Jan'},
          {'non-dropping-particle': 'de', family: 'La Fontaine', given: 'Jean'},
          {'non-dropping-particle': 'van', family: 'Beethoven', given: 'Ludwig'},
          {family: 'von Goethe', given: 'J. W.'},
          {family: "d'Alembert", given: 'Jean'},
          {'non-dropping-particle': 'de la', family: 'Vallée Poussin', given: 'Charles Louis Xavier Joseph'}
        ]
      }
    },
    messages: ['1:140 info ambiguous-name']
  },
  '46-names-others': {
    says: 'and others is no person',
    items: {a: {author: [{family: 'Tremblay', given: 'Jean'}, {literal: 'et al.'}]}}
  },
  '47-names-extended': {
    says: 'names by parts are read',
    items: {
      a: {
        author: [
          {'non-dropping-particle': 'von', family: 'Müller', given: 'Hans'},
          {family: 'Sartre', given: 'Jean-Paul'}
        ]
      }
    }
  },
  '49-names-comma-overflow': {
    says: 'too many commas in a name are reported, and no part is lost',
    items: {a: {author: [{family: 'A', given: 'B C D E'}]}},
    messages: ['1:18 warning name']
  },
  '51-bom': {says: 'a byte order mark is nothing', items: {a: {title: 'T'}}},
  '52-crlf': {says: 'a title over two lines is one line', items: {a: {title: 'Un titre long'}}},
  '54-proto-key': {
    says: 'keys named like parts of JavaScript are keys',
    items: {['__proto__']: {title: 'Pollué'}, constructor: {title: 'C'}, ...good} as unknown as Expected['items'],
    messages: ['2:40 warning missing-parent']
  },
  '56-html-in-title': {
    says: 'HTML in a title is text; what an engine would take for a mark is parted by a word joiner',
    items: {
      a: {title: '<script>alert(1)</script> <\u2060b>gras<\u2060/b> <img src=x onerror=alert(1)> a < b & c'}
    }
  },
  '57-javascript-url': {
    says: 'an address that runs code is left out and told',
    items: {a: {title: 'T', URL: undefined as unknown as string}},
    messages: ['1:42 warning unsafe-url']
  },
  '59-control-chars': {
    says: 'control characters are taken out and told',
    items: {a: {title: 'Titre'}},
    messages: ['1:16 warning control-character']
  },
  '61-unknown-command': {
    says: 'unknown commands are reported, what they hold is kept',
    items: {a: {title: 'bar qux rouge Z'}},
    messages: ['1:17 warning unknown-command', '1:27 warning unknown-command']
  },
  '62-math': {
    says: 'simple mathematics is printed',
    items: {a: {title: 'Le x<sup>2</sup> + y<sub>i,j</sub> < α et 1/2 coûte 5$'}}
  },
  '64-backslash-end': {
    // BibTeX and Biber close the value here all the same: it is read so, and told.
    says: 'a backslash before the closing brace is reported at its place',
    items: {a: {title: 'Fin', issued: year2000}, ...good},
    messages: ['1:21 error syntax']
  },
  '66-at-in-value': {
    says: 'an @ in a value is text',
    items: {a: {title: 'Courriel moi@ex.org et @bookx', note: '@comment'}, ...good}
  },
  '67-trailing-junk': {says: 'text between entries is passed over', items: {a: {title: 'T'}, ...good}},
  '69-only-comments': {says: 'a file of comments is an empty bibliography', items: {}},
  '71-number-leading-zero': {says: 'zeros in front stay', items: {a: {issue: '007', page: '012'}}},
  '72-bbt-langid-shorthand': {
    says: 'what Better BibTeX writes is read',
    items: {
      a: {
        language: 'fr',
        title: 'T. ajout',
        'title-short': 'St',
        keyword: 'a, b',
        publisher: "chez l'auteur",
        archive: 'arXiv',
        URL: 'https://arxiv.org/abs/1234'
      }
    }
  },
  '74-redos-attempt': {
    says: 'an endless key ends in a message',
    items: {['a'.repeat(60000)]: {}},
    messages: ['2:1 error syntax']
  },
  '75-xdata-and-inheritance': {
    says: 'volumes, prefaces and articles take from their parents what BibLaTeX gives them',
    items: {
      set: {title: 'Œuvres\u00A0: édition critique', 'title-short': 'Œ.'},
      volume: {
        title: 'Œuvres\u00A0: édition critique. Tome premier',
        author: [{family: 'Grand', given: 'Anne'}],
        issued: {'date-parts': [[1991]]},
        publisher: 'Presses de Sciences Po',
        'publisher-place': 'Paris\u00A0; Genève',
        'collection-title': 'Académique'
      },
      part: {
        title: 'Préface',
        'container-title': 'Œuvres\u00A0: édition critique. Tome premier',
        volume: '1',
        page: '1-9'
      },
      journal: {title: 'Revue\u00A0: cahiers'},
      paper: {'container-title': 'Revue\u00A0: cahiers', ISSN: '0035-2950', issued: {'date-parts': [[2003]]}}
    },
    messages: ['5:79 warning missing-parent']
  },
  '76-names-of-the-maghreb': {
    says: 'compound names are whole, with and without comma; a guess is reported',
    items: {
      comma: {author: maghreb()},
      plain: {author: maghreb()},
      arabic: {author: Array.from({length: 3}, () => ({family: 'الجابري', given: 'محمد عابد'}))},
      others: {
        author: [
          {family: 'Shneiderman', given: 'Ben'},
          {family: 'Ortega y Gasset', given: 'José'},
          {family: 'Le Roy Ladurie', given: 'Emmanuel'},
          {family: 'Smith', given: 'John', suffix: 'Jr.'},
          {family: 'Tocqueville', given: 'Alexis', 'dropping-particle': 'de'},
          {literal: 'Haut-Commissariat au Plan'},
          {literal: 'Barnes and Noble'},
          {family: 'UNESCO'}
        ]
      }
    },
    messages: [
      '2:24 info ambiguous-name',
      '2:58 info ambiguous-name',
      '2:78 info ambiguous-name',
      '2:100 info ambiguous-name',
      '3:25 warning name',
      '4:45 info ambiguous-name',
      '4:70 info ambiguous-name'
    ]
  },
  '77-names-badly-separated': {
    says: 'names joined by ; or et are parted, stray ands told',
    items: {
      a: {author: dupontDurand()},
      b: {author: dupontDurand()},
      c: {author: dupontDurand()},
      d: {author: [{family: 'Dupont', given: 'Jean'}, {literal: 'et al.'}]},
      e: {author: [{family: 'Jean'}]},
      f: {}
    },
    messages: ['1:20 warning name', '2:20 warning name', '3:20 warning name', '4:37 warning name', '5:20 warning name']
  },
  '78-strings-without-end': {
    says: 'strings that double each time do not eat the memory',
    items: {x: {title: 'a'.repeat(200_000)}},
    messages: ['8:10 error value-too-long']
  },
  '79-hidden-entries': {says: 'entries in comments are not read', items: {yes: {title: 'Vu'}}},
  '80-commas-forgotten': {
    says: 'each comma forgotten is reported, and no field is lost for it',
    items: {
      a: {title: 'Un', author: [{family: 'X', given: 'Y'}], issued: year2000},
      b: {title: 'Deux', issued: {'date-parts': [[2001]]}},
      c: {issued: {'date-parts': [[2002]]}},
      d: {title: 'Quatre'},
      e: {title: 'Cinq'}
    },
    messages: ['3:3 error syntax', '4:3 error syntax', '7:16 error syntax', '8:9 error syntax', '9:17 error syntax']
  },
  '81-dates-in-words': {
    says: 'dates in French, English and Arabic words are read; impossible ones told',
    items: {
      a: {issued: {'date-parts': [[1999, 3]]}},
      b: {issued: {'date-parts': [[1999, 2]]}},
      c: {
        issued: {
          'date-parts': [
            [1999, 6],
            [1999, 7]
          ]
        }
      },
      d: {issued: {'date-parts': [[1999, 8, 15]]}},
      e: {issued: {'date-parts': [[2004, 3, 15]]}},
      f: {issued: {literal: '2004-02-30'}},
      g: {issued: {'date-parts': [[2004], [0]]}},
      h: {issued: {literal: '…/2004'}},
      i: {issued: {'date-parts': [[1900]], circa: true}},
      j: {issued: undefined as never},
      k: {issued: {literal: 'à paraître'}},
      l: {issued: {'date-parts': [[2001], [2003]]}},
      m: {issued: {'date-parts': [[2010]], season: 1}},
      n: {issued: {literal: '2004-13'}},
      o: {issued: {'date-parts': [[2005, 8]]}},
      p: {issued: {'date-parts': [[1984], [1986]], circa: true}},
      q: {issued: {literal: 'sous presse'}, status: 'sous presse'}
    },
    messages: ['6:20 warning date', '14:20 warning date']
  },
  '82-addresses': {
    says: 'addresses are fixed when they can be, and never run',
    items: {
      a: {URL: 'https://ex.org/a_b%20c~d'},
      b: {URL: 'https://ex.org/long/chemin'},
      c: {URL: undefined as never},
      d: {URL: undefined as never},
      e: {URL: 'https://www.ex.org/page'},
      f: {URL: 'https://ex.org/x'},
      g: {DOI: '10.1000/ABC_d'},
      h: {URL: 'https://hal.science/hal-01234567'},
      i: {URL: 'https://ex.org/%22onmouseover=%22alert(1)'},
      j: {URL: undefined as never}
    },
    messages: ['4:18 warning unsafe-url', '5:18 warning unsafe-url', '11:18 warning unsafe-url']
  },
  '83-tex-of-the-french': {
    says: 'commands of babel, switches of font, escapes and formulas are read',
    items: {
      a: {
        title:
          '«\u00A0L\'œuvre\u00A0» du <span style="font-variant:small-caps;">xix</span><sup>e</sup> siècle, ' +
          'n<sup>o</sup>\u00A03<sup>e</sup>'
      },
      b: {title: '<i>Homo</i> <i>faber</i> et <b>état</b> <i>de <b>fait</b></i>'},
      c: {title: 'R&D, 50\u202F%, A_B, §\u00A03, $5, C#, {x}, \\, a b c'},
      d: {title: 'Le État, <span class="nocase">NASA</span> and à <span class="nocase">The UNESCO</span>'},
      e: {title: 'Un titre entier'},
      f: {title: '<i>sans fin, lien 1/2 [opt]gardé</i>'},
      g: {title: undefined as never},
      h: {title: 'α<sub>1</sub><sup>2</sup> x y $ seul'}
    },
    messages: ['6:1 error unclosed', '6:82 warning unknown-command']
  },
  '84-keys': {
    says: 'keys of every script and sign are keys; an alias never takes the key of another entry',
    items: {
      'dupont:2001/a.b+c-d_e': {title: 'A'},
      éric2004: {title: 'B'},
      مرجع: {title: 'C'},
      2004: {title: 'D'},
      toString: {title: 'E'},
      "a'b": {title: 'F'}
    } as unknown as Expected['items'],
    messages: ['5:36 error duplicate-key']
  },
  '85-closed-too-early': {
    says: 'fields left outside of an entry are reported',
    items: {a: {title: 'Un'}, b: {title: 'Deux'}, good: {title: 'Bon'}},
    messages: ['1:25 error stray-text', '4:3 error stray-text']
  },
  '86-entry-never-closed': {
    says: 'entries never closed are reported one by one, and none hides the next',
    items: {
      a: {title: 'Un', issued: year2000},
      b: {title: 'Deux'},
      c: {},
      d: {title: 'Quatre'},
      e: {title: 'y'}
    },
    messages: ['1:1 error unclosed', '7:18 error unclosed', '10:1 error syntax']
  },
  '87-types': {
    says: 'types and subtypes become what styles know; an unknown one is reported',
    items: {
      a: {type: 'document'},
      b: {type: 'book', title: 'B'},
      c: {type: 'thesis', genre: 'thèse de doctorat', publisher: 'Université'},
      d: {type: 'thesis', genre: 'mémoire de master', publisher: 'University', language: 'en'},
      e: {
        type: 'article-journal',
        title: 'Diffuser ou périr',
        'container-title': 'Sociologies pratiques',
        issue: '31',
        editor: [{family: 'Bucolo', given: 'E.'}]
      },
      f: {type: 'article-newspaper', 'container-title': 'Le Monde'},
      g: {title: 'G\u00A0: sous-titre'},
      h: {title: 'H? subtitle'},
      i: {type: 'webpage'}
    },
    messages: ['1:1 warning unknown-type']
  },
  '88-latin1': {
    says: 'a Latin-1 file is read, and told at its first accent',
    items: {a: {title: 'Un été à Fès', author: [{family: 'Bérénice', given: 'Zoé'}]}},
    messages: ['2:15 warning encoding']
  },
  '89-utf16': {says: 'a UTF-16 file is read, and told', items: {a: {title: 'Été'}}, messages: ['1:1 warning encoding']},
  '90-private-fields': {
    says: 'abstracts, annotations and files are not read',
    items: {a: {title: 'Public', note: 'Public'}}
  },
  '91-institutions-without-braces': {
    says: 'institutions and family names alone are not cut; that it is a guess is reported',
    items: {
      a: {
        author: [
          {literal: 'Haut-Commissariat au Plan'},
          {literal: "Ministère de l'Intérieur"},
          {literal: "Organisation des Nations unies pour l'éducation"}
        ]
      },
      // « Food and Agriculture Organization » is two names to BibTeX as well: only braces help.
      b: {
        author: [
          {literal: 'Conseil économique et social'},
          {literal: 'World Bank'},
          {family: 'Food'},
          {family: 'Organization', given: 'Agriculture'}
        ]
      },
      c: {
        author: [
          {family: 'Le Corbusier'},
          {family: 'El Fassi'},
          {'non-dropping-particle': 'van', family: 'Gogh'},
          {family: 'Ali', given: 'Ben'},
          {family: 'Institut', given: 'Rose'}
        ]
      }
    },
    messages: [
      '1:20 info ambiguous-name',
      '1:50 info ambiguous-name',
      '1:79 info ambiguous-name',
      '2:20 info ambiguous-name',
      '2:53 info ambiguous-name',
      '3:20 info ambiguous-name',
      '3:37 info ambiguous-name'
    ]
  },
  '92-old-mac': {
    says: 'lines that end by a lone carriage return are lines',
    items: {a: {title: 'Un', publisher: 'inconnu'}},
    messages: ['4:15 warning undefined-string']
  },
  '93-dates-in-parts': {
    says: 'years, months and days of any date are read where the date itself is not given',
    items: {
      a: {'original-date': {'date-parts': [[1944]]}, accessed: {'date-parts': [[2020, 3, 4]]}},
      b: {'original-date': {'date-parts': [[1905]]}, 'event-date': {'date-parts': [[2011, 6]]}}
    }
  }
}

function maghreb() {
  return [
    {family: 'Olivier de Sardan', given: 'Jean-Pierre'},
    {family: 'El Amrani', given: 'Ahmed'},
    {family: 'Ben Jelloun', given: 'Tahar'},
    {family: 'Aït Haddou', given: 'Hassan'},
    {'non-dropping-particle': 'van der', family: 'Have', given: 'Robert P.'},
    {family: 'al-Jabri', given: 'Mohammed Abed'}
  ]
}

function dupontDurand() {
  return [
    {family: 'Dupont', given: 'Jean'},
    {family: 'Durand', given: 'Marie'}
  ]
}

describe('nasty BibTeX', () => {
  test.each(Object.entries(cases))('%s', (name, {says, items, messages = []}) => {
    const open = openBibtexCase(name)
    expect(open.messages, says).toEqual(messages)
    expect(new Set(open.items.keys()), says).toEqual(new Set(Object.keys(items)))
    for (const [key, fields] of Object.entries(items)) {
      const item = open.items.get(key)!
      expect(item.id).toBe(key)
      for (const [field, value] of Object.entries(fields)) {
        expect(item[field as keyof CslItem], `${says}: ${key}.${field}`).toEqual(value)
      }
    }
    expect(({} as Record<string, unknown>).title).toBeUndefined()
  })

  test('every file of the folder is in the table', () => {
    const files = readdirSync(new URL('../cases/bibtex', import.meta.url)).map((file) => file.replace(/\.bib$/, ''))
    expect(Object.keys(cases).sort()).toEqual(files.sort())
  })

  test('no secret of the author is in any item', () => {
    const {items} = openBibtexCase('90-private-fields')
    expect(JSON.stringify([...items.values()])).not.toContain('ecret')
  })
})
