// The list of messages: each leads to its place, and to the editor.

import {putWords} from './place.js'

/**
 * @param {HTMLElement} panel
 * @param {{words: Record<string, string>, onShow: (place: object) => void, onOpen: (place: object) => void}} options
 */
export function createMessages(panel, {words, onShow, onOpen}) {
  const list = panel.querySelector('ol')
  /** By what they say, so that a message that stays keeps its element, and the keyboard its place. */
  let items = new Map()

  function make(message) {
    const item = document.createElement('li')
    item.className = message.severity
    const {file, line, column} = message
    const severity = part('strong', words[message.severity])
    const place = part('button', line === undefined ? file : `${file}:${line}`)
    place.type = 'button'
    place.className = 'where'
    place.title = words.open.replace('{place}', place.textContent)
    place.addEventListener('click', () => onOpen({file, line: line ?? 1, column: column ?? 1}))
    const reason = putWords(part('button', ''), message.reason)
    reason.type = 'button'
    reason.className = 'reason'
    reason.lang = 'en'
    reason.addEventListener('click', () => onShow({file, line: line ?? 1}))
    item.append(severity, ' ', place, reason)
    if (message.fix) {
      const fix = part('p', '')
      fix.className = 'fix'
      const what = putWords(part('span', ''), message.fix)
      what.lang = 'en'
      fix.append(`${words.fix}${words.colon} `, what)
      item.append(fix)
    }
    return item
  }

  return {
    /** Errors first. */
    say(messages) {
      const order = ['error', 'warning', 'info']
      const sorted = [...messages].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
      const former = items
      items = new Map(sorted.map((message) => [JSON.stringify(message), message]))
      for (const [key, message] of items) items.set(key, former.get(key) ?? make(message))
      for (const [key, item] of former) if (!items.has(key)) item.remove()
      let last = null
      for (const item of items.values()) {
        const place = last ? last.nextSibling : list.firstChild
        if (place !== item) list.insertBefore(item, place)
        last = item
      }
    }
  }
}

function part(name, text) {
  const element = document.createElement(name)
  element.textContent = text
  return element
}
