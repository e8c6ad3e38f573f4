/** A process that publishes one edition after the other into the folder that it is given, until it is killed. */

import {flushCompileCache} from 'node:module'
import {publish} from '../../scripts/publish/publish.ts'
import {edition} from './editions.ts'

const out = process.argv[2]!
await publish(out, edition('a'))
// A process that is killed keeps nothing for the next one, which would start as slowly.
flushCompileCache()
process.send!('ready')
for (;;) for (const name of ['b', 'a']) await publish(out, edition(name))
