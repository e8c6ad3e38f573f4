// A page and the same page made anew → the first becomes the second; what has not changed stays the element that it is.

import {align} from './align.js'

/** Elements that only hold others: looked into, never compared as a whole. */
const isFrame = (node) => node.nodeType === 1 && node.matches('body, .layout, main, article')
/** What an author would say has changed. */
const blocks = 'p, li, h1, h2, h3, h4, h5, h6, figcaption, td, th, dt, dd, pre, .equation, .line, figure, .csl-entry'
/** Set by the page's own script and by the reader. */
const kept = new Set(['open', 'hidden', 'aria-pressed', 'style', 'data-theme'])
/** Parts that the page's own script works on. */
const own = '.site-tools'
/**
 * @param {Document} live  without anything of the preview's own in it
 * @param {Document} next
 * @returns {Set<Element>} the blocks that have changed
 */
export function morphPage(live, next) {
  const changed = new Set()
  morphHead(live, next)
  morphElement(live.body, live.importNode(next.body, true), changed)
  return changed
}

/**
 * The same by what the server says has changed (`PageChange` of `page-changes.ts`).
 *
 * @param {Document} live  messages of the preview may stand in it
 * @param {(html: string) => Document} parse
 * @returns {Set<Element> | undefined} the blocks that have changed; none, and nothing done, where the page is not the one that is meant
 */
export function morphSteps(live, {head, frames}, parse) {
  const found = framesOf(live.body)
  const pieces = found.map((frame) => [...frame.children].filter((one) => one.dataset?.preview === undefined))
  const isMeant = (steps, index) =>
    steps.reduce((sum, {keep, drop}) => sum + (keep ?? drop), 0) === pieces[index].length
  if (found.length !== frames.length || !frames.every(isMeant)) return undefined
  const changed = new Set()
  if (head !== undefined) morphHead(live, parse(head))
  for (const [index, steps] of frames.entries()) {
    let at = 0
    for (const {keep, lines, drop, put} of steps) {
      const before = pieces[index].slice(at, at + (keep ?? drop))
      at += before.length
      if (lines) for (const piece of before) moveLines(piece, lines)
      if (keep !== undefined) continue
      for (const piece of before) for (const note of piece.querySelectorAll('[data-preview]')) note.remove()
      const after = [...live.importNode(parse(put).body, true).children]
      morphGap(found[index], before, after, pieces[index][at] ?? null, changed)
    }
  }
  return changed
}

const framesOf = (frame) => [frame, ...[...frame.children].filter(isFrame).flatMap(framesOf)]

/** The same nodes, so many lines further down. */
function moveLines(piece, lines) {
  for (const element of [piece, ...piece.querySelectorAll('[data-thesis-source]')]) {
    const {thesisSource: source} = element.dataset
    if (source) element.dataset.thesisSource = source.replace(/\d+$/, (line) => Number(line) + lines)
  }
}

function morphHead(live, next) {
  live.title = next.title
  for (const name of ['lang', 'dir'])
    live.documentElement.setAttribute(name, next.documentElement.getAttribute(name) ?? '')
  morphStyles(live, next)
}

/** Styles that a page has for its own notes. */
function morphStyles(live, next) {
  const styles = (page) => [...page.head.querySelectorAll('style')]
  const text = (page) =>
    styles(page)
      .map((style) => style.textContent)
      .join('\n')
  if (text(live) === text(next)) return
  for (const style of styles(live)) style.remove()
  for (const style of styles(next)) live.head.append(live.importNode(style, true))
}

function morphElement(live, next, changed) {
  if (live.matches(own)) return
  let isChanged = false
  for (const {name} of [...live.attributes]) {
    if (next.hasAttribute(name) || kept.has(name)) continue
    live.removeAttribute(name)
    isChanged = true
  }
  for (const {name, value} of next.attributes) {
    if (kept.has(name) || live.getAttribute(name) === value) continue
    live.setAttribute(name, value)
    isChanged ||= name !== 'data-thesis-source'
  }
  if (morphChildren(live, next, changed) || isChanged) mark(live, changed)
}

/** @returns whether a child was put in, taken out or given another text */
function morphChildren(live, next, changed) {
  const before = [...live.childNodes]
  const after = [...next.childNodes]
  const keyOf = (node) => (isFrame(node) ? node.nodeName : key(node))
  const keysBefore = before.map(keyOf)
  const keysAfter = after.map(keyOf)
  const pairs = align(keysBefore, keysAfter)
  let isChanged = false
  let from = 0
  let to = 0
  for (const [old, fresh] of [...pairs, [before.length, after.length]]) {
    isChanged =
      morphGap(live, before.slice(from, old), after.slice(to, fresh), before[old] ?? null, changed) || isChanged
    if (before[old]) {
      if (isFrame(before[old])) morphElement(before[old], after[fresh], changed)
      else moveSources(before[old], after[fresh])
    }
    from = old + 1
    to = fresh + 1
  }
  return isChanged
}

/** Between two nodes that stay: what can become another does, the rest goes and comes. */
function morphGap(parent, before, after, end, changed) {
  let isChanged = false
  let next = 0
  for (const node of after) {
    const found = before.findIndex((one, index) => index >= next && isAlike(one, node))
    if (found === -1) {
      parent.insertBefore(node, before[next] ?? end)
      if (node.nodeType === 1) mark(node, changed)
      isChanged ||= node.nodeType === 1 ? !isBlock(node) : node.data.trim() !== ''
      continue
    }
    for (const gone of before.slice(next, found)) isChanged = remove(gone) || isChanged
    const one = before[found]
    next = found + 1
    if (node.nodeType === 1) morphElement(one, node, changed)
    else if (one.data !== node.data) {
      one.data = node.data
      isChanged = true
    }
  }
  for (const gone of before.slice(next)) isChanged = remove(gone) || isChanged
  return isChanged
}

function remove(node) {
  node.remove()
  return node.nodeType === 1 ? !isBlock(node) : node.nodeType === 3 && node.data.trim() !== ''
}

/** Whether one may become the other: the same kind of element, and not two that have names of their own. */
function isAlike(one, other) {
  if (one.nodeName !== other.nodeName) return false
  return one.nodeType !== 1 || one.id === other.id || !one.id || !other.id || /^(?:fn|cite|note)/.test(one.id)
}

const isBlock = (element) => element.matches(blocks) || element.querySelector(blocks) !== null

function mark(element, changed) {
  const block = element.closest(blocks) ?? element.querySelector(blocks)
  if (block) changed.add(block)
}

/** What a node is, wherever its source may have moved. */
function key(node) {
  if (node.nodeType !== 1) return node.nodeValue ?? ''
  return node.outerHTML.replace(/ data-thesis-source="[^"]*"/g, '')
}

/** The same node, from other lines. */
function moveSources(live, next) {
  if (live.nodeType !== 1) return
  const found = (node) => [node, ...node.querySelectorAll('[data-thesis-source]')]
  const sources = found(next)
  for (const [index, element] of found(live).entries()) {
    const source = sources[index]?.getAttribute('data-thesis-source')
    if (source && element.getAttribute('data-thesis-source') !== source)
      element.setAttribute('data-thesis-source', source)
  }
}
