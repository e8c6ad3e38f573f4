// The printed pages: only those that changed are fetched, and the one that is read stays where it is.

import {flash, readingLine} from './place.js'

/**
 * @param {HTMLElement} pane
 * @param {{words: Record<string, string>, onOpen: (place: object) => void, onScroll: () => void}} options
 */
export function createPaper(pane, {words, onOpen, onScroll}) {
  let pages = []
  const sheets = []
  let known = new Set()
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'paper-edit'
  button.tabIndex = -1
  button.textContent = '✎'

  pane.addEventListener('scroll', onScroll, {passive: true})
  pane.addEventListener('click', (event) => {
    const {mark, link} = under(event) ?? {}
    if (event.target === button) return
    if (mark && (event.altKey || event.ctrlKey || event.metaKey)) onOpen({file: mark[1], line: mark[2]})
    else if (link) follow(link)
  })
  pane.addEventListener('pointermove', (event) => {
    if (event.target === button) return
    const {mark, link, sheet, page} = under(event) ?? {}
    pane.classList.toggle('on-link', link !== undefined)
    if (!mark) return button.remove()
    const [, file, line, top, , left] = mark
    const label = words.open.replace('{place}', `${file}:${line}`)
    button.title = label
    button.setAttribute('aria-label', label)
    button.onclick = () => onOpen({file, line})
    button.style.top = `${(top / page.height) * 100}%`
    button.style.insetInlineStart = 'auto'
    button.style.left = `max(0px, calc(${(left / page.width) * 100}% - 2rem))`
    sheet.append(button)
  })

  /** The block and link under the pointer. */
  function under({target, clientX, clientY}) {
    const sheet = target.closest?.('.sheet')
    const page = sheet && pages[sheets.indexOf(sheet)]
    if (!page) return undefined
    const box = sheet.getBoundingClientRect()
    const x = ((clientX - box.left) / box.width) * page.width
    const y = ((clientY - box.top) / box.height) * page.height
    const isIn = ([, , , top, bottom]) => top <= y && y <= bottom
    // Of two that lie one in the other, the smaller.
    const [mark] = page.marks.filter(isIn).sort((a, b) => a[4] - a[3] - (b[4] - b[3]))
    const link = page.links.find((one) => one.x <= x && x <= one.x + one.width && one.y <= y && y <= one.y + one.height)
    return {sheet, page, mark, link}
  }

  function follow({to, page}) {
    if (/^(?:https?|mailto):/.test(to)) window.open(to, '_blank', 'noopener')
    else if (to.startsWith('place:'))
      pane.dispatchEvent(new CustomEvent('follow', {detail: {label: to.slice('place:'.length), page}}))
  }

  function makeSheet() {
    const sheet = document.createElement('figure')
    sheet.className = 'sheet'
    const picture = document.createElement('img')
    picture.loading = 'lazy'
    picture.decoding = 'async'
    sheet.append(picture)
    return sheet
  }

  /** Put a picture in the place of another once it can be painted. */
  async function paint(sheet, page, number) {
    const picture = sheet.querySelector('img')
    picture.alt = words.page.replace('{n}', number)
    if (sheet.dataset.id === page.id) return
    sheet.dataset.id = page.id
    sheet.style.aspectRatio = `${page.width} / ${page.height}`
    picture.width = page.width
    picture.height = page.height
    const address = `/paper/${page.id}.svg`
    if (page.id === '') {
      picture.removeAttribute('src')
      picture.hidden = true
      return
    }
    picture.hidden = false
    const box = sheet.getBoundingClientRect()
    const isNear = box.bottom > -innerHeight && box.top < 2 * innerHeight
    if (isNear && picture.getAttribute('src')) {
      const next = new Image()
      next.src = address
      await next.decode().catch(() => undefined)
      if (sheet.dataset.id !== page.id) return
    }
    picture.src = address
  }

  /** Where a mark is from the top of the pane's content. */
  const topOf = (index, y) => sheets[index].offsetTop + (y / pages[index].height) * sheets[index].offsetHeight

  function marksOf(file, line) {
    let best = []
    let first
    for (const [index, page] of pages.entries()) {
      for (const mark of page.marks) {
        if (mark[1] === file) first ??= {index, mark}
        if (mark[1] !== file || mark[2] > line) continue
        if (best.length === 0 || mark[2] > best[0].mark[2]) best = [{index, mark}]
        else if (mark[0] === best[0].mark[0]) best.push({index, mark})
      }
    }
    // The title of a chapter is no block.
    return best.length === 0 && first ? [first] : best
  }

  const colour = () => getComputedStyle(document.documentElement).getPropertyValue('--target').trim()

  function flashMark({index, mark}) {
    const [, , , top, bottom, left, right] = mark
    const {width, height} = pages[index]
    const veil = document.createElement('div')
    veil.className = 'veil'
    Object.assign(veil.style, {
      top: `${(top / height) * 100}%`,
      left: `${(left / width) * 100}%`,
      width: `${((right - left) / width) * 100}%`,
      height: `${((bottom - top) / height) * 100}%`
    })
    sheets[index].append(veil)
    flash(veil, colour())
    setTimeout(() => veil.remove(), 1800)
  }

  const atLine = () => pane.scrollTop + pane.clientHeight * readingLine

  /** The page at a height of the content. */
  function indexAt(height) {
    let index = 0
    while (index + 1 < sheets.length && sheets[index + 1].offsetTop <= height) index += 1
    return index
  }

  function placeAt(height) {
    if (sheets.length === 0) return undefined
    const at = indexAt(height)
    const y = ((height - sheets[at].offsetTop) / sheets[at].offsetHeight) * pages[at].height
    for (let index = at; index >= 0; index--) {
      const above = pages[index].marks.filter((mark) => index < at || mark[3] <= y)
      const mark = above.reduce((best, one) => (best && best[3] > one[3] ? best : one), undefined)
      if (!mark) continue
      const parts = marksOf(mark[1], mark[2]).filter((one) => one.mark[0] === mark[0])
      const whole = parts.reduce((sum, one) => sum + one.mark[4] - one.mark[3], 0)
      const before = parts.filter((one) => one.index < index).reduce((sum, one) => sum + one.mark[4] - one.mark[3], 0)
      const inside = index === at ? Math.min(y, mark[4]) - mark[3] : mark[4] - mark[3]
      return {file: mark[1], line: mark[2], share: whole === 0 ? 0 : Math.min(1, (before + inside) / whole)}
    }
    return undefined
  }

  return {
    /** All pages as they are now; the number of a page that is as it was in the list before. */
    update(told) {
      const list = told.map((page) => (typeof page === 'number' ? pages[page] : page))
      if (list.length > 0) pane.querySelector('.note')?.remove()
      const keep = placeAt(atLine())
      const isFirst = known.size === 0
      const heldTop = keep && pane.scrollTop > 4 ? heightOf(keep) - pane.scrollTop : undefined
      const former = known
      while (sheets.length > list.length) sheets.pop().remove()
      pages = list
      while (sheets.length < list.length) {
        const sheet = makeSheet()
        sheets.push(sheet)
        pane.append(sheet)
      }
      known = new Set(list.flatMap(({marks}) => marks.map(([id]) => id)))
      for (const [index, page] of list.entries()) paint(sheets[index], page, index + 1)
      if (heldTop !== undefined) {
        const height = heightOf(keep)
        if (height !== undefined) pane.scrollTop = height - heldTop
      }
      if (isFirst) return
      for (const [index, page] of list.entries()) {
        for (const mark of page.marks) {
          if (former.has(mark[0])) continue
          // A chapter that is shown for the first time has not changed.
          if (!former.has(page.marks[0]?.[0]) && !former.has(page.marks.at(-1)?.[0])) continue
          const top = topOf(index, mark[3])
          if (top > pane.scrollTop - 200 && top < pane.scrollTop + pane.clientHeight + 200) flashMark({index, mark})
        }
      }
    },
    place: () => placeAt(atLine()),
    /** Bring a place to the reading line. */
    show(place, {isMarked = false} = {}) {
      const height = heightOf(place)
      if (height === undefined) return
      pane.scrollTop = height - pane.clientHeight * readingLine
      if (isMarked) for (const one of marksOf(place.file, place.line)) flashMark(one)
    },
    showPage(number) {
      if (sheets[number - 1]) pane.scrollTop = sheets[number - 1].offsetTop - 8
    }
  }

  function heightOf({file, line, share = 0}) {
    const parts = marksOf(file, line)
    if (parts.length === 0) return undefined
    let rest = share * parts.reduce((sum, {mark}) => sum + mark[4] - mark[3], 0)
    for (const {index, mark} of parts) {
      const own = mark[4] - mark[3]
      if (rest <= own || index === parts.at(-1).index) return topOf(index, mark[3] + Math.min(rest, own))
      rest -= own
    }
    return undefined
  }
}
