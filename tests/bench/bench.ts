/** `npm run bench`: how long the work takes, as ratios. What grows faster than its input fails, and what is lost silently. */

import {benchBibliography} from './bench-bibliography.ts'
import {benchDeck} from './bench-deck.ts'
import {benchGrowth} from './bench-growth.ts'
import {benchIdioms} from './bench-idioms.ts'
import {benchWriting} from './bench-writing.ts'

await benchWriting()
console.log()
benchBibliography()
await benchDeck()
console.log()
if ((await benchIdioms()) > 0) process.exitCode = 1
console.log()
if ((await benchGrowth()).length > 0) process.exitCode = 1
