/** Text → the same in the markup of others, Slidev's Markdown and page, which no tree of ours reaches. */

/** Escape what means something in HTML, in text and in attributes between double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
