/** What a reader sees of spaces, quotes, dashes and ordinals; `_` stands for a no-break space, `,` raised for a narrow one. */

import type {Root} from 'mdast'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import type {Config} from '../../scripts/config.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {frenchText, frenchTypography} from '../../scripts/transform/text/french-typography.ts'

type Setting = Config['typography']['french']

function typeset(tree: Root, french: Setting = 'imprimerie-nationale', lang = 'fr-FR'): Root {
  const processor = unified().use(frenchTypography, {lang, french})
  processor.runSync(tree)
  return tree
}

/** Text with its spaces made visible: `_` no-break, `·` narrow; raised text between `^`. */
function show(tree: Root): string {
  let shown = ''
  visit(tree, (node) => {
    if (node.type === 'superscript') shown += '^'
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'inlineMath') shown += node.value
  })
  return shown.replaceAll('\u00A0', '_').replaceAll('\u202F', '·')
}

const typed = (markdown: string, french?: Setting, lang?: string) =>
  show(typeset(readMarkdown(new VFile(markdown)), french, lang))

describe('French typography', () => {
  test.each([
    ['Oui ; non ! quoi ? ceci : cela', 'Oui·; non·! quoi·? ceci_: cela'],
    ['Quoi ?! Non !!!', 'Quoi·?! Non·!!!'],
    ['Il dit « oui » ; puis «  non  ».', 'Il dit «_oui_»·; puis «_non_».'],
    ['*mot* ; **autre** : fin', 'mot·; autre_: fin'],
    ['« *mot* » ; « [lien](x.md) »', '«_mot_»·; «_lien_»'],
    ['*mot *; fin', '*mot *; fin'],
    ['une phrase\n; coupée', 'une phrase·; coupée'],
    ["l'économie, aujourd'hui, l'*usage*", 'l’économie, aujourd’hui, l’usage'],
    ['et puis... [...] fin....', 'et puis… […] fin....'],
    ['12 345 habitants, 1 234 567 dirhams', '12·345 habitants, 1·234·567 dirhams'],
    ['de -12 345 à 12 345,67 €', 'de -12·345 à 12·345,67_€'],
    ['en 2004 250 personnes', 'en 2004 250 personnes'],
    ['tél. 05 22 123 456', 'tél. 05 22 123 456'],
    ['45 % et 3 € ; 12 km ; 20 °C', '45_% et 3_€·; 12_km·; 20_°C'],
    ['voir p. 12, n° 4, fig. 3, § 7, t. II', 'voir p._12, n°_4, fig._3, §_7, t._II'],
    ['M. Dupont et Mme Alaoui', 'M._Dupont et Mme_Alaoui'],
    ['le 12 mars, le 1er janvier', 'le 12_mars, le 1^er_janvier'],
    ['le 1er, la 1re, le 2e, la 2ème, le 3e, la 2de', 'le 1^er, la 1^re, le 2^e, la 2^ème, le 3^e, la 2^de'],
    [
      'au XIXe siècle, la IIIe République, le Ier, la Ve République',
      'au XIX^e_siècle, la III^e République, le I^er, la V^e République'
    ],
    ['XVIe-XVIIIe siècles, le 21e siècle', 'XVI^e-XVIII^e_siècles, le 21^e_siècle'],
    ['N° 3, J. Dupont, J.-C. Passeron', 'N°_3, J._Dupont, J.-C._Passeron'],
    [':) et :value, ;-) !important', ':) et :value, ;-) !important'],
    ['Ce mot, Le mot, De là, 12e4, 2e-3, B2e', 'Ce mot, Le mot, De là, 12e4, 2e-3, B2e'],
    ['Il dit "oui" et "non".', 'Il dit «_oui_» et «_non_».'],
    ['« Il dit "oui" ainsi »', '«_Il dit “oui” ainsi_»'],
    ['un écran de 12" et 14"', 'un écran de 12" et 14"'],
    ['un "mot', 'un "mot'],
    ['le mot - une incise - la suite', 'le mot –_une incise_– la suite'],
    ['le mot – une incise – la suite', 'le mot –_une incise_– la suite'],
    ['10 - 12 et a-b', '10 - 12 et a-b'],
    ['à 12:30, ratio 1:2, H:F, note:ceci', 'à 12:30, ratio 1:2, H:F, note:ceci'],
    ['voir http://x.org/a?b=1;c ; https://x.org/12 345', 'voir http://x.org/a?b=1;c·; https://x.org/12 345'],
    ['doi:10.1000/182 : le DOI', 'doi:10.1000/182_: le DOI'],
    ['`a ; b` et $a ; b$', 'a ; b et $a ; b$'.replaceAll('$', '')],
    ['`code` ; fin', 'code·; fin'],
    ['[What? Yes : no ; "so"]{lang=en} ; fin', 'What? Yes : no ; "so"·; fin'],
    ['oui[^1] ; non\n\n[^1]: Note ; ici.', 'ouiNote·; ici.·; non'],
    ['| a ; b |\n|---|\n| c : d |', 'a·; bc_: d'],
    ['# Titre : la suite', 'Titre_: la suite'],
    ['un cœur, une oeuvre', 'un cœur, une oeuvre']
  ])('%s', (markdown, expected) => {
    expect(typed(markdown)).toBe(expected)
  })

  test('a title that is no tree', () => {
    expect(frenchText("L'innovation : 12 345 « cas » ?", 'imprimerie-nationale')).toBe(
      'L’innovation\u00A0: 12\u202F345 «\u00A0cas\u00A0»\u202F?'
    )
  })

  test('the codes differ', () => {
    const text = 'Oui ; « non » : 5 %, 12 345'
    expect(typed(text, 'imprimerie-nationale')).toBe('Oui·; «_non_»_: 5_%, 12·345')
    expect(typed(text, 'babel-french')).toBe('Oui·; «_non_»_: 5·%, 12·345')
    expect(typed(text, 'suisse')).toBe('Oui·; «·non·»·: 5_%, 12·345')
    expect(typed(text, 'québec')).toBe('Oui; «_non_»_: 5_%, 12_345')
    expect(typed(text, 'none')).toBe(text)
  })

  test('a text in another language is left alone, its French parts are not', () => {
    expect(typed('He said : [oui ; non]{lang=fr} ; "so"', 'imprimerie-nationale', 'en')).toBe(
      'He said : oui·; non ; "so"'
    )
  })

  test('twice is once, and places stay', () => {
    const markdown = `« *Mot* » ; "a" : l'an 12 345... au XIXe siècle - oui, 5 % - le 1er mars, p. 3 ?`
    const once = typeset(readMarkdown(new VFile(markdown)))
    const twice = typeset(structuredClone(once))
    expect(twice).toEqual(once)
    visit(once, (node) => {
      expect(node.position).toBeDefined()
    })
  })
})
