/** Types of the deck's virtual module. */
declare module 'virtual:thesis' {
  const thesis: import('../../scripts/slides/deck-data.ts').DeckData
  export default thesis
}
