/** A thesis of one chapter with a deck of its own, on the disk: what an author elsewhere would have. */

import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

/** A red pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64'
)

export const smallDeck: Record<string, string | Buffer> = {
  'thesis/thesis.yml': "title: Les puits d'Anzi\nauthor: Amina Idrissi\nlang: fr-FR\ntitles: {ar: آبار أنزي}\n",
  'thesis/01-eau.md': `# L'eau {#sec-eau}

## Les puits {#sec-puits}

La commune avait :value[wells@2020]{unit} [@ostrom1990] ; voir @fig-puits.

:::chart{#fig-puits name="series" series="wells"}
Les puits de la commune
:::

Source : la commune.
`,
  'thesis/data/indicators.csv': `series,label,unit,year,value,qualifier,source,group,formula,note
wells,Puits,puits,2010,31,,ostrom1990,a,,
wells,Puits,puits,2020,44,,ostrom1990,a,,
`,
  'bibliography/refs.bib':
    '@book{ostrom1990, author={Ostrom, Elinor}, title={Governing the Commons}, year={1990}, publisher={Cambridge University Press}, address={Cambridge}}\n',
  'slides/slides.md': `---
duration: 1min
aspectRatio: 4/3
---

<!--
(0:20)

Bonjour.
-->

---
thesis: sec-puits
---

# Les puits

<v-clicks>

- La commune avait <Value of="wells@2020" unit /> [@ostrom1990]
- Voir aussi : @fig-puits

</v-clicks>

<!--
(0:20)

Selon @ostrom1990, c'est un commun. [click] La figure le montre.
-->

---
layout: image-right
image: /photo.png
---

# Deux images

![Une image](/photo.png)

![Une autre](./local.png)

<!--
(0:20)
-->

---
src: ./parts/questions.md
---

---
layout: backup
thesis: fig-puits
---

# Pourquoi des puits ?

<Figure id="fig-puits" />

<!--
Parce que.
-->

---
layout: references
---

# Références

<References />
`,
  'slides/parts/questions.md': `---
layout: menu
routeAlias: questions
---

# Les questions
`,
  'slides/public/photo.png': picture,
  'slides/local.png': picture
}

/** Write the folder below the machine's temporary one; its path. */
export function writeSmallDeck(changes: Record<string, string> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'thesis-small-'))
  for (const [name, contents] of Object.entries({...smallDeck, ...changes})) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), {recursive: true})
    writeFileSync(file, contents)
  }
  return folder
}
