/** Quantities as siunitx writes them, `\SI{3e2}{\metre\per\second}` → the TeX of a formula. */

/** Names of units → what is printed. */
const units = new Map(
  Object.entries({
    metre: 'm',
    meter: 'm',
    gram: 'g',
    kilogram: 'kg',
    second: 's',
    ampere: 'A',
    kelvin: 'K',
    mole: 'mol',
    candela: 'cd',
    hertz: 'Hz',
    newton: 'N',
    pascal: 'Pa',
    joule: 'J',
    watt: 'W',
    coulomb: 'C',
    volt: 'V',
    farad: 'F',
    ohm: '\\Omega',
    siemens: 'S',
    weber: 'Wb',
    tesla: 'T',
    henry: 'H',
    celsius: '°C',
    degreeCelsius: '°C',
    lumen: 'lm',
    lux: 'lx',
    becquerel: 'Bq',
    gray: 'Gy',
    sievert: 'Sv',
    katal: 'kat',
    minute: 'min',
    hour: 'h',
    day: 'd',
    degree: '°',
    arcminute: '′',
    arcsecond: '″',
    hectare: 'ha',
    litre: 'l',
    liter: 'L',
    tonne: 't',
    electronvolt: 'eV',
    dalton: 'Da',
    decibel: 'dB',
    bel: 'B',
    percent: '\\%',
    bar: 'bar',
    angstrom: 'Å',
    bit: 'bit',
    byte: 'B',
    radian: 'rad',
    steradian: 'sr',
    micron: '\u00B5m',
    um: '\u00B5m',
    nm: 'nm',
    mm: 'mm',
    cm: 'cm',
    km: 'km',
    m: 'm',
    s: 's',
    ms: 'ms',
    kg: 'kg',
    g: 'g',
    mg: 'mg',
    Hz: 'Hz',
    kHz: 'kHz',
    MHz: 'MHz',
    GHz: 'GHz',
    kW: 'kW',
    eV: 'eV',
    K: 'K',
    N: 'N',
    V: 'V'
  })
)

const prefixes = new Map(
  Object.entries({
    yocto: 'y',
    zepto: 'z',
    atto: 'a',
    femto: 'f',
    pico: 'p',
    nano: 'n',
    micro: '\u00B5',
    milli: 'm',
    centi: 'c',
    deci: 'd',
    deca: 'da',
    hecto: 'h',
    kilo: 'k',
    mega: 'M',
    giga: 'G',
    tera: 'T',
    peta: 'P',
    exa: 'E',
    kibi: 'Ki',
    mebi: 'Mi',
    gibi: 'Gi'
  })
)

/** A number: `1.2e-3`, `3 \pm 1`, `2x10^3`. Digits stay in groups as typed. */
export function texNumber(typed: string): string {
  return typed
    .trim()
    .replace(/\s*(?:\+-|\\pm)\s*/g, ' \\pm ')
    .replace(
      /(\d)\s*[eEdD]\s*([+-]?)(\d+)/g,
      (_, digit, sign, power) => `${digit}\\times 10^{${sign === '-' ? '-' : ''}${power}}`
    )
    .replace(/^\s*[eE]([+-]?\d+)/, '10^{$1}')
    .replace(/(\d)\s*x\s*(\d)/g, '$1\\times $2')
    .replace(/(\d),(\d)/g, '$1{,}$2')
}

const part = /\\([a-zA-Z]+)(?:\{([^{}]*)\})?|([^\\.~\s]+)|[.~\s]+/g

