/**
 * Arguments → the engine: its bundle where that is of exactly these sources, else `cli.ts`. A stack trace names sources.
 *
 * Node strips the types of the first file each time, for 80 ms; here they are stripped once.
 */

import module from 'node:module'

if (process.features.typescript) {
  module.enableCompileCache()
  const {findBundle} = await import('./cache/engine-version.ts')
  const bundle = process.argv.includes('--verbose') ? undefined : findBundle()
  await import(bundle ?? './cli.ts')
} else {
  console.error(`error: the engine needs Node 24 or later, and this is Node ${process.versions.node}
Type npm run build, or npx node scripts/cli.js in its folder: npm ci has brought Node 24 into it.`)
  process.exitCode = 2
}
