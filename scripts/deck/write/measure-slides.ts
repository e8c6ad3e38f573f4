/** What runs inside the page that shows all slides: how each of them would look from the back row. Refers to nothing outside. */

/** What a room would not see or could not read of a slide; a part is absent when all is well. */
export interface SlideFaults {
  number: number
  /** The text that sticks out furthest, and by how much, in px of the canvas. */
  overflow?: {text: string; by: number}
  /** The picture that does, by its alternative text or its file. */
  cut?: {picture: string; by: number}
  /** The smallest text, in points of a slide 13.33 inches wide, where it is under 20. */
  small?: {text: string; points: number}
  /** The text nearest in colour to its background, where the contrast is under 4.5 (WCAG 2.2, 1.4.3, level AA). */
  faint?: {text: string; contrast: number}
}

/**
 * Measure the words and the pictures of every slide that is shown. Raised letters and formulas are as small as they are.
 *
 * @param selector  of the slides, whose number is `data-slide` or Slidev's `data-slidev-no`
 */
export function measureSlides(selector: string): SlideFaults[] {
  const pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {
    willReadFrequently: true
  })!
  const colours = new Map<string, number[]>()
  return [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((one) => one.offsetParent !== null)
    .map(measureSlide)

  function measureSlide(slide: HTMLElement): SlideFaults {
    slide.scrollIntoView({block: 'start', behavior: 'instant'})
    const frame = slide.getBoundingClientRect()
    const scale = frame.width / 960
    const faults: SlideFaults = {number: Number(slide.dataset.slide ?? slide.dataset.slidevNo)}
    for (const picture of slide.querySelectorAll<HTMLElement>('img, video, canvas, svg, iframe')) {
      if (picture.closest('[aria-hidden="true"], .katex, .slidev-icon') || picture.parentElement?.closest('svg'))
        continue
      if (!picture.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue
      const by = sticksOut(picture.getBoundingClientRect(), frame) / scale
      if (by > 1 && by > (faults.cut?.by ?? 0)) faults.cut = {picture: nameOf(picture), by: Math.round(by)}
    }
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      const text = node.textContent?.replace(/\s+/g, ' ').trim().slice(0, 40) ?? ''
      if (!parent || text === '' || parent.closest('title, desc, style, script, [aria-hidden="true"]')) continue
      if (!parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const [box] = [...range.getClientRects()].sort((a, b) => b.width - a.width)
      if (!box) continue
      const by = overflowOf(range, frame) / scale
      if (by > 1 && by > (faults.overflow?.by ?? 0)) faults.overflow = {text, by: Math.round(by)}
      const points = sizeOf(parent) / scale
      const isSmall = points < 19.9 && !parent.closest('sup, sub, .katex, .slidev-icon')
      if (isSmall && points < (faults.small?.points ?? 20)) faults.small = {text, points: Math.round(points * 10) / 10}
      const contrast = contrastOf(parent, box, slide)
      if (contrast < 4.5 && contrast < (faults.faint?.contrast ?? 4.5)) {
        faults.faint = {text, contrast: Math.floor(contrast * 10) / 10}
      }
    }
    return faults
  }

  function overflowOf(range: Range, frame: DOMRect): number {
    return Math.max(...[...range.getClientRects()].map((box) => sticksOut(box, frame)))
  }

  function sticksOut(box: DOMRect, frame: DOMRect): number {
    return Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom)
  }

  function nameOf(picture: HTMLElement): string {
    const name = picture.getAttribute('alt') || picture.getAttribute('aria-label') || picture.getAttribute('src')
    return (name || picture.localName).slice(0, 40)
  }

  /** In CSS pixels, as it is painted: drawings and scaled parts are drawn smaller or larger than they say. */
  function sizeOf(element: Element): number {
    const size = Number.parseFloat(getComputedStyle(element).fontSize)
    if (element instanceof SVGGraphicsElement) {
      const matrix = element.getScreenCTM()
      return matrix ? size * Math.hypot(matrix.a, matrix.b) : size
    }
    // Widths in the page are whole numbers: those of wide elements tell how much it is scaled.
    let wide = element as HTMLElement
    while (wide.offsetWidth < 200 && wide.parentElement) wide = wide.parentElement
    return wide.offsetWidth > 0 ? (size * wide.getBoundingClientRect().width) / wide.offsetWidth : size
  }

  function contrastOf(element: Element, box: DOMRect, slide: HTMLElement): number {
    const {fill, color} = getComputedStyle(element)
    const background = backgroundOf(element, box, slide)
    if (!background) return Number.POSITIVE_INFINITY
    const ink = colourOf(element instanceof SVGElement ? fill : color)
    const [light, dark] = [luminance(ink), luminance(background)].sort((a, b) => b - a)
    return (light! + 0.05) / (dark! + 0.05)
  }

  /** What is painted behind the middle of a text: a shape of a drawing, or the background of a box. A picture is not judged. */
  function backgroundOf(element: Element, box: DOMRect, slide: HTMLElement): number[] | undefined {
    const stack = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    // A text out of its slide, or below what is shown, has no background.
    if (!stack.some((one) => slide.contains(one))) return undefined
    for (const one of stack) {
      // Slidev's own controls lie over the slide, unseen until the mouse comes.
      if (!(slide.contains(one) || one.contains(slide))) continue
      if (element instanceof SVGElement && (one === element || element.contains(one))) continue
      // A line has no inside, whatever its fill is called.
      if (one instanceof SVGLineElement) continue
      const style = getComputedStyle(one)
      const isShape = one instanceof SVGGeometryElement
      if (!isShape && (one instanceof HTMLImageElement || style.backgroundImage !== 'none')) return undefined
      const colour = colourOf(isShape ? style.fill : style.backgroundColor)
      if (colour[3]! > 230 && (!isShape || Number(style.fillOpacity) > 0.9)) return colour
    }
    return [255, 255, 255, 255]
  }

  function colourOf(css: string): number[] {
    let colour = colours.get(css)
    if (!colour) {
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = css
      pen.fillRect(0, 0, 1, 1)
      colour = [...pen.getImageData(0, 0, 1, 1).data]
      colours.set(css, colour)
    }
    return colour
  }

  /** Relative luminance (WCAG 2.2). */
  function luminance([red = 0, green = 0, blue = 0]: number[]): number {
    const linear = (channel: number) =>
      channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
