/** A drawing as SVG → the same with ids of its own: the speaker's window and the printed deck show it more than once. */

/** Add `name` to every id of the drawing, and to what refers to it. */
export function withOwnIds(svg: string, name: string): string {
  const ids = new Set([...svg.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  const own = (id: string) => (ids.has(id) ? `${id}-${name}` : id)
  return svg
    .replace(/(?<=\sid=")[^"]+/g, own)
    .replace(/(?<=#)[^"')\s]+(?=["')])/g, own)
    .replace(/(?<=\saria-(?:labelledby|describedby)=")[^"]+/g, (list) => list.split(' ').map(own).join(' '))
}
