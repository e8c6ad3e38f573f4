// The page of the preview: what the server says goes to the web edition, the printed pages and the list of messages.

import {createMessages} from './messages.js'
import {createPaper} from './paper.js'
import {openEditor} from './place.js'
import {createWeb} from './web.js'

const words = JSON.parse(document.getElementById('words').textContent)
const part = (name) => document.querySelector(name)
const root = document.documentElement
const [frame, pane, panel] = [part('iframe.web'), part('.paper'), part('#messages')]
const [toggle, edit, changed, broken, toast, announce] = [
  '.toggle',
  '.edit',
  '.changed',
  '.broken',
  '.toast',
  '.announce'
].map(part)

/** Of this window, over a reload. */
const remember = (name, value) => sessionStorage.setItem(`preview-${name}`, value)
const recall = (name) => sessionStorage.getItem(`preview-${name}`)

let state
/** The column that the reader moves; the other one follows. */
let leader = 'web'
let follow
let turning

const web = createWeb(frame, {
  words,
  onOpen: open,
  onKey: key,
  onLead: () => lead('web'),
  onScroll: () => leader === 'web' && schedule(followWeb),
  onLoad() {
    remember('page', `${frame.contentWindow.location.pathname.replace('/web/', '')}`)
    changed.hidden = true
    if (state) web.refresh(state.pages)
    setTimeout(() => leader === 'web' && followWeb(), 60)
  }
})
const paper = createPaper(pane, {
  words,
  onOpen: open,
  onScroll: () => leader === 'paper' && schedule(followPaper)
})
const messages = createMessages(panel, {words, onOpen: open, onShow: show})

for (const event of ['wheel', 'pointerdown', 'keydown', 'touchstart'])
  pane.addEventListener(event, () => lead('paper'), {passive: true})
