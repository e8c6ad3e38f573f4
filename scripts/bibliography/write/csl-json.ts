/** Items → CSL-JSON that follows the official schema. */

import {type CslItem, dateFields, nameFields, textFields} from '../entry.ts'

/** Write items in the order given, keys of each in one order; what the schema does not know stays out. */
export function writeCslJson(items: Iterable<CslItem>): string {
  return `${JSON.stringify([...items].map(schemaItem), null, 2)}\n`
}

/** Our own details go into `custom`, where the schema allows anything. */
function schemaItem(item: CslItem): Record<string, unknown> {
  const written: [string, unknown][] = [
    ['id', item.id],
    ['type', item.type]
  ]
  for (const field of [...nameFields, ...dateFields, ...textFields]) {
    if (item[field] !== undefined) written.push([field, item[field]])
  }
  if (item.custom) written.push(['custom', item.custom])
  return Object.fromEntries(written)
}
