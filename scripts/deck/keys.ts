/** A component as typed → the name of what it shows, the same for those who bind it and for those who show it. Imports nothing. */

/** What says how a thing looks, and not what it is: Vue's own attributes among them. */
export function isStyling(attribute: string): boolean {
  return ['caption', 'class', 'style'].includes(attribute) || /^(?:[:@#]|v-|on[A-Z])/.test(attribute)
}

/** Of a chart or a table: its name and what it is drawn of, in a fixed order. */
export function drawingKey(attributes: Readonly<Record<string, unknown>>): string {
  const {name = '', ...options} = attributes
  const chosen = Object.entries(options).filter(([key, value]) => !isStyling(key) && value !== undefined)
  return [name, ...chosen.map(([key, value]) => `${key}=${value}`).sort()].join(' ')
}

/** Of a printed value: its path and its options, in a fixed order. */
export function valueKey(attributes: Readonly<Record<string, unknown>>): string {
  const {of = '', ...options} = attributes
  const chosen = Object.keys(options).filter(
    (key) => !isStyling(key) && options[key] !== undefined && options[key] !== false
  )
  return [of, ...chosen.sort()].join(' ')
}
