/** The name of a profile → what an institution asks: settings that stand where thesis.yml says nothing, and rules. */

import posix from 'node:path/posix'
import {fileURLToPath} from 'node:url'
import type {VFile} from 'vfile'
import {z} from 'zod'
import {configSchema, type ReadConfig} from './config.ts'
import {type Folder, openFolder, readText} from './files.ts'
import {error} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import {readYaml} from './messages/read-yaml.ts'

const rule = z.union([
  /** The key has a value. */
  z.literal('required'),
  z.strictObject({
    least: z.number().optional(),
    most: z.number().optional(),
    'one-of': z.array(z.string()).optional(),
    /** What the institution says, in a few words. */
    note: z.string().optional()
  })
])

/** `scripts/profiles/NAME.yml`, and `template/NAME.yml` of the author's. */
const profileSchema = z.strictObject({
  name: z.string().min(1),
  /** The record that a deposit takes: that of French theses, or none. */
  record: z.enum(['tef', 'none']).default('tef'),
  /** Where the institution says it: addresses. */
  source: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  /** As in thesis.yml; the author's own keys win. */
  settings: z.record(z.string(), z.unknown()).default({}).check(isSettings),
  /** By key of thesis.yml, as `abstracts.en` or `page.margins.inner`; lengths in millimetres, type in points. */
  rules: z.record(z.string(), rule).default({})
})

export type Profile = z.infer<typeof profileSchema> & {id: string}

/** Held against the schema of thesis.yml, where the only required key is not a profile's. */
function isSettings(context: z.core.ParsePayload<Record<string, unknown>>): void {
  const found = configSchema.safeParse({title: 'T', ...context.value})
  for (const issue of found.error?.issues ?? []) context.issues.push({...issue, input: context.value} as never)
}

/** The profile, undefined when nobody has it or it cannot be used; its file, where the author wrote it. */
export interface ReadProfile {
  profile?: Profile | undefined
  file?: VFile | undefined
}

/**
 * Find `template/NAME.yml` beside thesis.yml, or one of ours.
 *
 * Emits `config:unknown-profile` on thesis.yml; `config:unreadable`, `config:missing`, `config:unknown-key` and
 * `config:wrong-value` on a profile of the author's.
 */
export async function readProfile(
  name: string,
  folder: Folder,
  root: string,
  configFile: VFile,
  placeOf: ReadConfig['placeOf']
): Promise<ReadProfile> {
  const own = await openFolder(fileURLToPath(new URL('profiles/', import.meta.url)))
  const beside = posix.join(root, 'template')
  const isName = !/[/\\*?]|^\./.test(name)
  const written = isName ? await readText(folder, `${beside}/${name}.yml`).catch(() => undefined) : undefined
  const file = written ?? (isName ? await readText(own, `${name}.yml`) : undefined)
  if (!file) {
    const known = [...(await own.list('*.yml')), ...(await folder.list(`${beside}/*.yml`))].map((path) =>
      posix.basename(path, '.yml')
    )
    error(configFile, `Unknown profile \`${name}\``, {
      at: placeOf(['profile']),
      rule: 'config:unknown-profile',
      actual: name,
      expected: nearest(name, known),
      fix:
        didYouMean(name, known) ||
        `Write one of ${known.map((one) => `\`${one}\``).join(', ')}, or put \`${name}.yml\` into the folder \`template\` beside thesis.yml.`
    })
    return {}
  }
  const {value} = readYaml(file, profileSchema, {
    rules: {
      unreadable: 'config:unreadable',
      missing: 'config:missing',
      unknown: 'config:unknown-key',
      wrong: 'config:wrong-value'
    },
    name: 'the profile'
  })
  return {profile: value && {...value, id: name}, file: written}
}

/** The author's own keys over those of a profile, down to each key of a key. */
export function withProfile(typed: unknown, settings: Readonly<Record<string, unknown>>): unknown {
  if (!isMapping(typed)) return typed
  const values: Record<string, unknown> = {...typed}
  for (const [key, value] of Object.entries(settings)) {
    if (values[key] === undefined) values[key] = value
    else if (isMapping(value)) values[key] = withProfile(values[key], value)
  }
  return values
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
