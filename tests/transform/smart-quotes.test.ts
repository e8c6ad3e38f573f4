/** Quotes, apostrophes and primes as a reader sees them, in each language. */

import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {smartQuotes, smartText} from '../../scripts/transform/text/smart-quotes.ts'
import {buildFolder, textOf} from '../build.ts'

function typed(markdown: string, lang = 'en-GB'): string {
  const file = new VFile(markdown)
  const tree = readMarkdown(file)
  const processor = unified().use(smartQuotes, {lang})
  const set = () => {
    processor.runSync(tree, file)
    const texts: string[] = []
    visit(tree, (node) => {
      if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'inlineMath') texts.push(node.value)
    })
    return texts.join('')
  }
  const once = set()
  expect(set()).toBe(once)
  return once
}

describe('quotes and apostrophes in English', () => {
  test.each([
    [`She said "it's a 'test' of the '90s"... or so.`, 'She said “it’s a ‘test’ of the ’90s”… or so.'],
    [
      `don't, the dogs' bones, 1990's, 'tis so, rock 'n' roll`,
      'don’t, the dogs’ bones, 1990’s, ’tis so, rock ’n’ roll'
    ],
    [`"'Nested' first" and 'outer "inner" last'`, '“‘Nested’ first” and ‘outer “inner” last’'],
    [`("in brackets"), "at the end." --"after a dash"--`, '(“in brackets”), “at the end.” –“after a dash”–'],
    [`*"emphasis"*, "*emphasis*", **"strong"**'s, ["link"](x.md)`, '“emphasis”, “emphasis”, “strong”’s, “link”'],
    ['"`code`" and `"code"`, `x`\'s, "$y\'$"', '“code” and "code", x’s, “y\'”'],
    [`He is 5' 10" tall, at 45° 12' 30" north`, `He is 5' 10" tall, at 45° 12' 30" north`],
    [`"Born in 1990" and 'in 1990'`, '“Born in 1990” and ‘in 1990’'],
    ['\\"literal\\" and \\\'also\\\' but "this"', '"literal" and \'also\' but “this”'],
    ['&quot;literal&quot; but "this"', '"literal" but “this”'],
    [`"He said.^["Note": it's one.] "She did."`, '“He said.“Note”: it’s one. “She did.”'],
    ['"A paragraph.\n\n"The next."', '“A paragraph.“The next.”'],
    [`https://a.org/?q="x"&y='z' and 'z'`, `https://a.org/?q="x"&y='z' and ‘z’`],
    ['wait.... no... [...]', 'wait.... no… […]'],
    [`"split\nover lines", 'and\nagain'`, '“split\nover lines”, ‘and\nagain’']
  ])('%s', (markdown, shown) => expect(typed(markdown)).toBe(shown))
})

describe('quotes of other languages', () => {
  const nested = `"Eins 'zwei' drei", geht's?`
  test.each([
    ['de-DE', nested, '„Eins ‚zwei‘ drei“, geht’s?'],
    ['de-CH', nested, '«Eins ‹zwei› drei», geht’s?'],
    ['es', nested, '«Eins “zwei” drei», geht’s?'],
    ['it', `L'"arte" e l'uso`, 'L’«arte» e l’uso'],
    ['pt-PT', nested, '«Eins “zwei” drei», geht’s?'],
    ['pt-BR', nested, '“Eins ‘zwei’ drei”, geht’s?'],
    ['es', `«Dice "hola" y 'adiós'»`, '«Dice “hola” y “adiós”»'],
    ['es', `la palabra 'hola'`, 'la palabra ‘hola’'],
    ['fr-FR', `"Un 'mot'", aujourd'hui...`, `"Un 'mot'", aujourd'hui...`],
    ['en', '"A [\'Wort\' "B"]{lang=de} c"', '“A ‚Wort‘ „B“ c”']
  ])('%s: %s', (lang, markdown, shown) => expect(typed(markdown, lang)).toBe(shown))
})

test('a text without a tree: paragraphs apart', () => {
  expect(smartText(`The 'one\n\ntwo's "x"`, 'en')).toBe('The ’one\n\ntwo’s “x”')
})

test('in captions, cells, headings, titles, notes and works, in every output', async () => {
  const built = await buildFolder(
    {
      'thesis/thesis.yml': `title: "It's \\"so\\""\nlang: en-GB\n`,
      'thesis/1.md': `# What's "one"\n\nSee @a.\n\n| "a" |\n|---|\n| b's |\n\n: The 'cap'.\n`,
      'bibliography/a.bib': `@book{a, author={A, B}, title={Don't say \\"never\\" again}, year=2001, publisher={P}}`
    },
    {only: ['html']}
  )
  const page = textOf(built, 'html/1.html')
  for (const text of ['What’s “one”', '>“a”<', 'b’s', 'The ‘cap’.', 'It’s “so”']) expect(page).toContain(text)
  expect(textOf(built, 'html/index.html')).toContain('It’s “so”')
})

test('quotes that never close', () => {
  expect(smartText(` 'a "b`.repeat(3), 'en')).toBe(' ’a “b ’a “b ’a “b')
})
