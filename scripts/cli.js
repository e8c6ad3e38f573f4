/**
 * Arguments → the engine: its bundle where that is of exactly these sources, else `cli.ts`. A stack trace names sources.
 *
 * Node strips the types of the first file each time, for 80 ms; here they are stripped once.
 */

import {enableCompileCache} from 'node:module'

enableCompileCache()
const {findBundle} = await import('./cache/engine-version.ts')
const bundle = process.argv.includes('--verbose') ? undefined : findBundle()
await import(bundle ?? './cli.ts')
