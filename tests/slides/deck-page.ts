/** What tests measure on a slide in a browser: given to `page.evaluate`, so that it refers to nothing outside. */

export interface Measured {
  /** Elements that stick out of their slide, with how far. */
  overflow: string[]
  /** Smallest text, in points of a slide 13.33 inches wide. */
  smallest: {points: number; text: string}
  /** Faces of ours that did not load. */
  failedFonts: string[]
  text: string
}

/** Measure the slide that is shown. */
export function measureSlide(): Measured {
  const slide = [...document.querySelectorAll<HTMLElement>('.slidev-page')].find(
    (one) => one.offsetParent !== null && getComputedStyle(one).visibility !== 'hidden'
  )
  if (!slide) return {overflow: ['no slide is shown'], smallest: {points: 0, text: ''}, failedFonts: [], text: ''}
  const frame = slide.getBoundingClientRect()
  const scale = frame.width / 960
  const overflow: string[] = []
  let smallest = {points: Number.POSITIVE_INFINITY, text: ''}
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!parent || text === '' || ['TITLE', 'DESC', 'STYLE'].includes(parent.tagName.toUpperCase())) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      const by = Math.max(
        frame.left - box.left,
        box.right - frame.right,
        frame.top - box.top,
        box.bottom - frame.bottom
      )
      if (by > 1) overflow.push(`${text.slice(0, 40)} (${Math.round(by)} px)`)
    }
    const svg = parent.closest('svg')
    const viewBox = svg?.viewBox.baseVal
    const drawn = svg?.getBoundingClientRect()
    const unit = viewBox && drawn ? Math.min(drawn.width / viewBox.width, drawn.height / viewBox.height) / scale : 1
    const points = Number.parseFloat(getComputedStyle(parent).fontSize) * unit
    // Raised letters are as small as raised letters are.
    if (points < smallest.points && !parent.closest('sup, sub')) smallest = {points, text: text.slice(0, 40)}
  }
  // The foot must not be written over.
  const foot = slide.querySelector('.foot')?.getBoundingClientRect()
  if (foot) {
    for (const element of slide.querySelectorAll('p, li, td, th, dd, svg, h1')) {
      if (element.getBoundingClientRect().bottom > foot.top + 2) {
        overflow.push(
          `${element.tagName.toLowerCase()} runs into the foot: ${element.textContent?.trim().slice(0, 40)}`
        )
      }
    }
  }
  const failedFonts = [...document.fonts].filter(({status}) => status === 'error').map(({family}) => family)
  return {overflow, smallest, failedFonts, text: slide.textContent}
}
