/** What tests ask of the slide that is shown in a browser: given to `page.evaluate`, so that it refers to nothing outside. */

export interface ShownSlide {
  /** What runs into the foot, or is not there at all. */
  problems: string[]
  /** Faces of ours that did not load. */
  failedFonts: string[]
  text: string
}

/** Look at the slide that is shown. `measureSlides` measures its words. */
export function readShownSlide(): ShownSlide {
  const slide = [...document.querySelectorAll<HTMLElement>('.slidev-page')].find(
    (one) => one.offsetParent !== null && getComputedStyle(one).visibility !== 'hidden'
  )
  if (!slide) return {problems: ['no slide is shown'], failedFonts: [], text: ''}
  const problems: string[] = []
  const foot = slide.querySelector('.foot')?.getBoundingClientRect()
  if (foot) {
    for (const element of slide.querySelectorAll('p, li, td, th, dd, svg, h1')) {
      if (element.getBoundingClientRect().bottom > foot.top + 2) {
        const text = element.textContent?.trim().slice(0, 40)
        problems.push(`${element.tagName.toLowerCase()} runs into the foot: ${text}`)
      }
    }
  }
  const failedFonts = [...document.fonts].filter(({status}) => status === 'error').map(({family}) => family)
  return {problems, failedFonts, text: slide.textContent}
}
