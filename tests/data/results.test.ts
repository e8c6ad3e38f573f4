import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {openFolder} from '../../scripts/files.ts'
import {reportResults, runResults} from '../../scripts/run-results.ts'
import {readDataFiles} from '../../scripts/sources.ts'
import {said} from '../chapter.ts'

const root = mkdtempSync(path.join(tmpdir(), 'results-'))
afterAll(() => rmSync(root, {recursive: true}))

function put(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, name)), {recursive: true})
  writeFileSync(path.join(root, name), text)
}

async function check(): Promise<string[]> {
  const folder = await openFolder(root)
  const files = await readDataFiles(folder, 'thesis')
  await reportResults(folder, files)
  return said(...files)
}

const declared = 'thesis/data/results/results.yml'

test('a result is as new as its script, or a message; only `--run` executes the command, and records what it ran', async () => {
  put('model.cjs', "require('node:fs').writeFileSync('thesis/data/results/fit.csv', 'term,estimate\\nx,1.5\\n')\n")
  put(declared, `# by hand\n- script: model.cjs\n  command: '"${process.execPath}" model.cjs'\n  files: [fit.csv]\n`)
  expect(await check()).toEqual(['2:11 data:stale-result', '4:11 data:missing-result'])

  const {files, executed} = await runResults(await openFolder(root), '2026-03-01')
  expect(said(...files)).toEqual([])
  expect(executed).toHaveLength(1)
  expect(readFileSync(path.join(root, declared), 'utf8')).toMatch(
    /^# by hand\n.*files: \[fit.csv\]\n {2}hash: [\da-f]{64}\n {2}date: 2026-03-01\n$/s
  )
  expect((await runResults(await openFolder(root), '2026-03-02')).executed).toEqual([])

  put('model.cjs', '// other\n')
  expect(await check()).toEqual(['5:9 data:stale-result'])
})

test('a command that fails is named, and a script outside of the folder is none', async () => {
  put('fails.cjs', 'process.exit(3)\n')
  put(declared, `- {script: fails.cjs, command: '"${process.execPath}" fails.cjs', files: [fit.csv]}\n`)
  await expect(runResults(await openFolder(root), '2026-03-01')).rejects.toThrow('ended with 3')
  put(declared, '- {script: ../fails.cjs, files: [fit.csv]}\n')
  expect(await check()).toEqual(['1:12 data:missing-result'])
})
