/** Text that went through a wrong encoding, or through HTML → the text that was meant. */

/** The characters that Windows-1252 gives to the bytes 80 to 9F. */
const windows1252 = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((sign, index) => [sign, 0x80 + index] as const)
)

/** A letter in UTF-8 that was read as Latin-1: `Ã©`, `â€™`, `Å“`. */
const remains = /[ÃÂÅâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}/

/** Whether a text shows remains of a wrong encoding. */
export function hasEncodingRemains(text: string): boolean {
  return remains.test(text) || text.includes('\ufffd')
}

/** Fix `Ã©` into `é`; undefined when the whole does not come out clean. */
export function fixEncoding(text: string): string | undefined {
  if (!remains.test(text)) return undefined
  const fixed = text.replace(
    /[\u00c2-\u00f4](?:[\u0080-\u00bf]|[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])+/g,
    (run) => decodeRun(run) ?? run
  )
  return fixed !== text && !hasEncodingRemains(fixed) ? fixed : undefined
}

function decodeRun(run: string): string | undefined {
  const bytes = [...run].map((sign) => windows1252.get(sign) ?? sign.charCodeAt(0))
  if (bytes.some((byte) => byte > 0xff)) return undefined
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(new Uint8Array(bytes))
  } catch {
    return undefined
  }
}

const entities = new Map(
  Object.entries({
    amp: '\\&',
    nbsp: '~',
    quot: '"',
    apos: "'",
    rsquo: '’',
    lsquo: '‘',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    eacute: 'é',
    egrave: 'è',
    ecirc: 'ê',
    euml: 'ë',
    agrave: 'à',
    acirc: 'â',
    ccedil: 'ç',
    ocirc: 'ô',
    icirc: 'î',
    iuml: 'ï',
    ucirc: 'û',
    ugrave: 'ù',
    oelig: 'œ',
    Eacute: 'É',
    Agrave: 'À',
    Ccedil: 'Ç'
  })
)

/** With the backslash that a program put before it when it exported the text as TeX. */
const entity = /\\?&(?:#(\d{2,5})|#x([\da-f]{2,5})|([a-z]{2,8}));/gi

/** Whether a text shows HTML's `&eacute;`. */
export function hasEntities(text: string): boolean {
  return [...text.matchAll(entity)].some(([whole]) => fixEntities(whole) !== whole)
}

/** Replace `&eacute;`, `&#233;` and `&amp;` by what they stand for, in TeX. */
export function fixEntities(text: string): string {
  return text.replace(entity, (whole, decimal, hexadecimal, name) => {
    if (name) return entities.get(name) ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    if (code === 38) return '\\&'
    const isText = code >= 0xa0 && !(code >= 0xd800 && code < 0xe000) && code < 0xfdd0
    return isText ? String.fromCodePoint(code) : whole
  })
}
