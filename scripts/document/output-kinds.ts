/** What can be built on its own: names of `outputs:` in `thesis.yml` and of `--only`. */

export const outputKinds = ['html', 'pdf', 'slides', 'bibliography'] as const
export type OutputKind = (typeof outputKinds)[number]
