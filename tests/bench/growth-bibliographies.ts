/** Bibliographies with much of a thing: a count of characters → a text of about that many, most of them no BibTeX. */

/** By what is repeated. */
export const bibliographies: Record<string, (n: number) => string> = {
  'braces never closed': (n) => `@book{a, title={${'{'.repeat(5 * n)}`,
  'braces 100 000 deep': (n) => `@book{a, title={${'{'.repeat(n)}x${'}'.repeat(n)}}}`,
  'commands 100 000 deep': (n) => `@book{a, title={${'\\emph{'.repeat(n)}x${'}'.repeat(n)}}}`,
  'names 100 000 deep': (n) => `@book{a, author={${'{'.repeat(n)}x${'}'.repeat(n)} and B}}`,
  'at signs': (n) => '@'.repeat(5 * n),
  'entries never closed': (n) => '@book{'.repeat(n / 2),
  'entries never closed, a line each': (n) => '@book{a, title={x\n'.repeat(n / 5),
  'comments never closed': (n) => '@comment{'.repeat(n),
  'many names': (n) => `@book{a, author={${'Nom and '.repeat(n / 2)}Nom}}`,
  'many ands': (n) => `@book{a, author={${'and '.repeat(n / 2)}}}`,
  'many commas in a name': (n) => `@book{a, author={${','.repeat(n)}}}`,
  'many blanks': (n) =>
    `@book{a, author={x${' '.repeat(2 * n)}y}, title={${' '.repeat(2 * n)}x}, pages={${' '.repeat(2 * n)}}}`,
  'many accents': (n) => `@book{a, title={${"\\'".repeat(n)}}}`,
  'many open formulas': (n) => `@book{a, title={${'\\('.repeat(n)}}}`,
  'many quotes': (n) => `@book{a, title={${'`'.repeat(n)}${"'".repeat(n)}}}`,
  'many fields': (n) => `@book{a${many(n / 5, (index) => `, f${index % 10}={x}`)}}`,
  'many pieces': (n) => `@book{a, title = "x"${' # "x"'.repeat(n / 2)}}`,
  'many undefined strings': (n) => `@book{a, title = x${' # x'.repeat(n / 2)}}`,
  'many dashes': (n) => `@book{a, pages={${'1-'.repeat(n / 2)}}, year={${'2000-'.repeat(n / 2)}}}`,
  'a long date': (n) => `@book{a, date={${'1'.repeat(n)}}, month={${'a '.repeat(n / 2)}}}`,
  'a long address': (n) => `@book{a, url={https://${'a.'.repeat(n / 2)}}, doi={${'doi.org/'.repeat(n / 5)}}}`,
  'a long key': (n) => `@book{${'a'.repeat(2 * n)}, title={x}}@book{b, crossref={${'c'.repeat(2 * n)}}}`,
  'a chain of parents': (n) => many(n / 50, (index) => `@book{k${index}, crossref={k${index + 1}}, title={x}}\n`),
  'a web of parents': (n) =>
    many(
      Math.sqrt(n / 60),
      (index) => `@book{k${index}, xdata={${many(Math.sqrt(n / 60), (other) => `k${other},`)}}}\n`
    ),
  'one title many times': (n) =>
    many(n / 33, (index) => `@book{k${index}, author={A}, title={Un seul et même titre}, year=2000}\n`),
  'titles alike': (n) =>
    many(
      n / 66,
      (index) =>
        `@book{k${index}, author={A}, title={Un seul et même titre ${'abcdefghij'[index % 10]}${index}}, year=2000}\n`
    ),
  'entities and mojibake': (n) => `@book{a, title={${'&eacute;Ã©'.repeat(n / 5)}}}`
}

function many(count: number, text: (index: number) => string): string {
  return Array.from({length: count}, (_, index) => text(index)).join('')
}
