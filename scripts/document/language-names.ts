/** The languages that BibTeX files name in many ways → BCP 47. */

const tags = new Map(
  Object.entries({
    fr: 'french francais français frenchb acadian canadien fr fre fra',
    'fr-CA': 'canadianfrench',
    en: 'english anglais en eng usenglish',
    'en-US': 'american usenglish',
    'en-GB': 'british ukenglish',
    'en-CA': 'canadian',
    'en-AU': 'australian',
    ar: 'arabic arabe ar ara العربية',
    ber: 'berber amazigh tamazight tamazigh tmz',
    es: 'spanish espagnol es spa castillan castellano',
    de: 'german ngerman allemand de deu ger germanb',
    'de-AT': 'austrian naustrian',
    'de-CH': 'swissgerman nswissgerman',
    it: 'italian italien it ita italiano',
    pt: 'portuguese portugais pt por portuges',
    'pt-BR': 'brazilian brazil',
    nl: 'dutch neerlandais néerlandais nl nld dut',
    ca: 'catalan ca cat',
    la: 'latin la lat',
    el: 'greek grec el ell gre polutonikogreek',
    he: 'hebrew hebreu hébreu he heb',
    fa: 'persian farsi persan fa fas per',
    tr: 'turkish turc tr tur',
    ru: 'russian russe ru rus',
    pl: 'polish polonais pl pol',
    sv: 'swedish suedois suédois sv swe',
    da: 'danish danois da dan',
    nb: 'norwegian norsk norvegien norvégien nb nob no',
    fi: 'finnish finnois fi fin',
    cs: 'czech tcheque tchèque cs ces cze',
    hu: 'hungarian magyar hongrois hu hun',
    ro: 'romanian roumain ro ron rum',
    zh: 'chinese chinois zh zho chi',
    ja: 'japanese japonais ja jpn',
    ko: 'korean coreen coréen ko kor'
  }).flatMap(([tag, names]) => names.split(' ').map((name) => [name, tag] as const))
)

/** `french`, `langfrench`, `Français`, `fr_FR`… → `fr`, `fr-FR`; undefined when it names no language we know. */
export function languageTag(name: string): string | undefined {
  const plain = name.trim().toLowerCase()
  const known = tags.get(plain) ?? tags.get(plain.replace(/^lang/, ''))
  if (known) return known
  const code = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}))?$/i.exec(name.trim())
  if (!code) return undefined
  try {
    return Intl.getCanonicalLocales(name.trim().replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}
