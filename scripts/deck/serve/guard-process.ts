/** Loaded before Slidev (`node --import`): every server of its process is guarded, whatever theme the deck has. */

import {Server} from 'node:http'
import {Server as SecureServer} from 'node:https'
import {guardServer} from '../../serve/guard.ts'

/** Slidev's door for programs, which can rewrite the slides: open where the deck has `mcp: true`. */
const closed = process.env.THESIS_DECK_MCP === '1' ? [] : ['/__mcp']

for (const {prototype} of [Server, SecureServer]) guardServer(prototype, closed)
