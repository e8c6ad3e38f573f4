import {describe, expect, test, vi} from 'vitest'
import {showSteps} from '../../scripts/progress.ts'
import {type Built, buildFolder, textOf} from '../build.ts'
import {readPdf} from './pdf-facts.ts'

const build = (files: Record<string, string>, isDraft = false) =>
  buildFolder(
    {
      'thesis/thesis.yml': 'title: La preuve\nauthor: Amina El Idrissi\nuniversity: Université d’Essai\n',
      'thesis/1.md': '# Un\n\nTexte.\n',
      ...files
    },
    {only: ['html', 'pdf'], isDraft}
  )
const firstPage = async ({outputs}: Built) =>
  (await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)).pages[0]!.text
const told = ({messages}: Built) => messages.map(({file, line, rule}) => `${file}:${line} ${rule}`)

describe('a part of the page that the author replaces', () => {
  test('is given the data of ours, and its tools', async () => {
    const built = await build({
      'thesis/template/cover.typ':
        '#import "/template.typ": accent, unit\n#let cover(data, write) = page({\n  text(size: 30 * unit, fill: accent)[Ma couverture]\n  par(data.university)\n  for line in data.title { par(write(line)) }\n  par(data.author.join(", "))\n})\n'
    })
    expect(built.messages).toEqual([])
    expect(await firstPage(built)).toMatch(/^Ma couverture Université d’Essai La preuve Amina El Idrissi/)
  })

  test.each([
    ['that throws', '#let cover(data, write) = {\n  panic("non")\n}\n', 2],
    ['that is not Typst', '#let cover(data, write) = [\n', 1],
    ['that asks for what is not there', '#let cover(data, write) = {\n  data.fax\n}\n', 2],
    ['that reads another file', '#import "autre.typ": x\n#let cover(data, write) = []\n', 1],
    ['that is no function', '#let cover = 3\n', undefined],
    ['that takes nothing', '#let cover() = []\n', undefined],
    ['that defines something else', '#let couverture(data) = []\n', undefined]
  ])('%s is one message at its line; a draft has our own', async (_, text, line) => {
    const built = await build({'thesis/template/cover.typ': text}, true)
    expect(told(built)).toEqual([`thesis/template/cover.typ:${line} pdf:template`])
    expect(await firstPage(built)).toMatch(/La preuve/)
  })

  test('whose font nobody has says that its words are not printed', async () => {
    const built = await build({'thesis/template/cover.typ': '#let cover(data, write) = text(font: "Nobody")[Mots]\n'})
    expect(built.messages).toMatchObject([{rule: 'pdf:template', severity: 'warning', line: 1}])
  })

  test('needs no network', async () => {
    const built = await build(
      {'thesis/template/cover.typ': '#import "@preview/x:1.0.0": *\n#let cover(data, write) = []\n'},
      true
    )
    expect(told(built)).toEqual(['thesis/template/cover.typ:1 config:unknown-template'])
  })

  test('of a name that is none', async () => {
    const built = await build({'thesis/template/covre.typ': '#let covre() = []\n'}, true)
    expect(built.messages).toMatchObject([{rule: 'config:unknown-template', expected: ['cover.typ']}])
  })
})

describe('a partial of the site', () => {
  test('has its values, and stands on each page', async () => {
    const built = await build({
      'thesis/template/footer.html': '<p>Thèse de {{author}}, <a href="https://exemple.org">{{university}}</a></p>\n'
    })
    expect(built.messages).toEqual([])
    for (const page of ['html/index.html', 'html/1.html']) {
      expect(textOf(built, page)).toContain(
        '<footer class="site-footer"><p>Thèse de Amina El Idrissi, <a href="https://exemple.org">Université d’Essai</a></p>'
      )
    }
  })

  test('is washed, and a value that is none is reported', async () => {
    const built = await build(
      {'thesis/template/footer.html': '<p onclick="x()">{{autor}}<script>x()</script></p>\n'},
      true
    )
    expect(told(built)).toEqual(['thesis/template/footer.html:1 config:unknown-template'])
    const page = textOf(built, 'html/index.html')
    expect(page).not.toMatch(/onclick|x\(\)/)
    expect(page).toContain('{{autor}}')
  })
})

test('a build that takes long names the templates, which may never end', async () => {
  vi.useFakeTimers()
  const shown: string[] = []
  const show = showSteps({isTTY: false, write: (text: string) => shown.push(text)} as unknown as NodeJS.WriteStream)
  const slow = show('Print', () => new Promise<void>((resolve) => setTimeout(resolve, 90_000)), 'Still printing.')
  await show('Print', () => undefined, 'Not slow.')
  await vi.advanceTimersByTimeAsync(100_000)
  await slow
  vi.useRealTimers()
  expect(shown.filter((text) => /slow|Still/.test(text))).toEqual(['Still printing.\n'])

  const said = new Map<string, string | undefined>()
  await buildFolder(
    {
      'thesis/thesis.yml': 'title: Essai\n',
      'thesis/1.md': '# Un\n\nTexte.\n',
      'thesis/template/cover.typ': '#let cover(data, write) = [Couverture]\n'
    },
    {
      only: ['pdf'],
      step: async (title, work, ifSlow) => {
        said.set(title, ifSlow)
        return work()
      }
    }
  )
  expect(said.get('Print the PDF')).toMatch(/^Still printing\. `thesis\/template\/cover\.typ`: your own code\./)
})
