/** Arguments → `cli.ts`, whose types are stripped once: Node strips those of the first file each time, for 80 ms. */

import {enableCompileCache} from 'node:module'

enableCompileCache()
await import('./cli.ts')
