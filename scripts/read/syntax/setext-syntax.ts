/** Headings with a line of `===` or `---` below them: CommonMark's construct, without its walk over the whole file. */

import {setextUnderline} from 'micromark-core-commonmark'
import {codes} from 'micromark-util-symbol'
import type {Construct, Event, Extension, TokenizeContext} from 'micromark-util-types'

/** micromark edits all events of the flow for each heading; those of the paragraph that becomes one are enough. */
const construct: Construct = {
  ...setextUnderline,
  name: 'setextHeading',
  resolveTo(events: Event[], context: TokenizeContext): Event[] {
    const start = events.findLastIndex(([kind, token]) => kind === 'enter' && token.type === 'content')
    const heading = setextUnderline.resolveTo?.(events.splice(start), context) ?? []
    for (const event of heading) events.push(event)
    return events
  }
}

/** Setext headings. */
export function setextSyntax(): Extension {
  return {
    flow: {[codes.equalsTo]: construct, [codes.dash]: construct},
    disable: {null: ['setextUnderline']}
  }
}
