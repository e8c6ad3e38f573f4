import {describe, expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'
import {readPdf} from './pdf-facts.ts'

const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30"/></svg>'
const files = {
  'thesis/thesis.yml': `title: La preuve
subtitle: Une enquête
author: Amina El Idrissi
lang: fr-FR
university: Université d’Essai
school: École doctorale 1
laboratory: Laboratoire d’essai
date: 12 décembre 2026
supervisor: Hassan Tazi
jury: [{name: Nadia Alaoui, role: présidente}]
titles: {en: The Evidence, ar: الدليل}
abstracts:
  fr: {text: Un résumé court., keywords: [preuve]}
  en: {text: A short abstract., keywords: [evidence]}
  ar: {text: ملخص قصير., keywords: [دليل]}
cover: {logos: [logo.svg], number: 'N° d’ordre : 2026-12', titles: [en, ar], back: true}
front: [dédicace.md, remerciements.md]
order: [front, abstracts, summary, contents, lists]
`,
  'thesis/logo.svg': logo,
  'thesis/dédicace.md': 'À celles qui ont parlé.\n',
  'thesis/remerciements.md': '# Remerciements\n\nMerci à toutes.\n',
  'thesis/0.md': '# Introduction {.unnumbered}\n\n## Un début\n\nTexte.\n\n# Le cadre {.part}\n',
  'thesis/1.md': '# Un\n\n## Une section\n\nTexte.\n'
}
const without = (line: RegExp, instead = '') => ({
  ...files,
  'thesis/thesis.yml': files['thesis/thesis.yml'].replace(line, instead)
})
const print = async (sources: Record<string, string | Uint8Array>) => {
  const built = await buildFolder(sources, {only: ['html', 'pdf']})
  const pdf = built.outputs.get('thesis.pdf')
  return {built, pages: pdf ? (await readPdf(pdf.contents as Uint8Array)).pages : []}
}

describe('the cover, its fourth side, and what stands before the text', () => {
  test('are printed in their order, each once', async () => {
    const {built, pages} = await print(files)
    expect(built.messages).toEqual([])
    const texts = pages.map(({text}) => text.trim())
    const [cover] = texts
    expect(cover).toMatch(
      /Université d’Essai.*École doctorale 1.*Laboratoire d’essai.*N° ?d’ordre ?: 2026-12.*La preuve.*The Evidence.*الدليل.*Amina El Idrissi.*12 décembre 2026.*Hassan Tazi.*Nadia Alaoui.*présidente/i
    )
    expect(pages[0]!.alts).toContain('Université d’Essai')
    const at = (text: RegExp) => texts.findIndex((one, index) => index > 0 && text.test(one))
    const order = [
      /^À celles qui ont parlé/,
      /^Remerciements/,
      /^Résumé/,
      /^Abstract/,
      /^Sommaire/,
      /^Table des matières/
    ].map(at)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(texts[at(/^Sommaire/)]).not.toContain('Une section')
    expect(texts[at(/^Table des matières/)]).toContain('Une section')
    expect(texts[at(/^À celles/)]).not.toContain('Dédicace')
    // No page is empty but the back of the cover: the dedication is on the right.
    const empty = texts
      .slice(0, at(/^Table des matières/))
      .flatMap((text, index) => (/^[ivx]*$/.test(text) ? [index] : []))
    expect(empty).toEqual([1])
    expect(at(/^À celles/)).toBe(2)
  })

  test('ends with titles, abstracts and keywords on an even page without a folio', async () => {
    const {pages} = await print(files)
    const last = pages.at(-1)!
    expect(pages.length % 2).toBe(0)
    expect(last.text).toMatch(
      /La preuve.*Un résumé court\..*preuve.*The Evidence.*A short abstract\..*evidence.*الدليل.*ملخص/
    )
    expect(last.text).not.toMatch(/\d/)
    // Arabic starts on the right.
    const arabic = last.lines.filter(({text}) => /ملخص/.test(text))
    expect(Math.max(...arabic.map(({right}) => right))).toBeGreaterThan(last.width / 2)
  })

  test('leave no hole for what is absent', async () => {
    const {built, pages} = await print({
      'thesis/thesis.yml': 'title: La preuve\ncover: {back: true, titles: [en]}\n',
      'thesis/1.md': '# Un\n\nTexte.\n'
    })
    expect(built.messages).toEqual([])
    expect(pages[0]!.text.trim()).toBe('Thèse de doctorat La preuve')
    expect(pages.at(-1)!.text).toContain('Texte')
  })

  test('stand on the site as well', async () => {
    const {built} = await print(files)
    const cover = textOf(built, 'html/index.html')
    expect(cover).toMatch(/<div class="cover-logos">.*<img [^>]*alt="Université d’Essai"/s)
    expect(cover).toContain('The Evidence')
    expect(textOf(built, 'html/remerciements.html')).toContain('Merci à toutes')
  })

  test('a long fourth side is set smaller and stays on its page', async () => {
    const long = 'Une phrase assez longue pour remplir. '.repeat(40)
    const {pages} = await print(without(/Un résumé court\./, long))
    expect(pages.at(-1)!.text).toMatch(/La preuve.*ملخص/)
    expect(pages.at(-1)!.overflow).toEqual([])
  })
})

test('a cover with much to say is set smaller on its one page; no word of its jury stands on another, no logo fills it', async () => {
  const member =
    '{name: Mme Prénom-Composé Nom-Assez-Long, quality: professeure, université Un-Nom-De-Ville, role: rapporteuse}'
  const long = 'La coordination des acteurs publics et associatifs dans les vallées du Haut Atlas. '.repeat(4)
  const settings = `title: ${long}
page: {size: a5}
school: École doctorale 1
jury: [${Array.from({length: 9}, () => member.replace('professeure, ', 'professeure à l’')).join(', ')}]
cover: {logos: logo.svg}
`
  const {built, pages} = await print({
    'thesis/thesis.yml': settings,
    'thesis/logo.svg': logo.replaceAll('height="30"', 'height="900"'),
    'thesis/1.md': '# Un\n\nTexte.\n'
  })
  expect(built.messages).toEqual([])
  const {lines, overflow, text} = pages[0]!
  expect([text.match(/rapporteuse/g)?.length, overflow]).toEqual([9, []])
  for (const {y, right} of lines.filter(({text}) => text.startsWith('professeure'))) {
    expect(lines.find((one) => one.text === 'rapporteuse' && Math.abs(one.y - y) < 1)!.left).toBeGreaterThan(right)
  }
})

describe('a logo', () => {
  test('that is not there', async () => {
    const {built} = await print(without(/logo\.svg/, 'autre.svg'))
    expect(built.messages).toMatchObject([{rule: 'images:missing', file: 'thesis/thesis.yml', line: 16}])
  })

  test('that is corrupt: one message, and with a draft the cover without it', async () => {
    const bad = {...files, 'thesis/logo.png': Buffer.from('89504e470d0a1a0a0000', 'hex')}
    const sources = {...bad, 'thesis/thesis.yml': files['thesis/thesis.yml'].replace('logo.svg', 'logo.png')}
    const built = await buildFolder(sources, {only: ['pdf'], isDraft: true})
    expect(built.messages).toHaveLength(1)
    expect(built.messages[0]).toMatchObject({file: 'thesis/thesis.yml'})
    const pdf = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
    expect(pdf.pages[0]!.text).toContain('La preuve')
  })
})

describe('the cover in another language', () => {
  const side = `cover:
  titles: [en]
  sides:
    ar:
      university: جامعة التجربة
      author: أمينة الإدريسي
      date: 12 دجنبر 2026
      supervisor: {name: حسن التازي, quality: أستاذ}
      jury: [{name: نادية العلوي, quality: أستاذة, role: رئيسة}]
`
  const sources = {
    ...files,
    'thesis/thesis.yml': files['thesis/thesis.yml'].replace(/^cover:.*\n/m, side).replace(/^order:.*\n/m, '')
  }

  test('is a page of its own, from the right, with what is said in that language alone', async () => {
    const {built, pages} = await print(sources)
    expect(built.messages).toEqual([])
    const [cover, arabic] = pages
    expect(cover!.text).toContain('Amina El Idrissi')
    const text = arabic!.text.replace(/\s+/g, ' ')
    for (const words of ['جامعة', 'التجربة', 'الدليل', 'أمينة', 'نادية', 'رئيسة']) expect(text).toContain(words)
    expect(text).not.toMatch(/Université|École|Laboratoire|Une enquête/)
    const member = arabic!.lines.find(({text}) => text.includes('نادية'))!
    const role = arabic!.lines.find(({text}) => text.includes('رئيسة'))!
    expect(member.left).toBeGreaterThan(role.right)
    expect(pages.flatMap(({overflow}) => overflow)).toEqual([])
    const page = textOf(built, 'html/index.html')
    expect(page).toMatch(
      /<section class="cover-side" lang="ar" dir="rtl"><p class="cover-university">جامعة التجربة<\/p>/
    )
  })

  test('that says nothing prints the title and the author, and leaves no hole', async () => {
    const bare = {
      ...sources,
      'thesis/thesis.yml': 'title: La preuve\ntitles: {ar: الدليل}\nauthor: A. B.\ncover: {sides: {ar: {}}}\n'
    }
    const {built, pages} = await print(bare)
    expect(built.messages.filter(({severity}) => severity !== 'info')).toEqual([])
    expect(pages[1]!.text).toContain('الدليل')
    expect(pages[1]!.text).toContain('A. B.')
    const {built: unknown} = await print({
      ...bare,
      'thesis/thesis.yml': 'title: La preuve\ncover: {sides: {ar: {univercity: x}}}\n'
    })
    expect(unknown.messages.map(({rule, fix}) => [rule, fix])).toContainEqual([
      'config:unknown-key',
      expect.stringContaining('university')
    ])
  })
})
