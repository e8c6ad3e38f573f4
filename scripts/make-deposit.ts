/** A thesis, resolved → the copies that an archive and a university take. */

import {parseNames} from './bibliography/parse/names.ts'
import type {Config} from './config.ts'
import type {Institution} from './document/deposit-settings.ts'
import {addressOfLicence} from './document/licences.ts'
import type {OutputFile, Thesis} from './document/thesis.ts'
import {inform} from './messages/messages.ts'
import type {OpenedThesis} from './open-thesis.ts'
import type {Sources} from './sources.ts'
import {withholdFigures} from './transform/withhold-figures.ts'
import type {MissingItem} from './write/deposit/checklist.ts'
import type {PdfDescription} from './write/pdf/describe-pdf.ts'
import {type WritePdfOptions, writePdf} from './write/pdf/pdf.ts'

type PrintOptions = Pick<WritePdfOptions, 'date' | 'description'>

/** What the metadata of a PDF say besides its title, authors and keywords. */
export function describe({license, identifiers}: Config): PdfDescription {
  const {doi, ...others} = identifiers
  return {
    rights: license,
    rightsAddress: addressOfLicence(license),
    identifiers: [...(doi ? [`https://doi.org/${doi}`] : []), ...Object.values(others)]
  }
}

/** An archive is dated: by the defence, when nobody says otherwise. */
export function defenceDay({deposit: {defended}}: Config): Date | undefined {
  return defended === undefined ? undefined : new Date(defended)
}

/** `archive.pdf`; nothing, and an error, where it cannot meet its standard. */
export async function printArchive(thesis: Thesis, options: PrintOptions): Promise<OutputFile[]> {
  const {writeTypst} = await import('./write/typst/index.ts')
  const standard = `a-${thesis.config.archive}` as const
  return (await writePdf(writeTypst(thesis), {...options, standard, path: 'archive.pdf'})).outputs
}

/** The files of `deposit/`, and what they lack. */
export async function deposit({thesis}: OpenedThesis, options: PrintOptions, institution?: Institution) {
  const {writeDeposit} = await import('./write/deposit/index.ts')
  const {writeTypst} = await import('./write/typst/index.ts')
  const [archive] = await printArchive(thesis, options)
  const forReaders = withholdFigures(thesis)
  const printed = await writePdf(writeTypst(forReaders), options)
  return writeDeposit({
    thesis,
    splitName,
    institution,
    archive: bytesOf(archive),
    publicCopy: bytesOf(printed.outputs[0]),
    hasWithheld: [thesis.paper ?? thesis].some(({chapters}) =>
      (forReaders.paper ?? forReaders).chapters.some(({tree}, index) => tree !== chapters[index]!.tree)
    )
  })
}

const bytesOf = (file: OutputFile | undefined) => (file ? (file.contents as Uint8Array) : undefined)

/** As bibliographies cut it; the name of an institution is whole. */
function splitName(name: string): {family: string; given: string} {
  const [parsed] = parseNames(name)
  const particle = parsed?.['non-dropping-particle'] ?? parsed?.['dropping-particle']
  const family = [particle, parsed?.family].filter(Boolean).join(' ')
  return {family: family || (parsed?.literal ?? name), given: parsed?.given ?? ''}
}

/** One line that sends to the checklist. Emits `deposit:missing`. */
export function reportIncomplete(missing: readonly MissingItem[], {configFile}: Sources): void {
  if (missing.length === 0 || !configFile) return
  inform(configFile, `Missing from the deposit: ${missing.map(({key}) => `\`${key}\``).join(', ')}`, {
    rule: 'deposit:missing',
    fix: 'Read `dist/deposit/checklist.md`, and write in `thesis.yml` what you know.'
  })
}
