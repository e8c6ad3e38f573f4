/** A document → the same, where what is printed away from its place says the language of that place: notes, captions in lists. */

import type {Nodes, Root} from 'mdast'
import type {Plugin} from 'unified'
import {directionOf} from '../../document/language.ts'

export interface InheritLanguageOptions {
  /** BCP 47 tag of the text. */
  lang: string
  /** Of the page around it, where nothing needs to be said. */
  around: string
}

interface Place {
  lang: string
  dir: string
}

/** Give notes and captions the language and the direction of the text that they are typed in. Runs before notes are made for citations. */
export const inheritLanguage: Plugin<[InheritLanguageOptions], Root> =
  ({lang, around}) =>
  (tree) => {
    inherit(tree, {lang, dir: directionOf(lang)})

    function inherit(node: Nodes, place: Place): void {
      const {lang, dir} = node.attributes?.pairs ?? {}
      const here = {lang: lang ?? place.lang, dir: dir ?? (lang ? directionOf(lang) : place.dir)}
      if (node.type === 'footnote' || node.type === 'caption' || node.type === 'shortCaption') mark(node, here)
      if ('children' in node) for (const child of node.children) inherit(child, here)
    }

    function mark(node: Nodes, {lang, dir}: Place): void {
      const own: Record<string, string> = {}
      if (lang !== around) own.lang = lang
      if (dir !== directionOf(around)) own.dir = dir
      if (Object.keys(own).length === 0) return
      const {id, classes = [], pairs = {}} = node.attributes ?? {}
      node.attributes = {id, classes, pairs: {...own, ...pairs}}
    }
  }
