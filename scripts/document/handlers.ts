/** The shape of a writer that walks the document itself: one function a node, and the compiler says which is missing. */

import type {WrittenNode} from './nodes.ts'

/** `state` is the writer's own; `Output` is what one node becomes. */
export type Handlers<State, Output> = {
  [Type in WrittenNode['type']]: (node: Extract<WrittenNode, {type: Type}>, state: State) => Output
}
