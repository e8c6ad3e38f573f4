import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {plainText} from '../../scripts/document/text.ts'
import type {ChapterRole} from '../../scripts/document/thesis.ts'
import {readAbstract, readChapters} from '../../scripts/read/read-thesis.ts'

const source = (path: string, value: string, role: ChapterRole = 'chapter', part?: string) => ({
  file: new VFile({path, value}),
  role,
  ...(part === undefined ? {} : {part})
})

describe('chapters', () => {
  it('are cut at each heading of level 1, what stands before belonging to the first', () => {
    const chapters = readChapters([
      source('thesis/deux.md', 'Avant.\n\n# Un\n\na\n\n# Deux {#sec-b}\n\nb\n\n# Un\n\nc')
    ])
    expect(chapters.map(({id, title}) => [id, plainText(title)])).toEqual([
      ['deux', 'Un'],
      ['sec-b', 'Deux'],
      ['un', 'Un']
    ])
    expect(chapters[0]?.tree.children.map((node) => plainText(node))).toEqual(['Un', 'Avant.', 'a'])
  })

  it('have one page each, and none is the index', () => {
    const chapters = readChapters([
      source('a/index.md', '# A\n\na'),
      source('b/x.md', '# B\n\nb'),
      source('c/x.md', '# C\n\nc')
    ])
    expect(chapters.map(({id}) => id)).toEqual(['index-2', 'x', 'x-2'])
  })

  it('take their role from the class of the heading', () => {
    const chapters = readChapters([source('a.md', '# A {-}\n\na\n\n# P {.part}\n\n# B\n\nb\n\n# C {.appendix}\n\nc')])
    expect(chapters.map(({role, part}) => [role, part])).toEqual([
      ['unnumbered', undefined],
      ['part', undefined],
      ['chapter', 'p'],
      ['appendix', undefined]
    ])
  })

  it('belong to the part that thesis.yml puts them in', () => {
    const chapters = readChapters([
      source('thesis.yml', '# Le concept\n', 'part', 'part-0'),
      source('a.md', '# A\n\na', 'chapter', 'part-0'),
      source('b.md', '# B\n\nb')
    ])
    expect(chapters.map(({id, part}) => [id, part])).toEqual([
      ['le-concept', undefined],
      ['a', 'le-concept'],
      ['b', undefined]
    ])
  })

  it('without a heading take their title from the front matter, or say so', () => {
    const [titled] = readChapters([source('a.md', '---\ntitle: Mon titre\nlang: en\n---\n\nTexte.')])
    expect(titled).toMatchObject({lang: 'en', title: [{value: 'Mon titre'}]})
    const untitled = source('mon-chapitre.md', 'Texte.')
    expect(plainText(readChapters([untitled])[0]?.title ?? [])).toBe('mon chapitre')
    expect(untitled.file.messages[0]?.ruleId).toBe('missing-title')
  })

  it('that are empty are a warning', () => {
    for (const text of ['', '# A\n', '<!-- rien -->']) {
      const empty = source('a.md', text)
      readChapters([empty])
      expect(empty.file.messages).toContainEqual(expect.objectContaining({ruleId: 'empty-chapter', fatal: false}))
    }
  })

  it('keep notes to themselves: the same label in two files never collides', () => {
    const chapters = readChapters([
      source('a.md', '# A\n\na[^1]\n\n[^1]: un'),
      source('b.md', '# B\n\nb[^1]\n\n[^1]: deux')
    ])
    expect(JSON.stringify(chapters[0]?.tree)).not.toContain('deux')
    expect(JSON.stringify(chapters[1]?.tree)).toContain('deux')
  })
})

describe('abstracts', () => {
  it('are headed in their language and run its way', () => {
    expect(readAbstract(new VFile('نص'), 'ar', ['كلمة'])).toMatchObject({direction: 'rtl', title: 'ملخص'})
    expect(readAbstract(new VFile('Texte'), 'fr-FR', [])).toMatchObject({direction: 'ltr', title: 'Résumé'})
  })

  it('may bring their own heading', () => {
    const abstract = readAbstract(new VFile('# En bref\n\nTexte'), 'fr', [])
    expect(abstract.title).toBe('En bref')
    expect(abstract.tree.children).toHaveLength(1)
  })
})
