/** What tests measure on a slide in a browser: given to `page.evaluate`, so that it refers to nothing outside. */

export interface Measured {
  /** Elements that stick out of their slide, with how far. */
  overflow: string[]
  /** Smallest text, in points of a slide 13.33 inches wide. */
  smallest: {points: number; text: string}
  /** Words whose colour is too near to the ground's: less than 4.5 (WCAG 1.4.3, level AA). */
  faint: string[]
  /** Faces of ours that did not load. */
  failedFonts: string[]
  text: string
}

/** Measure the slide that is shown. */
export function measureSlide(): Measured {
  const slide = [...document.querySelectorAll<HTMLElement>('.slidev-page')].find(
    (one) => one.offsetParent !== null && getComputedStyle(one).visibility !== 'hidden'
  )
  if (!slide)
    return {overflow: ['no slide is shown'], smallest: {points: 0, text: ''}, faint: [], failedFonts: [], text: ''}
  const frame = slide.getBoundingClientRect()
  const scale = frame.width / 960
  const overflow: string[] = []
  const faint: string[] = []
  const pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {
    willReadFrequently: true
  })!
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
    const shown = opacityOf(parent)
    if (shown > 0.05) {
      const ratio = contrast(
        colourOf(parent.closest('svg') ? getComputedStyle(parent).fill : getComputedStyle(parent).color),
        groundOf(parent, range)
      )
      if (shown < 0.95 || ratio < 4.5)
        faint.push(`${text.slice(0, 40)} (${ratio.toFixed(1)}${shown < 0.95 ? `, opacity ${shown}` : ''})`)
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
  return {overflow, smallest, faint, failedFonts, text: slide.textContent}

  /** Painted on nothing but white, as a pixel. */
  function colourOf(css: string): number[] {
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = css
    pen.fillRect(0, 0, 1, 1)
    return [...pen.getImageData(0, 0, 1, 1).data]
  }

  /** What is painted behind the middle of a text: a shape of a drawing, or the ground of a box. */
  function groundOf(element: Element, range: Range): number[] {
    const box = range.getBoundingClientRect()
    for (const one of document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)) {
      // Slidev's own controls lie over the slide, unseen until the mouse comes.
      if (one === element || element.contains(one) || !(slide!.contains(one) || one.contains(slide!))) continue
      const style = getComputedStyle(one)
      const isShape = one instanceof SVGGeometryElement
      const colour = colourOf(isShape ? style.fill : style.backgroundColor)
      if (colour[3]! > 230 && (!isShape || Number(style.fillOpacity) > 0.9)) return colour
    }
    return [255, 255, 255, 255]
  }

  function opacityOf(element: Element): number {
    let opacity = 1
    for (let one: Element | null = element; one; one = one.parentElement)
      opacity *= Number(getComputedStyle(one).opacity)
    return opacity
  }

  function contrast(a: number[], b: number[]): number {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
    return (light + 0.05) / (dark + 0.05)
  }

  function luminance([red = 0, green = 0, blue = 0]: number[]): number {
    const linear = (channel: number) =>
      channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