/** A unit: `\metre\per\second\squared`, `m.s^{-2}`, `kg/m^3`. */
export function texUnit(typed: string): string {
  const written: string[] = []
  let power = ''
  let prefix = ''
  let isPer = false
  for (const [, name, argument, plain] of typed.matchAll(part)) {
    if (plain !== undefined) written.push(plain.replace(/[^^_{}\-\d/]+/g, (letters) => `\\mathrm{${letters}}`))
    else if (name === undefined) continue
    else if (name === 'per') isPer = true
    else if (name === 'square') power = '2'
    else if (name === 'cubic') power = '3'
    else if (name === 'squared') raise('2')
    else if (name === 'cubed') raise('3')
    else if (name === 'tothe' || name === 'raiseto') {
      if (name === 'tothe') raise(argument ?? '')
      else power = argument ?? ''
    } else if (name === 'of') written.push(`_{\\mathrm{${argument ?? ''}}}`)
    else if (prefixes.has(name)) prefix = prefixes.get(name) ?? ''
    else {
      const sign = `${prefix}${units.get(name) ?? (/^(?:text|mathrm|si)/.test(name) ? (argument ?? '') : name)}`
      const raised = `${isPer ? '-' : ''}${power || (isPer ? '1' : '')}`
      written.push(`\\mathrm{${sign}}${raised ? `^{${raised}}` : ''}`)
      power = ''
      prefix = ''
      isPer = false
    }
  }
  return written.join('\\,').replaceAll('\\,_', '_')

  function raise(to: string): void {
    const last = written.pop() ?? ''
    const [, base = last, sign = ''] = /^(.*?)(?:\^\{(-?)1?\})?$/.exec(last) ?? []
    written.push(`${base}^{${sign}${to}}`)
  }
}

/** A command of siunitx or mhchem with its arguments → the TeX of a formula. */
export function texQuantity(name: string, values: readonly string[]): string {
  const [first = '', second = '', third = ''] = values
  if (name === 'si' || name === 'unit') return texUnit(first)
  if (name === 'num') return texNumber(first)
  if (name === 'ce') return `\\ce{${first}}`
  if (name === 'numrange') return `${texNumber(first)}\\text{–}${texNumber(second)}`
  if (name === 'ang') {
    const [degrees = '', minutes = '', seconds = ''] = first.split(';')
    return `${degrees}${degrees && '°'}${minutes}${minutes && '′'}${seconds}${seconds && '″'}`
  }
  if (name.endsWith('range')) return `${texNumber(first)}\\text{–}${joined(texNumber(second), texUnit(third))}`
  return joined(texNumber(first), texUnit(second))
}

/** Signs of degrees, minutes and percent stand close. */
function joined(number: string, unit: string): string {
  return number + (/^\\mathrm\{[°′″]\}$/.test(unit) ? '' : '\\,') + unit
}

const inFormula = /\\(si|unit|num|ang|SI|qty|numrange|SIrange|qtyrange)(?![a-zA-Z])\*?\s*(?:\[[^\]]*\])?/g

/** The quantities of a formula, each as TeX that MathJax reads. Of physics, `\qty(…)` and `\qty{…}` stay. */
export function withQuantities(tex: string): string {
  if (!/\\(?:si|unit|num|ang|SI|qty)/.test(tex)) return tex
  let result = ''
  let from = 0
  inFormula.lastIndex = 0
  for (let found = inFormula.exec(tex); found; found = inFormula.exec(tex)) {
    const name = found[1] ?? ''
    const wanted = /range$/.test(name) && name !== 'numrange' ? 3 : /^(?:SI|qty|numrange)$/.test(name) ? 2 : 1
    const values: string[] = []
    let at = inFormula.lastIndex
    while (values.length < wanted) {
      const group = groupAt(tex, at)
      if (!group) break
      values.push(group.value)
      at = group.end
    }
    if (values.length < wanted) continue
    result += `${tex.slice(from, found.index)}{${texQuantity(name, values)}}`
    from = at
    inFormula.lastIndex = at
  }
  return result + tex.slice(from)
}

function groupAt(tex: string, start: number): {value: string; end: number} | undefined {
  if (tex[start] !== '{') return undefined
  let depth = 0
  for (let at = start; at < tex.length; at++) {
    if (tex[at] === '\\') at++
    else if (tex[at] === '{') depth++
    else if (tex[at] === '}' && --depth === 0) return {value: tex.slice(start + 1, at), end: at + 1}
  }
  return undefined
}
