/** Types of the deck's virtual module. */
declare module 'virtual:thesis' {
  const thesis: import('../../scripts/deck/deck-data.ts').DeckData
  export default thesis
}

/** Style sheets, which Vite puts into the page. */
declare module '*.css'
