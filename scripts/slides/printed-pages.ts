/** The printed thesis → the page of each place, as its foot prints it. */

import {PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString} from 'pdf-lib'

/**
 * Read where the places of a thesis are printed.
 *
 * @param pdf  what `writePdf` made: its named destinations are `chapter#anchor`, its page labels what the feet print
 * @returns by `chapter#anchor`; empty when the file names no places
 */
export async function readPrintedPages(pdf: Uint8Array): Promise<Map<string, string>> {
  const document = await PDFDocument.load(pdf, {updateMetadata: false})
  const pages = new Map<string, string>()
  const labels = pageLabels(document)
  const numbers = new Map(document.getPages().map(({ref}, index) => [ref.tag, index]))
  const names = document.catalog
    .lookupMaybe(PDFName.of('Names'), PDFDict)
    ?.lookupMaybe(PDFName.of('Dests'), PDFDict)
    ?.lookupMaybe(PDFName.of('Names'), PDFArray)
  for (let index = 0; names && index + 1 < names.size(); index += 2) {
    const place = names.lookup(index)
    const destination = names.lookup(index + 1)
    const target = destination instanceof PDFDict ? destination.lookup(PDFName.of('D')) : destination
    if (!(target instanceof PDFArray)) continue
    const page = target.get(0)
    const number = page instanceof PDFRef ? numbers.get(page.tag) : undefined
    if (number !== undefined) pages.set(textOf(place), labels.get(number) ?? String(number + 1))
  }
  return pages
}

/** Labels of pages that have one of their own, by index: those that Typst writes, a label for each page. */
function pageLabels(document: PDFDocument): Map<number, string> {
  const labels = new Map<number, string>()
  const entries = document.catalog
    .lookupMaybe(PDFName.of('PageLabels'), PDFDict)
    ?.lookupMaybe(PDFName.of('Nums'), PDFArray)
  for (let index = 0; entries && index + 1 < entries.size(); index += 2) {
    const page = entries.lookup(index)
    const label = entries.lookup(index + 1)
    if (page instanceof PDFNumber && label instanceof PDFDict) labels.set(page.asNumber(), printLabel(label))
  }
  return labels
}

function printLabel(label: PDFDict): string {
  const start = label.lookupMaybe(PDFName.of('St'), PDFNumber)?.asNumber() ?? 1
  const style = String(label.lookup(PDFName.of('S')) ?? '')
  const prefix = label.lookup(PDFName.of('P'))
  const number = style === '/r' ? roman(start) : style === '/R' ? roman(start).toUpperCase() : String(start)
  return textOf(prefix) + (style === '' ? '' : number)
}

function textOf(value: unknown): string {
  return value instanceof PDFString || value instanceof PDFHexString ? decodeName(value) : ''
}

/** Names of destinations are bytes in UTF-8; text strings start with a mark of their own. */
function decodeName(value: PDFString | PDFHexString): string {
  const bytes = value.asBytes()
  return bytes[0] === 0xfe && bytes[1] === 0xff ? value.decodeText() : new TextDecoder().decode(bytes)
}

const numerals = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i']
] as const

function roman(number: number): string {
  let rest = number
  let printed = ''
  for (const [value, letters] of numerals) {
    for (; rest >= value; rest -= value) printed += letters
  }
  return printed
}
