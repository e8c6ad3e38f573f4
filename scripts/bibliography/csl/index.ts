/** A CSL 1.0.2 processor: CSL-JSON items, clusters of cites and a style → trees of styled text. See README.md. */

export {contentToText} from './layout.ts'
export type {FindLocale} from './locale.ts'
export type {Formatted} from './printer.ts'
export {type Document, openProcessor, type Processor, type ProcessorOptions} from './processor.ts'
export {type CompiledStyle, compileStyle, type Style, type StyleOptions} from './style.ts'
export type * from './types.ts'
