/** Lines that lazily go on with a paragraph in a quotation or an item → the same, without a look at the whole paragraph. */

import type {Event, ParseContext, TokenizeContext} from 'micromark-util-types'

/**
 * For each lazy line micromark looks for a block that began before it and is still open, from the last event of the
 * flow to the first: the events of a paragraph of n lines, n times. The open block of the line before is shown to it
 * instead of all of them, as long as it is open.
 */
export function rememberOpenBlocks(parser: ParseContext): void {
  const create = parser.flow
  parser.flow = (from) => withOpenBlock(create(from), parser)
}

function withOpenBlock(flow: TokenizeContext, {lazy}: ParseContext): TokenizeContext {
  let line = 0
  let open: Event | undefined
  const isOpen = (event: Event | undefined) => event !== undefined && (event[1].end as unknown) === undefined
  return Object.create(flow, {
    defineSkip: {
      value(point: {line: number; column: number}) {
        line = point.line
        flow.defineSkip(point as Parameters<typeof flow.defineSkip>[0])
      }
    },
    write: {
      value(slice: Parameters<typeof flow.write>[0]) {
        const events = flow.write(slice)
        if (lazy[line] && !isOpen(open)) {
          open = flow.events.findLast((event) => isOpen(event) && event[1].start.line < line)
        }
        return events
      }
    },
    events: {
      get: () => (open && isOpen(open) ? [open] : flow.events),
      set(events: Event[]) {
        flow.events = events
      }
    }
  }) as TokenizeContext
}
