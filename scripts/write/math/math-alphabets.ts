/** Letters and digits in a `mathvariant` of MathML → the characters that Unicode has for them. */

/** Where each alphabet of Unicode's mathematical block starts: capitals, small letters, digits, Greek capitals and small letters. */
const alphabets: Record<string, readonly [capital: number, small: number, digit?: number, greek?: number]> = {
  bold: [0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8],
  italic: [0x1d434, 0x1d44e, undefined, 0x1d6e2],
  'bold-italic': [0x1d468, 0x1d482, undefined, 0x1d71c],
  script: [0x1d49c, 0x1d4b6],
  'bold-script': [0x1d4d0, 0x1d4ea],
  fraktur: [0x1d504, 0x1d51e],
  'double-struck': [0x1d538, 0x1d552, 0x1d7d8],
  'bold-fraktur': [0x1d56c, 0x1d586],
  'sans-serif': [0x1d5a0, 0x1d5ba, 0x1d7e2],
  'bold-sans-serif': [0x1d5d4, 0x1d5ee, 0x1d7ec, 0x1d756],
  'sans-serif-italic': [0x1d608, 0x1d622],
  'sans-serif-bold-italic': [0x1d63c, 0x1d656, undefined, 0x1d790],
  monospace: [0x1d670, 0x1d68a, 0x1d7f6]
}

/** Letters that Unicode had before that block, and left empty in it. */
const older: Record<string, Record<string, string>> = {
  italic: {h: 'ℎ'},
  script: {B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ'},
  fraktur: {C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ'},
  'double-struck': {C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ'}
}

/** Greek in the order of each of its alphabets, which have no gaps. */
const greek = 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ'

/**
 * Letters of an alphabet as characters, because browsers no longer read `mathvariant`. Entities of XML are read too.
 *
 * Source: MathML Core, “The mathvariant attribute”, and Unicode's “Mathematical Alphanumeric Symbols”.
 */
export function inVariant(text: string, variant: string): string {
  const [capital, small, digit, greekStart] = alphabets[variant] ?? []
  if (capital === undefined || small === undefined) return text
  return text.replace(/&#x([\dA-F]+);|&[^;]*;|[A-Za-z0-9\u0391-\u03F5\u2202\u2207]/g, (typed, entity?: string) => {
    const character = entity ? String.fromCodePoint(Number.parseInt(entity, 16)) : typed
    const place = greek.indexOf(character)
    if (place !== -1) return greekStart === undefined ? typed : String.fromCodePoint(greekStart + place)
    if (!/^[A-Za-z0-9]$/.test(character)) return typed
    const old = older[variant]?.[character]
    if (old) return old
    const code = character.charCodeAt(0)
    if (code >= 97) return String.fromCodePoint(small + code - 97)
    if (code >= 65) return String.fromCodePoint(capital + code - 65)
    return digit === undefined ? typed : String.fromCodePoint(digit + code - 48)
  })
}
