import {writeHtml} from '../scripts/write/html/index.ts'
import {writeTypst} from '../scripts/write/typst/index.ts'
import {open, smallThesis} from './fuzz/lanes/sources.ts'

const {opened, sources} = await open({
  ...smallThesis,
  'bibliography/a.bib': '@book{klein, author={Klein, N}, title={Titre ቋንቋ 😀}, year=2000}\n',
  'thesis/1.md': '# A\n\nb [@klein]'
})
const t = opened!.thesis
writeHtml(t)
writeTypst(t)
for (const f of new Set([...sources.files, ...t.chapters.map((c) => c.file)]))
  for (const m of f.messages) console.log(' ', f.path, m.line, m.column, m.source, m.ruleId, m.reason, '→', m.note)
