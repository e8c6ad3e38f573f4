/** A PDF → the same with its licence and identifiers in its XMP metadata (ISO 16684-1), which the engine leaves out. */

import {escapeHtml} from '../../document/text.ts'

export interface PdfDescription {
  /** As printed. */
  rights: string | undefined
  /** Address of the licence. */
  rightsAddress: string | undefined
  /** The first stands for the document. */
  identifiers: readonly string[]
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/**
 * Add an incremental update (ISO 32000-1, 7.5.6) with the metadata written anew; all other bytes stay. A PDF without
 * readable metadata, or whose cross-reference table is a stream, is given back as it is.
 */
export function describePdf(pdf: Uint8Array, {rights, rightsAddress, identifiers}: PdfDescription): Uint8Array {
  const source = latin1(pdf)
  const [, number] = /\/Metadata (\d+) 0 R/.exec(source.slice(source.lastIndexOf('/Catalog') - 4000)) ?? []
  const [, trailer = '', table] =
    /trailer\s*<<([\s\S]*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/.exec(source.slice(-2000)) ?? []
  const start = number === undefined ? -1 : source.indexOf(`\n${number} 0 obj`)
  const [from, to] = [source.indexOf('<?xpacket begin', start), source.indexOf('<?xpacket end', start)]
  const added = [
    ...(rights
      ? [`<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escapeHtml(rights)}</rdf:li></rdf:Alt></dc:rights>`]
      : []),
    ...(rightsAddress ? [`<xmpRights:WebStatement>${escapeHtml(rightsAddress)}</xmpRights:WebStatement>`] : []),
    ...identifiers.slice(0, 1).map((one) => `<dc:identifier>${escapeHtml(one)}</dc:identifier>`),
    ...(identifiers.length > 1
      ? [
          `<xmp:Identifier><rdf:Bag>${identifiers.map((one) => `<rdf:li>${escapeHtml(one)}</rdf:li>`).join('')}</rdf:Bag></xmp:Identifier>`
        ]
      : [])
  ].join('')
  if (added === '' || table === undefined || start < 0 || from < 0 || to < 0) return pdf
  const end = source.indexOf('?>', to) + 2
  const packet = Buffer.from(source.slice(from, end), 'latin1')
    .toString('utf8')
    .replace('</rdf:Description>', () => `${added}</rdf:Description>`)
    .replace('<rdf:Description rdf:about=""', '$& xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"')
  const bytes = Buffer.from(packet, 'utf8')
  const object = Buffer.concat([
    Buffer.from(`${number} 0 obj\n<</Type/Metadata/Subtype/XML/Length ${bytes.length}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream\nendobj\n')
  ])
  const lead = source.endsWith('\n') ? '' : '\n'
  const offset = pdf.length + lead.length
  const entry = `${String(offset).padStart(10, '0')} 00000 n\r\n`
  const update = `xref\n${number} 1\n${entry}trailer\n<<${trailer.trim()}\n/Prev ${table}\n>>\nstartxref\n${offset + object.length}\n%%EOF\n`
  return new Uint8Array(Buffer.concat([pdf, Buffer.from(lead), object, Buffer.from(update)]))
}
