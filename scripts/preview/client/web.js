// The web edition in its frame: kept up to date, kept in place, its paragraphs led back to their sources.

import {morphPage, morphSteps} from './morph.js'
import {flash, putWords, readingLine, readSource} from './place.js'

const sourced = '[data-thesis-source]'

/**
 * @param {HTMLIFrameElement} frame
 * @param {{words: Record<string, string>, onOpen: (place: object) => void, onScroll: () => void, onLoad: () => void, onLead: () => void, onKey: (event: KeyboardEvent) => void}} options
 */
export function createWeb(frame, {words, onOpen, onScroll, onLoad, onLead, onKey}) {
  let name = ''
  let version = ''
  let isFetching = false
  let isLoading = false
  let wanted
  let afterLoad
  let messages = []
  /** Pictures and styles that are others than those of the same name that were there. */
  const renewed = new Map()
  /** Blocks in the order of the page, and where each stands in the sources. */
  let found
  let sources
  /** Those that stand on the page, as text. */
  let shown

  const page = () => frame.contentDocument
  const blocks = () => (found ??= [...(page()?.querySelectorAll(`main ${sourced}, main${sourced}`) ?? [])])
  const placed = () => (sources ??= blocks().map((block) => ({block, ...readSource(block.dataset.thesisSource)})))
  const forget = () => {
    found = undefined
    sources = undefined
    shown = undefined
  }

  frame.addEventListener('load', () => {
    const live = page()
    if (!live?.body) return
    isLoading = false
    name = live.location.pathname.replace(/^\/web\//, '') || 'index.html'
    forget()
    // Which state of the text was loaded is not known: it is asked for once more, and compared.
    version = ''
    const style = live.createElement('link')
    style.rel = 'stylesheet'
    style.href = '/preview/in-page.css'
    style.dataset.preview = ''
    live.head.append(style)
    live.addEventListener('scroll', onScroll, {passive: true})
    live.addEventListener('click', click)
    live.addEventListener('pointerover', hover)
    live.addEventListener('keydown', onKey)
    for (const event of ['wheel', 'pointerdown', 'keydown', 'touchstart'])
      live.addEventListener(event, onLead, {passive: true})
    if (renewed.size > 0) renewFiles()
    onLoad()
    showMessages()
    const then = afterLoad
    afterLoad = undefined
    // With its own letters, and its contents folded, a page is not as high as it was.
    if (then) live.fonts.ready.then(() => setTimeout(() => page() === live && then(), 20))
  })

  /** The button beside the paragraph under the pointer. */
  function hover({target}) {
    const live = page()
    const block = target.closest?.(sourced)
    if (!block || target.closest('[data-preview]')) return
    let button = live.querySelector('.preview-edit')
    if (!button) {
      button = live.createElement('button')
      button.type = 'button'
      button.className = 'preview-edit'
      button.dataset.preview = ''
      // The bar has one that the keyboard reaches.
      button.tabIndex = -1
      button.textContent = '✎'
      live.body.append(button)
    }
    const {file, line} = readSource(block.dataset.thesisSource)
    const label = words.open.replace('{place}', `${file}:${line}`)
    button.title = label
    button.setAttribute('aria-label', label)
    button.onclick = () => onOpen({file, line})
    const box = block.getBoundingClientRect()
    const view = live.defaultView
    button.style.top = `${box.top + view.scrollY}px`
    const side = view.getComputedStyle(block).direction === 'rtl' ? box.right + 4 : box.left - 30
    button.style.left = `${Math.max(0, Math.min(side, view.innerWidth - 28)) + view.scrollX}px`
  }

  function click(event) {
    const {target} = event
    const link = target.closest?.('a[href]')
    if (link && new URL(link.href).origin !== location.origin) {
      event.preventDefault()
      window.open(link.href, '_blank', 'noopener')
      return
    }
    const block = target.closest?.(sourced)
    if (!block || !(event.altKey || ((event.ctrlKey || event.metaKey) && !link))) return
    event.preventDefault()
    onOpen(readSource(block.dataset.thesisSource))
  }

  /** Messages stand below their blocks, and nothing of them stays in what is compared. */
  function clear() {
    for (const node of page().querySelectorAll('[data-preview]:not(link)')) node.remove()
  }

  function showMessages() {
    const live = page()
    if (!live?.body || live.readyState === 'loading' || shown === JSON.stringify(messages)) return
    putMessages()
  }

  /** Those that stand where they should stay the elements that they are. */
  function putMessages() {
    const live = page()
    const former = new Set(live.querySelectorAll('aside[data-preview]'))
    const missing = []
    const last = new Map()
    for (const message of messages) {
      if (message.severity === 'info') continue
      const source = sourceOf(message.file, message.line ?? 1)
      if (!source || source.line > (message.line ?? 1)) continue
      const {block} = source
      // Nothing stands between the rows of a table or the items of a list.
      const whole = block.closest('table, li, dl, figure, .csl-entry, h1') ?? block
      const host = whole.matches('li, .csl-entry') ? lastOf(whole) : (whole.closest('.table-scroll') ?? whole)
      const before = last.get(host) ?? host
      const text = JSON.stringify([message.severity, message.reason, message.fix])
      const there = before.nextSibling
      if (former.has(there) && there.dataset.preview === text) {
        former.delete(there)
        last.set(host, there)
        continue
      }
      const note = live.createElement('aside')
      note.dataset.preview = text
      note.className = `preview-message preview-${message.severity}`
      note.lang = 'en'
      note.dir = 'ltr'
      note.append(putWords(live.createElement('span'), message.reason))
      if (message.fix) note.append(putWords(live.createElement('small'), message.fix))
      missing.push([before, note])
      last.set(host, note)
    }
    if (missing.length > 0 || former.size > 0) {
      const keep = blockAtLine()
      for (const note of former) note.remove()
      for (const [before, note] of missing) before.after(note)
      keep?.()
    }
    shown = JSON.stringify(messages)
  }

  /** Without the messages in it. */
  const lastOf = (block) => [...block.childNodes].findLast((node) => node.dataset?.preview === undefined)

  /** The block of a line, with its own; that of the nearest line before it. */
  function sourceOf(file, line) {
    let best
    for (const source of placed()) {
      if (source.file !== file) continue
      if (!best || (source.line <= line && source.line >= best.line) || best.line > line) best = source
    }
    return best
  }

  /** Of the blocks at a height, the innermost; else the last above it. */
  function blockAt(height) {
    let best
    for (const block of blocks()) {
      const box = block.getBoundingClientRect()
      if (box.height === 0) continue
      // Notes stand beside the text, out of its order.
      if (block.closest('.footnotes')) continue
      if (box.top > height && best) break
      if (box.top <= height || !best) best = {block, box}
    }
    return best
  }

  /** Remember what is at the reading line; the function that is given puts it back there. */
  function blockAtLine() {
    const view = page().defaultView
    if (view.scrollY < 4) return undefined
    const near = blockAt(view.innerHeight * readingLine)
    if (!near) return undefined
    const all = blocks()
    const at = all.indexOf(near.block)
    const candidates = all.slice(Math.max(0, at - 20), at + 1).reverse()
    const tops = new Map(candidates.map((block) => [block, block.getBoundingClientRect().top]))
    return () => {
      for (const [block, top] of tops) {
        if (!block.isConnected) continue
        view.scrollBy({top: block.getBoundingClientRect().top - top, behavior: 'instant'})
        return
      }
    }
  }

  /** The frame's own parser: what it makes lives under the policy of the site, which lets drawings have styles. */
  const parse = (html) => new frame.contentWindow.DOMParser().parseFromString(html, 'text/html')

  /** A browser shows what it has of an address: another one brings what is there now. */
  function renewFiles() {
    for (const element of page().querySelectorAll('img[src], link[rel=stylesheet][href]')) {
      const name = element.hasAttribute('src') ? 'src' : 'href'
      const {pathname} = new URL(element.getAttribute(name), page().baseURI)
      const count = renewed.get(decodeURIComponent(pathname.replace(/^\/web\//, '')))
      const address = `${pathname}?${count}`
      if (count && element.getAttribute(name) !== address) element.setAttribute(name, address)
    }
  }

  /** The page is of this version now: what has changed on it is marked, and what is read stays where it is. */
  function settle(made, changed, keep) {
    version = made
    forget()
    if (renewed.size > 0) renewFiles()
    keep?.()
    const colour = frame.contentWindow.getComputedStyle(page().documentElement).getPropertyValue('--target')
    for (const block of changed) flash(block, colour.trim() || 'gold')
    frame.dispatchEvent(new CustomEvent('updated', {detail: {count: changed.size, first: [...changed][0]}}))
  }

  async function update() {
    if (isFetching || isLoading) return
    isFetching = true
    try {
      while (wanted !== version) {
        const target = wanted
        const of = name
        const answer = await fetch(`/web/${name}`)
        if (!answer.ok) return
        const next = parse(await answer.text())
        if (of !== name || isLoading) return
        const keep = blockAtLine()
        clear()
        settle(target, morphPage(page(), next), keep)
        putMessages()
      }
    } finally {
      isFetching = false
    }
  }

  return {
    get name() {
      return name
    },
    /** Show a page, and then do something. */
    go(address, then) {
      afterLoad = then
      isLoading = true
      // It is that page from here on, whatever is said before it is there.
      name = address.replace(/#.*/, '')
      frame.contentWindow.location.replace(`/web/${address}`)
    },
    /** What has changed, told with the change; whoever has another version fetches the page. */
    take({name: of, from, to, ...change}) {
      if (of !== name || from !== version || isFetching || isLoading) return
      const keep = blockAtLine()
      const changed = morphSteps(page(), change, parse)
      if (changed) settle(to, changed, keep)
    },
    /** Files that are others now under the same names. */
    renew(names) {
      for (const one of names) renewed.set(one, (renewed.get(one) ?? 0) + 1)
      if (page()?.body && !isLoading) renewFiles()
    },
    /** The page as the server has it now. */
    refresh(pages) {
      const known = pages.find((one) => one.name === name)
      if (!known) return false
      wanted = known.version
      update()
      return true
    },
    /** Messages come with the page that they are about: when it is under way, they wait for it. */
    say(list) {
      messages = list
      if (!isFetching && !isLoading) showMessages()
    },
    /** @returns {import('./place.js').Place | undefined} */
    place(height = readingLine) {
      const view = page()?.defaultView
      const near = view && blockAt(view.innerHeight * height)
      if (!near) return undefined
      const share = Math.max(0, Math.min(1, (view.innerHeight * height - near.box.top) / near.box.height))
      return {...readSource(near.block.dataset.thesisSource), share}
    },
    /** Bring a place to the reading line. */
    show({file, line, share = 0}, {isMarked = false, behavior = 'instant'} = {}) {
      const {block} = sourceOf(file, line) ?? {}
      if (!block) return
      const view = page().defaultView
      const box = block.getBoundingClientRect()
      view.scrollBy({top: box.top + box.height * share - view.innerHeight * readingLine, behavior})
      if (isMarked) flash(block, view.getComputedStyle(page().documentElement).getPropertyValue('--target').trim())
    },
    has: (file) => placed().some((source) => source.file === file)
  }
}
