/** What runs inside the page that shows all slides below each other: each function is sent there alone, and refers to nothing outside. */

/** A slide as it stands in the page, in its last state. */
export interface ShownSlide {
  number: number
  /** States that it goes through, click by click; 1 when it stands still. */
  steps: number
  /** What a screen reader would say of it: its words, pictures by their alternative texts. */
  words: string
  links: ShownLink[]
}

/** A link, with its place in shares of the slide's width and height. To the web or to a slide. */
export interface ShownLink {
  x: number
  y: number
  width: number
  height: number
  text: string
  url?: string
  slide?: number
}

/** Wait until nothing is loaded or drawn any more. Never ends when something does not come: the caller has a limit. */
export async function waitUntilStill(): Promise<void> {
  const isWaiting = () =>
    document.querySelectorAll('.print-slide-container').length === 0 ||
    document.querySelectorAll('.slidev-slide-loading, #mermaid-rendering-container > *').length > 0 ||
    [...document.querySelectorAll<HTMLElement>('[data-waitfor]')].some(
      (one) => one.dataset.waitfor && !one.querySelector(one.dataset.waitfor)
    ) ||
    [...document.images].some(({complete}) => !complete) ||
    document.fonts.status !== 'loaded'
  let before = -1
  let same = 0
  while (same < 2) {
    // What is far below would wait to be looked at.
    for (const image of document.images) image.loading = 'eager'
    await new Promise((resolve) => setTimeout(resolve, 60))
    const now = document.getElementsByTagName('*').length
    same = isWaiting() || now !== before ? 0 : same + 1
    before = now
  }
}

/**
 * Make the slides ready for paper: nothing moves, links inside the deck lead to the first step of their slide, links
 * that lead nowhere on paper are words.
 *
 * @param aliases  slide by the name that its address may have
 */
export function prepare(aliases: Record<string, number>): void {
  for (const animation of document.getAnimations()) {
    try {
      animation.finish()
    } catch {
      // One without an end.
      animation.cancel()
    }
  }
  for (const one of document.querySelectorAll<HTMLElement>('#mermaid-rendering-container, .monaco-aria-container')) {
    one.style.display = 'none'
  }
  const numbers = new Set<number>()
  for (const container of document.querySelectorAll('.print-slide-container')) {
    const number = Number(container.id.split('-')[0])
    container.setAttribute('data-slide', String(number))
    if (!numbers.has(number)) container.id = `printed-slide-${number}`
    numbers.add(number)
  }
  for (const link of document.querySelectorAll('.print-slide-container a')) {
    const href = link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? ''
    if (/^(?:https?|mailto):/i.test(href)) continue
    const name = /^(?:#\/?|\/)([^/?#]+)/.exec(href)?.[1] ?? ''
    const number = Object.hasOwn(aliases, name) ? aliases[name]! : Number(name)
    if (numbers.has(number)) {
      link.setAttribute('href', `#printed-slide-${number}`)
      link.setAttribute('data-to-slide', String(number))
    } else if (!href.startsWith('#') || !document.getElementById(href.slice(1))) {
      link.removeAttribute('href')
      link.removeAttribute('xlink:href')
    }
  }
}

/** Leave of each slide its last step only. Taken out, not hidden: drawings refer to parts of others by id. */
export function keepLastSteps(): void {
  const last = new Map<string, Element>()
  for (const container of document.querySelectorAll('.print-slide-container')) {
    const number = container.getAttribute('data-slide') ?? ''
    last.get(number)?.remove()
    last.set(number, container)
    container.id = `printed-slide-${number}`
  }
}

/** Size of a slide, in CSS pixels. */
export function measurePage(): {width: number; height: number} {
  const {offsetWidth: width, offsetHeight: height} = document.querySelector<HTMLElement>('.print-slide-container')!
  return {width, height}
}

/** Put a slide, counted from 0, where a picture is taken; how far below the top of the page that is. */
export function scrollTo(index: number): number {
  const slide = document.querySelectorAll('.print-slide-container')[index]!
  slide.scrollIntoView({block: 'start', behavior: 'instant'})
  return slide.getBoundingClientRect().top + window.scrollY
}

/** Read what the slides say in their last state, and where their links are. */
export function readSlides(): ShownSlide[] {
  const silent = 'footer, style, script, .katex-html, annotation, [aria-hidden="true"]'
  const wordsOf = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
    if (!(node instanceof Element) || node.matches(silent)) return ''
    if (!node.checkVisibility({opacityProperty: true, visibilityProperty: true})) return ''
    if (node instanceof HTMLImageElement) return ` ${node.alt} `
    const label = node.getAttribute('aria-label')
    if (label && (node.getAttribute('role') === 'img' || node.localName === 'svg')) return ` ${label}. `
    const words = [...node.childNodes].map(wordsOf).join('')
    return /^(?:inline|contents|ruby)/.test(getComputedStyle(node).display) ? words : `\n${words}\n`
  }
  const linksOf = (container: Element): ShownLink[] => {
    const slide = container.getBoundingClientRect()
    return [...container.querySelectorAll('a[href]')].flatMap((link) => {
      const href = link.getAttribute('href') ?? ''
      const number = Number(link.getAttribute('data-to-slide'))
      if (number === 0 && href.startsWith('#')) return []
      const text = (link.textContent ?? '').replace(/\s+/g, ' ').trim()
      return [...link.getClientRects()]
        .filter(({width, height}) => width > 1 && height > 1)
        .map((box) => ({
          x: (box.left - slide.left) / slide.width,
          y: (box.top - slide.top) / slide.height,
          width: box.width / slide.width,
          height: box.height / slide.height,
          text,
          slide: number > 0 ? number : undefined,
          url: number > 0 ? undefined : href
        }))
    })
  }
  const slides = new Map<number, ShownSlide>()
  for (const container of document.querySelectorAll('.print-slide-container')) {
    const number = Number(container.getAttribute('data-slide'))
    const lines = wordsOf(container)
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
    slides.set(number, {
      number,
      steps: (slides.get(number)?.steps ?? 0) + 1,
      words: lines.filter((line) => line !== '').join('\n'),
      links: linksOf(container)
    })
  }
  return [...slides.values()]
}
