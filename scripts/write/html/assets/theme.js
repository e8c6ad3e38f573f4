// Light or dark: what the reader chose last, else what the system says; the contents unfolded where there is room.
// The page needs none of this to be read.
;(() => {
  const root = document.documentElement
  const stored = () => {
    try {
      return localStorage.getItem('theme')
    } catch {
      return null
    }
  }
  const apply = (theme) => {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
    else delete root.dataset.theme
  }
  apply(stored())
  document.addEventListener('DOMContentLoaded', () => {
    // The contents beside the text are open, and show the chapter that is read.
    const contents = document.querySelector('.sidebar')
    const fold = contents?.querySelector('details')
    const wide = matchMedia('(min-width: 60rem)')
    const unfold = () => {
      if (fold) fold.open = wide.matches
    }
    wide.addEventListener('change', unfold)
    unfold()
    const here = contents?.querySelector('[aria-current]')
    if (here) contents.scrollTop = here.offsetTop - contents.offsetTop - contents.clientHeight / 3
    const button = document.querySelector('.theme-toggle')
    if (!button) return
    const isDark = () =>
      root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
    const show = () => button.setAttribute('aria-pressed', String(isDark()))
    button.hidden = false
    show()
    button.addEventListener('click', () => {
      const theme = isDark() ? 'light' : 'dark'
      apply(theme)
      show()
      try {
        localStorage.setItem('theme', theme)
      } catch {
        // A private window keeps nothing: the choice holds for this page.
      }
    })
  })
})()
