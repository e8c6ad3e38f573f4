/** Files of a small thesis and a deck → what the deck shows of it, and its messages. */

import {build} from '../../scripts/build.ts'
import {memoryFolder} from '../../scripts/files.ts'
import {silently} from '../../scripts/progress.ts'

const style = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Essai</title><id>essai</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="(" suffix=")" delimiter=" ; "><group delimiter=", "><names variable="author"><name form="short"/></names><date variable="issued"><date-part name="year"/></date></group></layout></citation>
  <bibliography><sort><key variable="author"/></sort><layout><names variable="author"/><text variable="title" prefix=", "/></layout></bibliography>
</style>`
const ownStyles = memoryFolder({
  'iso690-author-date.csl': style,
  'notes.csl': style.replace('in-text', 'note').replace('prefix="(" suffix=")" ', '')
})

/** Bind the deck `slides/slides.md` of a thesis. Its messages in full, those on missing times left out. */
export async function bindFiles(files: Record<string, string | Uint8Array>) {
  const folder = memoryFolder(files)
  const {deck, files: read} = await build(folder, {only: ['slides'], isCheck: true, ownStyles, step: silently})
  const file = read.find(({path}) => path === 'slides/slides.md')
  return {deck: deck!, messages: (file?.messages ?? []).filter(({ruleId}) => ruleId !== 'missing-time')}
}
