/** The text of a case study in YAML → its data; every mistake is a message with its place, key and fix. */

import type {VFile} from 'vfile'
import {readYaml} from '../messages/read-yaml.ts'
import {type CaseStudyFile, caseStudySchema} from './schema.ts'

/**
 * Read one file of `thesis/data/case-studies/`.
 *
 * Emits `data:unreadable`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`.
 *
 * @returns nothing when the file cannot be used
 */
export function readCaseStudy(file: VFile): CaseStudyFile | undefined {
  return readYaml(file, caseStudySchema, {
    rules: {
      unreadable: 'data:unreadable',
      unknown: 'data:unknown-field',
      missing: 'data:missing-field',
      wrong: 'data:wrong-value'
    }
  }).value
}
