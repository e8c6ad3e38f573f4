/** A licence as an author names it → its identifier and its address, for programs. */

const creativeCommons = /^CC[ -](BY(?:-NC)?(?:-(?:SA|ND))?)(?:[ -](\d\.\d))?$/i

/** SPDX identifier: `CC-BY-4.0`; undefined for a licence that is not known. */
export function spdxOf(license: string | undefined): string | undefined {
  const [, terms, version = '4.0'] = creativeCommons.exec(license?.trim() ?? '') ?? []
  return terms && `CC-${terms.toUpperCase()}-${version}`
}

/** Address of its text. */
export function addressOfLicence(license: string | undefined): string | undefined {
  const [, terms, version = '4.0'] = creativeCommons.exec(license?.trim() ?? '') ?? []
  return terms && `https://creativecommons.org/licenses/${terms.toLowerCase()}/${version}/`
}
