/** Sources that the system does not give: a message with a rule and a file, and all others are read. */

import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {openFolder} from '../scripts/files.ts'
import {unreadProblem} from '../scripts/messages/unread.ts'
import {buildFolder} from './build.ts'

const root = mkdtempSync(path.join(tmpdir(), 'unread-'))
afterAll(() => rmSync(root, {recursive: true}))

for (const folder of ['thesis/data', 'thesis/chapitre.md', 'bibliography/styles', 'slides'])
  mkdirSync(path.join(root, folder), {recursive: true})
writeFileSync(path.join(root, 'thesis/1.md'), '# Un\n\n![A](boucle.png){alt="a"}\n\n![B](chapitre.md){alt="b"}\n')
const loops = [
  'thesis/2.md',
  'thesis/boucle.png',
  'thesis/data/a.csv',
  'bibliography/b.bib',
  'bibliography/styles/s.csl',
  'slides/slides.md'
]
for (const file of loops) symlinkSync(path.basename(file), path.join(root, file))
symlinkSync('nowhere.md', path.join(root, 'thesis/3.md'))
symlinkSync('/etc/hostname', path.join(root, 'thesis/4.md'))

const problems = async (config: string) => {
  writeFileSync(path.join(root, 'thesis/thesis.yml'), config)
  const {messages} = await buildFolder(await openFolder(root), {only: ['html']})
  return messages
    .filter(({rule}) => rule.startsWith('files:'))
    .map(({file, rule, severity, line}) => `${severity} ${rule} ${file}${line ? `:${line}` : ''}`)
}

test('links that lead to themselves, nowhere or out are errors on the file', async () => {
  expect((await problems('title: T\n')).sort()).toEqual([
    'error files:outside thesis/4.md',
    'error files:unreadable bibliography/b.bib',
    'error files:unreadable slides/slides.md',
    'error files:unreadable thesis/1.md:3',
    'error files:unreadable thesis/1.md:5',
    'error files:unreadable thesis/2.md',
    'error files:unreadable thesis/3.md',
    'error files:unreadable thesis/data/a.csv',
    'warning files:unreadable bibliography/styles/s.csl'
  ])
})

test('what thesis.yml names is an error where it is named', async () => {
  expect(await problems('title: T\nchapters:\n  - 1.md\n  - 2.md\n  - 4.md\n  - chapitre.md\n')).toEqual(
    expect.arrayContaining([
      'error files:unreadable thesis/thesis.yml:4',
      'error files:outside thesis/thesis.yml:5',
      'error files:unreadable thesis/thesis.yml:6'
    ])
  )
})

test.each(['EACCES', 'EMFILE', 'EIO', 'EPERM', 'EBUSY'])('%s on any source is a message, not the end', async (code) => {
  const sources = {
    'thesis/thesis.yml': 'title: T\n',
    'thesis/1.md': '# Un\n\n![A](a.png){alt="a"}\n',
    'thesis/2.md': '# Deux\n\nTexte.\n',
    'thesis/a.png': '',
    'thesis/data/a.csv': 'x',
    'bibliography/a.bib': '',
    'slides/slides.md': '# Un\n'
  }
  const {memoryFolder} = await import('../scripts/files.ts')
  const folder = memoryFolder(sources)
  for (const refused of Object.keys(sources)) {
    const read = async (file: string) => {
      if (file === refused) throw unreadProblem(file, code)
      return folder.read(file)
    }
    const {messages} = await buildFolder({...folder, read}, {only: ['html']})
    const told = messages.filter(({rule, severity}) => rule === 'files:unreadable' && severity === 'error')
    expect(
      told.map(({file}) => file),
      refused
    ).toEqual([refused === 'thesis/a.png' ? 'thesis/1.md' : refused])
    expect(told[0]?.fix).toBeTruthy()
  }
})
