/** Settings and environments → the command that opens a line. */

import {expect, it} from 'vitest'
import {editorCommand} from '../../scripts/preview/editor.ts'

const place = {file: '/these/a b.md', line: 12, column: 3}

it.each([
  ['code --wait', {}, ['code', '-g', '/these/a b.md:12:3']],
  ['"/opt/my editors/codium"', {}, ['/opt/my editors/codium', '-g', '/these/a b.md:12:3']],
  ['nvr --remote +{line} {file}', {}, ['nvr', '--remote', '+12', '/these/a b.md']],
  [undefined, {VISUAL: 'subl -w'}, ['subl', '/these/a b.md:12:3']],
  [undefined, {VISUAL: 'vim', EDITOR: 'gvim'}, ['gvim', '--remote-silent', '+12', '/these/a b.md']],
  [undefined, {TERM_PROGRAM: 'vscode', EDITOR: 'gedit'}, ['code', '-g', '/these/a b.md:12:3']],
  [undefined, {EDITOR: 'emacsclient'}, ['emacsclient', '-n', '+12:3', '/these/a b.md']]
])('%s %o', (setting, environment, expected) => {
  expect(editorCommand(place, setting, environment)).toEqual(expected)
})

it.each([[{EDITOR: 'nano'}], [{VISUAL: 'vi', EDITOR: 'vim'}], [{}]])(
  'none where an editor would need the terminal that the preview runs in: %o',
  (environment) => {
    expect(editorCommand(place, undefined, environment)).toBeUndefined()
  }
)
