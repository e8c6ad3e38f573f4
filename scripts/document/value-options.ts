/** Options typed on a value, `{unit letters}` → how it is printed. Imports nothing. */

/** What the braces of `:value[…]`, or the attributes of `<Value>`, may say. */
export const valueOptions = [
  'unit',
  'bare',
  'min',
  'max',
  'letters',
  'feminine',
  'capital',
  'percent',
  'decimals'
] as const

/** How a value is printed. */
export interface ValueForm {
  /** With its unit: « 110 préscolaires ». */
  hasUnit: boolean
  /** Without « environ », « de … à … ». */
  isBare: boolean
  /** One end of a range. */
  end?: 'min' | 'max'
  /** In letters: « vingt-quatre »; `feminine` is for « une ». */
  letters?: 'masculine' | 'feminine'
  /** With a capital, at the start of a sentence. */
  hasCapital: boolean
  /** A ratio in per cent, with its sign. */
  isShare: boolean
  /** So many decimals; undefined for as many as the data has. */
  decimals?: number | undefined
}

/** Read the options that are known, by name; others are the caller's to report. */
export function valueForm(options: Readonly<Record<string, string>>): ValueForm {
  const typed = Object.keys(options)
  const end = typed.includes('min') ? 'min' : typed.includes('max') ? 'max' : undefined
  const letters = typed.includes('feminine') ? 'feminine' : typed.includes('letters') ? 'masculine' : undefined
  return {
    hasUnit: typed.includes('unit') || typed.includes('percent'),
    isShare: typed.includes('percent'),
    decimals: /^\d$/.test(options.decimals ?? '') ? Number(options.decimals) : undefined,
    isBare: typed.includes('bare'),
    hasCapital: typed.includes('capital'),
    end,
    letters
  }
}
