/**
 * Record → TEF 2.0, the XML that French universities exchange about a thesis (« Thèses électroniques françaises »,
 * www.abes.fr/abes/documents/tef/recommandation). What the author did not give is left out, and the checklist says so.
 */

import {escapeHtml} from '../../document/text.ts'
import type {DepositRecord, FiledPerson} from './record.ts'

/** A copy of the thesis: the one that is archived, or the one for readers. */
export interface DepositedFile {
  /** Path beside the record. */
  path: string
  /** Bytes. */
  size: number
  /** What it lacks, in the language of the thesis; nothing when it is whole. */
  lacks?: string | undefined
}

type Attributes = Record<string, string | undefined>

const namespaces = {
  'xmlns:mets': 'http://www.loc.gov/METS/',
  'xmlns:metsRights': 'http://cosimo.stanford.edu/sdr/metsrights/',
  'xmlns:tef': 'http://www.abes.fr/abes/documents/tef',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance'
}

/** Write the record; `files` are the archived copy, then the one for readers where it is another. */
export function writeTef(record: DepositRecord, files: readonly DepositedFile[]): string {
  const {config} = record
  const id = config.identifiers.nnt ?? config.identifiers.doi ?? config.identifiers.url ?? 'these'
  const lacking = files.flatMap(({lacks}) => lacks ?? [])
  const versions = ['version', ...lacking.map(() => 'version_incomplete')]
  const blocks = [
    described('desc-these', 'tef_desc_these', thesisRecord(record)),
    ...files.map((file, index) => described(`desc-edition-${index + 1}`, 'tef_desc_edition', edition(file, record))),
    ...lacking.map((words) => described('desc-version', 'tef_desc_version', incomplete(words))),
    element('mets:amdSec', {}, [
      technical('admin-these', 'tef_admin_these', thesisAdmin(record)),
      technical('fichier-1', 'tef_tech_fichier', fileOf(files[0])),
      ...['etablissement_these', 'auteur_these'].map((of) => rights(`droits-${of}`, `tef_droits_${of}`, record)),
      ...versions.map((version) => rights(`droits-${version}`, 'tef_droits_version', record))
    ]),
    element(
      'mets:fileSec',
      {},
      files.map((file, index) => group(file, index, files.length))
    ),
    structure(id, files)
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('mets:mets', namespaces, blocks)}`
}

function thesisRecord({titles, keywords, abstracts, lang}: DepositRecord): string {
  // The title in French comes first; the others translate it.
  const title = titles.has('fr') ? 'fr' : lang
  const each = <T>(map: ReadonlyMap<string, T>, write: (value: T, lang: string) => string[]) =>
    [...map].flatMap(([tag, value]) => write(value, tag))
  return element('tef:thesisRecord', {}, [
    text('dc:title', titles.get(title), {'xml:lang': title}),
    ...each(titles, (value, tag) => (tag === title ? [] : [text('dcterms:alternative', value, {'xml:lang': tag})])),
    ...each(keywords, (words, tag) => words.map((word) => text('dc:subject', word, {'xml:lang': tag}))),
    ...each(abstracts, (value, tag) => [text('dcterms:abstract', value, {'xml:lang': tag})]),
    text('dc:type', 'Text', {'xsi:type': 'dcterms:DCMIType'}),
    text('dc:type', 'Electronic Thesis or Dissertation'),
    text('dc:language', lang, {'xsi:type': 'dcterms:RFC3066'})
  ])
}

function edition({size}: DepositedFile, {config}: DepositRecord): string {
  const {url, doi, hal, nnt} = config.identifiers
  const address = url ?? (doi && `https://doi.org/${doi}`) ?? (hal && `https://hal.science/${hal}`)
  return element('tef:edition', {}, [
    text('dcterms:medium', 'application/pdf', {'xsi:type': 'dcterms:IMT'}),
    text('dcterms:extent', `1 : ${Math.max(1, Math.round(size / 1e6))} Mo`),
    text('dc:identifier', address ?? (nnt && `https://theses.fr/${nnt}`), {'xsi:type': 'dcterms:URI'})
  ])
}

function thesisAdmin(record: DepositRecord): string {
  const {config, authors, birth, nationality, supervisors, jury} = record
  const {deposit, identifiers, university, school, laboratory, discipline} = config
  const isPresident = ({role}: FiledPerson) => /^présid|^chair|^president/i.test(role ?? '')
  const isReviewer = ({role}: FiledPerson) => /^rapport|^review/i.test(role ?? '')
  const isSupervisor = (member: FiledPerson) =>
    supervisors.some(({family, given}) => family === member.family && given === member.given)
  const others = jury.filter((member) => !isSupervisor(member))
  const presidents = others.filter(isPresident)
  const reviewers = others.filter(isReviewer)
  const members = others.filter((member) => !presidents.includes(member) && !reviewers.includes(member))
  const yesOrNo = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'oui' : 'non')
  return element('tef:thesisAdmin', {}, [
    ...authors
      .slice(0, 1)
      .map((author) =>
        person('tef:auteur', author, [
          text('tef:dateNaissance', birth),
          text('tef:nationalite', nationality, {scheme: 'ISO-3166-1'})
        ])
      ),
    text('dc:identifier', identifiers.nnt, {'xsi:type': 'tef:NNT'}),
    text('dcterms:dateAccepted', deposit.defended, {'xsi:type': 'dcterms:W3CDTF'}),
    element('tef:thesis.degree', {}, [
      text('tef:thesis.degree.discipline', discipline, {'xml:lang': record.lang}),
      institution('tef:thesis.degree.grantor', university, deposit.idref.university),
      text('tef:thesis.degree.level', 'Doctorat')
    ]),
    text('tef:theseSurTravaux', yesOrNo(deposit.works)),
    text('tef:avisJury', yesOrNo(deposit.published)),
    ...supervisors.map((one) => person('tef:directeurThese', one)),
    ...presidents.map((one) => person('tef:presidentJury', one)),
    ...members.map((one) => person('tef:membreJury', one)),
    ...reviewers.map((one) => person('tef:rapporteur', one)),
    institution('tef:ecoleDoctorale', school, deposit.idref.school),
    institution('tef:partenaireRecherche', laboratory, deposit.idref.laboratory, {type: 'laboratoire'}),
    text('tef:oaiSetSpec', deposit.subject && `ddc:${deposit.subject}`)
  ])
}

