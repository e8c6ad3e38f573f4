/** How a list is numbered → the attributes of its `ol` and `li`. */

import type {Properties} from 'hast'
import type {ListItem, Parents} from 'mdast'
import {listCounters} from '../../document/list-counters.ts'
import type {ListNumbering} from '../../document/nodes.ts'

/** `type` for the style; a class for the delimiters, which HTML has no attribute for: see `thesis.css`. */
export function numberingProperties(numbering: ListNumbering | undefined): Properties {
  if (!numbering) return {}
  const {style, delimiter} = numbering
  const counter = style === 'example' ? 'decimal' : style
  const classes = delimiter === 'period' ? [] : [`${counter}-${delimiter}`]
  if (style === 'example') classes.unshift('example')
  return classes.length > 0 ? {type: listCounters[style], className: classes} : {type: listCounters[style]}
}

/** The number of an example, where it does not follow the one before. */
export function itemValue(item: ListItem, list: Parents | undefined): Properties {
  if (item.number === undefined || list?.type !== 'list') return {}
  const expected = (list.start ?? 1) + list.children.indexOf(item)
  return item.number === expected ? {} : {value: String(item.number)}
}
