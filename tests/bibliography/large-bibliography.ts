/** A `.bib` as large as wanted, the same each time: about 2.4 KB an entry, most of it an abstract. */

const sentence =
  "Le d{\\'e}veloppement social des territoires ruraux, leur {ESS} et les innovations qui transforment l'action publique. "

/** Write entries `key0`, `key1`… with compound names, accents, an abstract and a file. */
export function largeBibliography(count: number): string {
  const abstract = sentence.repeat(18)
  return Array.from(
    {length: count},
    (_, index) => `@article{key${index},
  author   = {Olivier de Sardan, Jean-Pierre and El Amrani, Ahmed and {Centre n° ${index % 97}}},
  title    = {Étude {N}um{\\'e}ro ${index} : ${sentence}},
  journal  = {Revue ${index % 40}},
  year     = ${1950 + (index % 70)},
  volume   = {${index % 30}},
  pages    = {${index}--${index + 12}},
  doi      = {10.1000/${index}},
  abstract = {${abstract}},
  file     = {a:b.pdf:application/pdf}
}
`
  ).join('\n')
}