function person(name: string, {family, given, idref}: FiledPerson, more: string[] = []): string {
  return element(name, {}, [text('tef:nom', family), text('tef:prenom', given), ...more, authority(idref)])
}

function institution(name: string, title: string | undefined, idref: string | undefined, attributes: Attributes = {}) {
  return title === undefined ? '' : element(name, attributes, [text('tef:nom', title), authority(idref)])
}

const authority = (idref: string | undefined) => text('tef:autoriteExterne', idref, {autoriteSource: 'Sudoc'})

function fileOf(file: DepositedFile | undefined): string {
  return element('tef:meta_fichier', {}, [
    text('tef:encodage', 'Unicode'),
    text('tef:formatFichier', 'PDF/A'),
    text('tef:taille', file && String(file.size))
  ])
}

function incomplete(words: string): string {
  return element('tef:version', {}, [element('tef:manque', {}, [text('tef:noteVersion', words)])])
}

/** Everyone may read and print; nobody may change the text. `published: false` keeps it from all but its university. */
function rights(id: string, type: string, {config}: DepositRecord): string {
  const isOpen = config.deposit.published !== false
  const allowed = Object.fromEntries(
    ['DISCOVER', 'DISPLAY', 'DUPLICATE', 'PRINT'].map((right) => [right, String(isOpen)])
  )
  const permissions = element(
    'metsRights:Permissions',
    {...allowed, COPY: 'false', MODIFY: 'false', DELETE: 'false'},
    []
  )
  return wrapped('mets:rightsMD', id, type, [
    element('metsRights:RightsDeclarationMD', {}, [
      element('metsRights:Context', {CONTEXTCLASS: 'GENERAL PUBLIC'}, [permissions])
    ])
  ])
}

function group({path}: DepositedFile, index: number, count: number): string {
  const use = index > 0 ? 'diffusion' : count > 1 ? 'archive' : 'archive_et_diffusion'
  const file = {
    ID: `fichier-${index + 1}-pdf`,
    ADMID: index === 0 ? 'fichier-1' : undefined,
    MIMETYPE: 'application/pdf'
  }
  return element('mets:fileGrp', {ID: `groupe-${index + 1}`, USE: use}, [
    element('mets:file', file, [element('mets:FLocat', {LOCTYPE: 'URL', 'xlink:href': encodeURI(path)}, [])])
  ])
}

function structure(id: string, files: readonly DepositedFile[]): string {
  const edition = (index: number, version: string) => {
    const attributes = {
      TYPE: 'EDITION',
      DMDID: `desc-edition-${index + 1}`,
      CONTENTIDS: `${version}/edition-${index + 1}`
    }
    return element('mets:div', attributes, [element('mets:fptr', {FILEID: `groupe-${index + 1}`}, [])])
  }
  const editions = (isWhole: boolean, version: string) =>
    files.flatMap(({lacks}, index) => ((lacks === undefined) === isWhole ? edition(index, version) : []))
  const whole = {TYPE: 'VERSION_COMPLETE', ADMID: 'droits-version', CONTENTIDS: `${id}/version`}
  const other = {
    TYPE: 'VERSION_INCOMPLETE',
    DMDID: 'desc-version',
    ADMID: 'droits-version_incomplete',
    CONTENTIDS: `${id}/version-incomplete`
  }
  const thesis = {
    TYPE: 'THESE',
    ADMID: 'admin-these droits-etablissement_these droits-auteur_these',
    DMDID: 'desc-these',
    CONTENTIDS: id
  }
  const partial = editions(false, other.CONTENTIDS)
  return element('mets:structMap', {TYPE: 'logical'}, [
    element('mets:div', thesis, [
      element('mets:div', whole, editions(true, whole.CONTENTIDS)),
      ...(partial.length > 0 ? [element('mets:div', other, partial)] : [])
    ])
  ])
}

const described = (id: string, type: string, content: string) => wrapped('mets:dmdSec', id, type, [content])
const technical = (id: string, type: string, content: string) => wrapped('mets:techMD', id, type, [content])

function wrapped(name: string, id: string, type: string, content: string[]): string {
  const wrap = element('mets:mdWrap', {MDTYPE: 'OTHER', OTHERMDTYPE: type}, [element('mets:xmlData', {}, content)])
  return element(name, {ID: id}, [wrap])
}

/** An element around text; nothing without a text. */
function text(name: string, value: string | undefined, attributes: Attributes = {}): string {
  return value ? `${open(name, attributes)}>${escapeHtml(value)}</${name}>\n` : ''
}

function element(name: string, attributes: Attributes, children: readonly string[]): string {
  const inside = children.join('')
  return inside === '' ? `${open(name, attributes)}/>\n` : `${open(name, attributes)}>\n${inside}</${name}>\n`
}

function open(name: string, attributes: Attributes): string {
  const typed = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escapeHtml(value)}"`
  )
  return `<${name}${typed.join('')}`
}
