/** Which output folders are refused, because a source could be lost there. */

import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {openFolder} from '../../scripts/files.ts'
import {checkOut} from '../../scripts/publish/check-out.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'out-'))
afterAll(() => rmSync(scratch, {recursive: true}))
const root = path.join(scratch, 'these')
for (const name of ['thesis/partie', 'bibliography', 'slides', 'images', 'elsewhere'])
  mkdirSync(path.join(root, name), {recursive: true})
writeFileSync(path.join(root, 'elsewhere/a.svg'), '<svg/>')
symlinkSync('../elsewhere/a.svg', path.join(root, 'images/a.svg'))
symlinkSync('slides', path.join(root, 'link'))
symlinkSync(root, path.join(scratch, 'these-again'))

test.each([
  ['the thesis folder', '.'],
  ['a folder that holds it', '..'],
  ['the top of the disk', '/'],
  ['the thesis folder behind a link', '../these-again'],
  ['its chapters', 'thesis'],
  ['a folder of theirs', 'thesis/partie'],
  ['a folder of theirs that is not there yet', 'thesis/new/dist'],
  ['its bibliography', 'bibliography'],
  ['its slides', 'slides'],
  ['a link to its slides', 'link'],
  ['a folder that is not there yet, behind a link', 'link/new/dist']
])('%s is refused before anything is read', async (_, out) => {
  const folder = await openFolder(root)
  await expect(checkOut(path.resolve(root, out), folder)).rejects.toThrow(/Invalid output folder .*Choose/s)
})

test('a folder of which a file was read is refused, by the place where the file really is', async () => {
  const folder = await openFolder(root)
  const out = path.join(root, 'elsewhere')
  await checkOut(out, folder)
  await folder.read('images/a.svg')
  await expect(checkOut(out, folder)).rejects.toThrow(/elsewhere\/a\.svg/)
  await checkOut(path.join(root, 'images/site'), folder)
})

test.each(['dist', 'elsewhere', '../dist', '../these-dist', 'thesis-dist', '..dist'])('%s is good', async (out) => {
  await checkOut(path.resolve(root, out), await openFolder(root))
})
