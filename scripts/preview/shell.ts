/** Title and language of a thesis → the page of the preview, and what it loads: its own scripts and styles. */

import {readFileSync} from 'node:fs'
import {colourProperties} from '../document/design.ts'
import {directionOf} from '../document/language.ts'
import type {Terms} from '../document/terms.ts'

const scripts = ['preview.js', 'morph.js', 'align.js', 'web.js', 'paper.js', 'messages.js', 'place.js']

/** Scripts and styles by name. */
export function shellAssets(): Map<string, Uint8Array> {
  const own = (name: string) => readFileSync(new URL(`client/${name}`, import.meta.url))
  const styles = [Buffer.from(colourProperties()), own('preview.css')]
  return new Map([
    ...scripts.map((name): [string, Uint8Array] => [name, own(name)]),
    ['preview.css', Buffer.concat(styles)],
    ['in-page.css', own('in-page.css')]
  ])
}

/** The page: a bar, the web edition in a frame, the printed pages, the messages. */
export function shellPage({lang, title}: {lang: string; title: string}, terms: Terms): string {
  const words = terms.preview
  const choice = (value: string, label: string) =>
    `<label><input type="radio" name="view" value="${value}"><span>${asHtml(label)}</span></label>`
  return `<!doctype html>
<html lang="${asHtml(lang)}" dir="${directionOf(lang)}">
<head>
<meta charset="utf-8">
<title>${asHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/web/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/preview/preview.css">
<script type="application/json" id="words">${JSON.stringify({...words, colon: terms.colon}).replaceAll('<', '\\u003c')}</script>
<script type="module" src="/preview/preview.js"></script>
</head>
<body data-view="both">
<header class="bar">
<h1>${asHtml(title)}</h1>
<fieldset class="views"><legend>${asHtml(words.view)}</legend>${choice('web', words.web)}${choice('both', words.both)}${choice('paper', words.paper)}</fieldset>
<p class="status"><span class="dot" aria-hidden="true"></span><span class="text">${asHtml(words.working)}</span></p>
<button type="button" class="changed" hidden></button>
<button type="button" class="edit" title="Alt+E">${asHtml(words.inEditor)}</button>
<button type="button" class="toggle" aria-expanded="false" aria-controls="messages">${asHtml(words.noMessages)}</button>
</header>
<p class="broken" hidden></p>
<main class="panes">
<iframe class="web" name="web" title="${asHtml(words.web)}"></iframe>
<section class="paper" tabindex="0" aria-label="${asHtml(words.paper)}"><p class="note">${asHtml(words.printing)}</p></section>
</main>
<aside id="messages" class="messages" aria-label="${asHtml(words.messages.replace(/\s*:?\s*\{n\}/, ''))}" hidden><ol></ol></aside>
<p class="toast" role="status"></p>
<p class="announce" role="status"></p>
</body>
</html>
`
}

function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
