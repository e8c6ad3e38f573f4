/** A licence as an author names it → its identifier and its address, for programs. */

const creativeCommons = /^\s*CC[ -](BY(?:-NC)?(?:-(?:SA|ND))?)[ -](\d\.\d)\b/i

/** SPDX identifier: `CC-BY-4.0`; undefined for a licence that is not known, or whose version is not said. */
export function spdxOf(license: string | undefined): string | undefined {
  const [, terms, version] = creativeCommons.exec(license ?? '') ?? []
  return terms && `CC-${terms.toUpperCase()}-${version}`
}

/** Address of its text. */
export function addressOfLicence(license: string | undefined): string | undefined {
  const [, terms, version] = creativeCommons.exec(license ?? '') ?? []
  return terms && `https://creativecommons.org/licenses/${terms.toLowerCase()}/${version}/`
}
