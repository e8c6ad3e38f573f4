/** Two editions of the same outputs, of which each has files that the other has not. */

/** Outputs named and filled by their edition. */
export function edition(name: string) {
  const names = ['html/index.html', 'html/1.html', `html/${name}/only.html`, 'thesis.pdf', `bibliography/${name}.bib`]
  return names.map((path) => ({path, contents: `${path} of ${name}\n`.repeat(200), kind: 'html'}))
}

/** What a folder holds once they are published, beside the manifest. */
export function foundOf(name: string): Record<string, string> {
  const folders = {bibliography: '/', html: '/', [`html/${name}`]: '/'}
  return {...folders, ...Object.fromEntries(edition(name).map(({path, contents}) => [path, contents]))}
}
