/** The thread of the printed pages: takes projects, answers with pages. */

import {parentPort} from 'node:worker_threads'
import {nativeEngine} from '../write/pdf/engine-native.ts'
import {openPress} from './press.ts'

const print = openPress(nativeEngine, (news) => parentPort!.postMessage(news))
parentPort!.on('message', (request: Parameters<typeof print>[0]) => void print(request))