pane.addEventListener('follow', ({detail}) => {
  const [chapter, anchor] = detail.label.split('#')
  // Where the web edition is not seen, the paper turns to the page itself.
  if (!isBoth()) return paper.showPage(detail.page)
  lead('web')
  web.go(`${chapter}.html${anchor ? `#${anchor}` : ''}`)
})
addEventListener('keydown', key)

function lead(name) {
  leader = name
  // A page that the other column was about to turn to.
  clearTimeout(turning)
}

/** Once a frame. */
function schedule(work) {
  if (follow) return
  follow = requestAnimationFrame(() => {
    follow = undefined
    work()
  })
}

const isBoth = () => document.body.dataset.view === 'both'

function followWeb() {
  const place = isBoth() && leader === 'web' && web.place()
  if (place) paper.show(place)
}

function followPaper() {
  const place = isBoth() && leader === 'paper' && paper.place()
  if (!place) return
  const page = pageOf(place)
  clearTimeout(turning)
  if (!page) return
  if (page.name === web.name) web.show(place)
  else turning = setTimeout(() => web.go(page.name, () => web.show(place)), 150)
}

/** The page of the site that shows a line. */
function pageOf({file, line}) {
  const showing = state?.pages.filter(({sources}) => sources[file]) ?? []
  const before = showing.filter(({sources}) => sources[file][0] <= line)
  return before.sort((a, b) => b.sources[file][0] - a.sources[file][0])[0] ?? showing[0]
}

function show(place) {
  const page = pageOf(place)
  if (!page) return
  lead('web')
  const settle = () => {
    web.show(place, {isMarked: true})
    paper.show(place, {isMarked: true})
  }
  if (page.name === web.name) settle()
  else web.go(page.name, settle)
}

async function open(place) {
  const answer = await openEditor(place).catch((problem) => ({problem: problem.message}))
  if (answer.isOpened) return
  const where = answer.place ?? `${place.file}:${place.line}`
  navigator.clipboard?.writeText(where).catch(() => undefined)
  say(answer.problem ?? words.noEditor.replace('{place}', where))
}

let saying
function say(text) {
  toast.textContent = text
  toast.dataset.shown = ''
  clearTimeout(saying)
  saying = setTimeout(() => delete toast.dataset.shown, 6000)
}

function openHere() {
  const place = leader === 'paper' || document.body.dataset.view === 'paper' ? paper.place() : web.place()
  if (place) open(place)
}
edit.addEventListener('click', openHere)

function key(event) {
  if (event.altKey && event.code === 'KeyE') {
    event.preventDefault()
    openHere()
  } else if (event.key === 'Escape' && !panel.hidden) {
    setPanel(false)
    toggle.focus()
  }
}

function setPanel(isOpen) {
  panel.hidden = !isOpen
  toggle.setAttribute('aria-expanded', String(isOpen))
}
toggle.addEventListener('click', () => setPanel(panel.hidden))

/** Web edition, paper, or both. */
function setView(view) {
  document.body.dataset.view = view
  remember('view', view)
  lead('web')
  followWeb()
}
for (const choice of document.querySelectorAll('input[name=view]')) {
  choice.checked = choice.value === (recall('view') ?? (innerWidth < 720 ? 'web' : 'both'))
  if (choice.checked) setView(choice.value)
  choice.addEventListener('change', () => setView(choice.value))
}

addEventListener('resize', () => schedule(leader === 'web' ? followWeb : followPaper))

/** What has changed where nobody looks is a button away. */
function offer(label, act) {
  changed.textContent = words.changed.replace('{place}', label)
  changed.hidden = false
  changed.onclick = () => {
    changed.hidden = true
    act()
  }
}
frame.addEventListener('updated', ({detail: {first}}) => {
  if (!first) return
  const box = first.getBoundingClientRect()
  changed.hidden = true
  if (box.bottom > 0 && box.top < frame.clientHeight) return
  offer(first.textContent.trim().slice(0, 24) || frame.contentDocument.title, () => {
    lead('web')
    first.scrollIntoView({block: 'center', behavior: 'smooth'})
  })
})

/** The theme is chosen on the pages of the site. */
function setTheme(theme) {
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  else delete root.dataset.theme
}
setTheme(localStorage.getItem('theme'))
addEventListener('storage', ({key: name, newValue}) => name === 'theme' && setTheme(newValue))

const setStatus = (name, text) => {
  document.body.dataset.status = name
  part('.status .text').textContent = text
}

function take(next) {
  const former = state
  state = next
  // Another language has other words.
  if (next.title && next.lang !== root.lang) return location.reload()
  if (next.title) {
    document.title = next.title
    part('h1').textContent = next.title
  }
  messages.say(next.messages)
  const count = next.messages.length
  const text = count === 0 ? words.noMessages : words.messages.replace('{n}', count)
  if (toggle.textContent !== text) {
    toggle.textContent = text
    if (former) announce.textContent = text
  }
  toggle.dataset.worst =
    ['error', 'warning', 'info'].find((one) => next.messages.some(({severity}) => severity === one)) ?? ''
  const worst = next.messages.find(({severity}) => severity === 'error')
  broken.hidden = !next.isBroken
  broken.textContent = next.isBroken
    ? `${words.broken} ${next.problem ?? `${worst?.file}:${worst?.line ?? 1} ${worst?.reason}`}`
    : ''
  if (next.isBroken) setStatus('broken', words.error)
  else if (next.isPrinting) setStatus('printing', words.printing)
  else setStatus('current', words.current)
  if (!next.hasPaper && pane.querySelector('.note')) pane.querySelector('.note').textContent = words.noPaper
  if (next.pages.length > 0) turn(former, next)
  web.say(next.messages)
}

/** The page in the window, as it is now. */
function turn(former, next) {
  if (web.name === '' || web.name === 'blank') {
    const wanted = recall('page')
    web.go(next.pages.some(({name}) => name === wanted) ? wanted : 'index.html')
  } else if (!web.refresh(next.pages)) {
    // The chapter was renamed or removed: the one that shows its source now, or one that was not there, else the cover.
    const place = web.place()
    const names = new Set(former?.pages.map(({name}) => name))
    const fresh = next.pages.filter(({name}) => !names.has(name))
    const page = next.pages.find(({sources}) => place && sources[place.file]) ?? fresh[0]
    const [file] = Object.keys(page?.sources ?? {})
    if (page) web.go(page.name, () => place && web.show(page.sources[place.file] ? place : {...place, file}))
    else web.go('index.html')
  } else offerOthers(former, next)
}

/** A chapter was changed that is not the one in the window. */
function offerOthers(former, next) {
  if (!former) return
  const versions = new Map(former.pages.map(({name, version}) => [name, version]))
  const others = next.pages.filter(({name, version}) => versions.get(name) !== version)
  if (others.length === 0 || others.length > 3 || others.some(({name}) => name === web.name)) return
  const [{name}] = others
  offer(name.replace(/\.html$/, ''), () => {
    lead('web')
    web.go(name)
  })
}

const events = new EventSource('/events')
events.addEventListener('state', ({data}) => take(JSON.parse(data)))
events.addEventListener('page', ({data}) => web.take(JSON.parse(data)))
events.addEventListener('files', ({data}) => web.renew(JSON.parse(data)))
events.addEventListener('paper', ({data}) => paper.update(JSON.parse(data)))
events.addEventListener('at', ({data}) => show(JSON.parse(data)))
events.addEventListener('error', () => setStatus('stopped', words.stopped))
events.addEventListener('open', () => state && setStatus('current', words.current))
