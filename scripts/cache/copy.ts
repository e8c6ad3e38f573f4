/** A tree of a document → one that may be changed while the first stays as it is. */

/** Copy what a tree is made of. Positions are shared: once a file is read, nobody changes one. */
export function copyTree<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyTree) as T
  if (value === null || typeof value !== 'object') return value
  const copy: Record<string, unknown> = {}
  for (const [name, own] of Object.entries(value)) copy[name] = name === 'position' ? own : copyTree(own)
  return copy as T
}
