/** `thesis/data/results/results.yml` → what other programs made, by which script, and whether the script is still the same. */

import type {VFile} from 'vfile'
import {z} from 'zod'
import {error, inform, warn} from '../messages/messages.ts'
import {type Path, readYaml, type YamlValue} from '../messages/read-yaml.ts'
import {yamlRules} from './declaration.ts'
import {inCode} from './problem.ts'
import {date, filledText} from './schema.ts'

const run = z.strictObject({
  script: filledText.describe('The script, from the folder of the thesis: analysis/model.R.'),
  command: filledText
    .optional()
    .describe('What makes the files anew, in the folder of the thesis: Rscript analysis/model.R.'),
  files: z.array(filledText).min(1).describe('The files that it writes, in thesis/data/results/.'),
  hash: filledText.optional().describe('SHA-256 of the script when it last ran; `results --run` writes it.'),
  date: date.optional().describe('When it last ran; `results --run` writes it.')
})

/** `results.yml`: one entry a script. */
export const resultsSchema = z.array(run)

/** A script and the files that it wrote. */
export type ResultRun = z.output<typeof run>

/** What is known of the files that `results.yml` names. */
export interface ResultFiles {
  /** SHA-256 of a script; undefined when there is none. */
  hashOf: (script: string) => Promise<string | undefined>
  /** Names of the files of `results/`. */
  names: readonly string[]
}

/** Whether a file is `results.yml`. */
export function isResults({path}: VFile): boolean {
  return /(?:^|\/)data\/results\/results\.ya?ml$/.test(path)
}

/** Emits `data:unreadable`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`. */
export function readResults(file: VFile): YamlValue<ResultRun[]> {
  return readYaml(file, resultsSchema, {rules: yamlRules, name: 'results.yml'})
}

/** Whether a result may differ from what its script gives now. */
export function isStale({hash: recorded}: ResultRun, hash: string | undefined): boolean {
  return recorded?.replace(/^sha256:/, '') !== hash
}

/**
 * Compare results with their scripts.
 *
 * Emits `data:stale-result` where a script changed after its last run, `data:missing-result` for a script or a file that
 * is not there, and what `readResults` finds wrong; a remark names files that no script is said to write.
 */
export async function checkResults(file: VFile, {hashOf, names}: ResultFiles): Promise<void> {
  const {value: runs = [], placeOf} = readResults(file)
  const missing = (reason: string, at: Path, actual: string, fix: string) =>
    error(file, reason, {at: placeOf(at), rule: 'data:missing-result', actual, fix})
  for (const [index, one] of runs.entries()) {
    const {script} = one
    const hash = await hashOf(script)
    if (hash === undefined) {
      const fix = 'Write the path of the script from the folder of the thesis.'
      missing(`Missing script \`${script}\``, [index, 'script'], script, fix)
    } else if (isStale(one, hash)) {
      const when = one.date === undefined ? 'it has no date' : `it is of ${one.date}`
      warn(file, `Result older than its script \`${script}\`: ${when}, and the script changed since`, {
        at: placeOf([index, 'hash']) ?? placeOf([index, 'script']),
        rule: 'data:stale-result',
        fix: one.command
          ? 'Run `node scripts/cli.ts results --run`, which executes its `command`.'
          : 'Run the script, or give it a `command` and run `node scripts/cli.ts results --run`.'
      })
    }
    for (const [at, name] of one.files.entries()) {
      if (names.includes(name)) continue
      const fix = 'Run `node scripts/cli.ts results --run`, or correct the name of the file.'
      missing(`Missing result \`${name}\` of \`${script}\``, [index, 'files', at], name, fix)
    }
  }
  const listed = new Set(runs.flatMap(({files}) => files))
  const strangers = names.filter((name) => !listed.has(name))
  if (runs.length === 0 || strangers.length === 0) return
  inform(file, `Results that no script is said to write: ${inCode(strangers)}`, {
    rule: 'data:missing-result',
    fix: 'Name each under `files` of the script that writes it.'
  })
}
