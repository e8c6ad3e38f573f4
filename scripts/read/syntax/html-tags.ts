/** The names of HTML: which elements are blocks, which hold no Markdown. */

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Elements that stand between paragraphs, and whose inside is Markdown. */
export const blockTags = set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main menu meta nav ' +
    'ol optgroup option p search section summary table tbody td tfoot th thead tr ul'
)

/** Elements whose inside is no text, alone between blocks or in a line. */
export const embeddedTags = set(
  'applet audio button canvas iframe map math noembed noframes noscript object picture plaintext progress select svg ' +
    'template title video xmp'
)

/** Elements whose inside stays as typed, empty lines included. */
export const verbatimTags = set('pre script style textarea')

/** Elements without an end tag. */
export const voidTags = set('area base br col embed hr img input link meta param source track wbr')
