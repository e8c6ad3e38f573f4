/** The manifest of an output folder: which files a build wrote there, and what they were. Text ↔ names and hashes. */

import {hash} from 'node:crypto'
import path from 'node:path'
import {z} from 'zod'

/** A path that stays inside the folder that it is relative to. */
export const innerPath = z
  .string()
  .refine((file) => file !== '' && file === path.posix.normalize(file) && !/^(?:\/|\.\.(?:\/|$)|\.$)/.test(file))

const manifestSchema = z.strictObject({
  version: z.literal(1),
  files: z.record(innerPath, z.strictObject({kind: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/)}))
})

/** A file that a build wrote. */
export interface WrittenFile {
  /** The output that it belongs to: `html`, `pdf`… */
  kind: string
  sha256: string
}

/** By path from the output folder. */
export type Manifest = Map<string, WrittenFile>

/** Undefined when it is damaged, or of another version. */
export function readManifest(text: string): Manifest | undefined {
  try {
    return new Map(Object.entries(manifestSchema.parse(JSON.parse(text)).files))
  } catch {
    return undefined
  }
}

/** The same files, the same bytes. */
export function writeManifest(manifest: Manifest): string {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({version: 1, files}, null, 1)}\n`
}

export function sha256(contents: string | Uint8Array): string {
  return hash('sha256', contents)
}
