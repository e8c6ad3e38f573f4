/** Headings that authors type for what the outputs make: the contents, lists of figures, the bibliography. */

import {allTerms} from '../document/terms.ts'

const plain = (title: string) => title.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()

const bibliographies = new Set(
  [
    ...allTerms().map(({bibliography}) => bibliography),
    ...'Références|Références bibliographiques|Bibliographie|References|Works cited|Literature cited|List of references'.split(
      '|'
    ),
    ...'Literatur|Quellenverzeichnis|Literatur- und Quellenverzeichnis|Referencias|Referencias bibliográficas'.split(
      '|'
    ),
    ...'Referências|Referências bibliográficas|Riferimenti|Riferimenti bibliografici'.split('|')
  ].map(plain)
)

const lists = new Set(
  [
    ...allTerms().flatMap(({contents, listOfFigures, listOfTables}) => [contents, listOfFigures, listOfTables]),
    ...'Table of contents|Liste des figures|Liste des illustrations|Table des illustrations|Table des tableaux'.split(
      '|'
    ),
    ...'Sommaire|Inhalt|Lista de figuras|Lista de tablas|Índice general|Lista de tabelas|Sumário'.split('|')
  ].map(plain)
)

/** Whether a heading heads a list of abbreviations. */
export const isAbbreviationsTitle = (title: string) =>
  /abr[ée]viation|abbr?eviat|abreviat|abbreviazion|abkürzung|sigles|siglas|sigle\b|acronym|اختصارات|مختصرات/i.test(
    title
  )

/** Whether a heading with nothing below it is where the bibliography goes. */
export const isBibliographyTitle = (title: string) => bibliographies.has(plain(title))

/** Whether a heading with nothing below it heads a list that each output makes by itself. */
export const isListTitle = (title: string) => lists.has(plain(title))
