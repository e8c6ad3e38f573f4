/** Events of micromark, replaced in place: it holds on to the array while its resolvers run. */

import type {Event} from 'micromark-util-types'

/** Replace the events from an index on. One by one, since a spread of many thousand overflows the stack. */
export function replaceAll(events: Event[], replacement: readonly Event[], from = 0): Event[] {
  events.length = from
  for (const event of replacement) events.push(event)
  return events
}
