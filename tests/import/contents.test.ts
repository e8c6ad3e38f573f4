import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'

const chapter = '# One\n\n## Part of it\n\nText.\n'

test.each([
  ['thesis.yml', {'thesis.yml': 'title: T\nlang: en\ntoc: false\nnumber-sections: false\n', '1.md': chapter}],
  [
    '_quarto.yml',
    {
      '_quarto.yml':
        'project: {type: book}\nlang: en\nnumber-sections: false\nbook: {title: T, chapters: [1.qmd]}\nformat: {pdf: {toc: false}}\n',
      '1.qmd': chapter
    }
  ],
  ['front matter', {'1.md': `---\ntitle: T\nlang: en\ntoc: false\nnumbersections: false\n---\n\n${chapter}`}]
])('toc: false and unnumbered sections of %s are obeyed, without a remark', async (_, files) => {
  const built = await buildFolder(files, {only: ['html', 'pdf']})
  expect(textOf(built, 'html/index.html')).not.toContain('aria-labelledby="contents"')
  expect(textOf(built, 'html/1.html')).toContain('<h2 id="part-of-it">Part of it</h2>')
  expect(built.messages.filter(({reason}) => /toc|number/.test(reason))).toEqual([])
  expect(built.outputs.has('thesis.pdf')).toBe(true)
})

test('contents are printed when toc: says so, or nothing', async () => {
  for (const line of ['toc: true\n', '']) {
    const built = await buildFolder({'thesis.yml': `title: T\nlang: en\n${line}`, '1.md': chapter}, {only: ['html']})
    expect(textOf(built, 'html/index.html')).toContain('aria-labelledby="contents"')
  }
})
