import {writeHtml} from '../scripts/write/html/index.ts'
import {writeTypst} from '../scripts/write/typst/index.ts'
import {open, smallThesis} from './fuzz/lanes/sources.ts'

for (const md of process.argv.slice(2)) {
  const t = md.replaceAll('\\n', '\n')
  const {opened, sources} = await open({...smallThesis, 'thesis/1.md': t})
  const h = writeHtml(opened!.thesis).find((p) => p.path === 'html/1.html')!
  const c = String(h.contents)
  console.log(JSON.stringify(md))
  console.log(c.slice(c.indexOf('<article'), c.indexOf('</article>') + 10))
  if (process.env.T) console.log(String(writeTypst(opened!.thesis).files.get('/thesis.json')).slice(-1500))
  for (const f of sources.files)
    for (const m of f.messages) console.log(' ', f.path, m.line, m.column, m.source, m.ruleId, m.reason, '→', m.note)
}
