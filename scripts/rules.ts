/** Every rule that a message may name, `<stage>:<what-is-wrong>`, with its meaning in a line. */

export const rules = {
  // config
  'config:unreadable': 'thesis.yml is not valid YAML',
  'config:missing': 'a required key is absent',
  'config:unknown-key': 'a key of thesis.yml is not known',
  'config:wrong-value': 'a value of thesis.yml has not the shape expected',
  'config:missing-file': 'a file that thesis.yml names does not exist',

  // files
  'files:missing-thesis': 'the folder holds no thesis',
  'files:not-utf8': 'a text file is not UTF-8',
  'files:outside': 'a path leads out of the thesis folder',

  // read
  'read:too-deep': 'blocks, brackets or notes are nested deeper than anybody writes',
  'read:unclosed-directive': 'a line of colons opens a directive that nothing closes',
  'read:unopened-directive': 'a line of colons closes a directive that nothing opened',
  'read:unknown-directive': 'a directive has a name that is not known',
  'read:directive-syntax': 'text stands where a directive takes none',
  'read:missing-name': 'a chart or case table does not say which',
  'read:raw-tex': 'raw TeX is not printed',
  'read:raw-format': 'raw text for another format is not printed',
  'read:unclosed-environment': 'a \\begin has no \\end',
  'read:unclosed-comment': 'an HTML comment has no end',
  'read:unclosed-math': 'a displayed formula has no end',
  'read:unsafe-link': 'an address would run code in the browser',
  'read:undefined-note': 'a note is called that the file does not hold',
  'read:unused-note': 'a note is never called',
  'read:duplicate-note': 'two notes of a file have the same label',
  'read:role': 'a role of MyST is not read',
  'read:myst-directive': 'a directive of MyST is not read',
  'read:code-cell': 'a cell of code is printed, not run',
  'read:unsupported-table': 'a table of Pandoc is not a pipe table',
  'read:front-matter': 'the YAML at the top of a chapter is not valid',
  'read:unused-front-matter': 'the YAML at the top of a chapter holds keys that are not read there',
  'read:missing-title': 'a chapter has no heading of level 1',
  'read:empty-chapter': 'a chapter holds no text',

  // transform
  'references:duplicate-label': 'two things have the same label',
  'references:unknown-label': 'a reference names a label that does not exist',
  'references:unknown-anchor': 'a link leads to a place that does not exist',
  'references:unknown-file': 'a link leads to a file that the outputs do not carry',
  'references:unused-label': 'nothing refers to a label',
  'images:missing': 'an image file does not exist',
  'images:remote': 'an image lies on the network',
  'images:unreadable': 'an image file is broken or of an unknown format',

  // figures and data
  'data:unreadable': 'a file of thesis/data is not valid YAML or CSV',
  'data:unknown-field': 'a field of the data is not known',
  'data:missing-field': 'the data lacks a required field',
  'data:wrong-value': 'a value of the data has not the shape expected',
  'data:duplicate': 'the data gives the same point or series twice',
  'data:unknown-value': 'no fact of the data has this path',
  'data:ambiguous-value': 'several facts of the data have this path',
  'data:blank-value': 'the data holds a blank at this path',
  'data:unknown-option': 'an option of a value, chart or table is not known',
  'data:unbound-number': 'a number in the text equals one of the data without being bound to it',
  'data:not-comparable': 'figures that must not be joined or compared were put together',
  'data:unknown-source': 'the data names a source that the bibliography has not',
  'figures:unknown-chart': 'no chart has this name',
  'figures:unknown-table': 'no table has this name',

  // bibliography and citations
  'citations:unknown-key': 'a citation names a work that no file of the bibliography has',
  'citations:not-a-style': 'the citation style is not a CSL style that can be used',
  'citations:dependent-style': 'the citation style stands for another one that is not there',
  'citations:style-fails': 'the code of the citation style fails on a work',
  'citations:unknown-locale': 'no terms for citations are known in the language of the thesis',
  'citations:no-bibliography': 'the citation style prints no bibliography',

  // write
  'html:removed': 'raw HTML holds something that a page must not carry',
  'html:unsafe-link': 'a link would run code or has a scheme that is not known',
  'html:duplicate-id': 'two things on a page have the same id',
  'math:unreadable': 'a formula is not TeX that we can read',
  'pdf:raw-html': 'raw HTML is not printed in the PDF',
  'pdf:image-format': 'a picture has a format that the PDF cannot hold',
  'pdf:damaged-image': 'a picture cannot be drawn',
  'pdf:missing-glyph': 'no font of the PDF has this character',
  'pdf:too-deep': 'lists, quotes or marks are nested deeper than the PDF can print',
  'pdf:too-wide': 'a table or formula is wider than the page',
  'pdf:unsafe-link': 'a link has a scheme that a PDF must not carry',
  'pdf:lost-link': 'a link leads to a place that is not printed',
  'pdf:not-accessible': 'the PDF does not meet PDF/UA-1',
  'pdf:engine': 'the PDF engine refused the document'
} as const

export type RuleId = keyof typeof rules
