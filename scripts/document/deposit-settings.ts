/** What `thesis.yml` says for the deposit of the thesis: `archive:`, `identifiers:`, `deposit:`. */

import {z} from 'zod'
import {isSameLanguage} from './language.ts'

/** Levels of PDF/A that the PDF engine writes: ISO 19005-1 to -4. */
const standards = ['1a', '1b', '2a', '2b', '2u', '3a', '3b', '3u', '4', '4e', '4f'] as const
export type ArchiveStandard = (typeof standards)[number]

/** `2a`, `a-2a`, `PDF/A-2a`; 4 is a number in YAML. */
export const archiveSchema = z
  .union([z.string(), z.int().transform(String)])
  .transform((typed) => typed.toLowerCase().replace(/^(?:pdf\/)?a-/, ''))
  .pipe(z.enum(standards))
  .default('2a')

/** Names of the thesis in the registers of others. */
export const identifiersSchema = z
  .strictObject({
    doi: z
      .string()
      .transform((typed) => typed.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ''))
      .pipe(z.string().regex(/^10\.\d{4,9}(?:\.\d+)*\/\S+$/, 'expected a DOI such as `10.5281/zenodo.1234`'))
      .optional(),
    /** « Numéro national de thèse », which the university gives: four digits, four letters or digits, four more. */
    nnt: z
      .string()
      .regex(/^\d{4}[A-Z]{2}[A-Z0-9]{6}$/, 'expected a number such as `2026ABCD0001`')
      .optional(),
    hal: z.string().optional(),
    ark: z.string().optional(),
    isbn: z.string().optional(),
    url: z.url('expected an address such as `https://theses.fr/2026ABCD0001`').optional()
  })
  .prefault({})

/** Subjects of the OAI sets of TEF 2.0: tens of Dewey, and three classes more. */
const dewey = new Set([
  ...Array.from({length: 100}, (_, ten) => String(ten * 10).padStart(3, '0')).filter(
    (code) => !['010', '030', '040', '050', '080'].includes(code)
  ),
  ...['004', '796', '944']
])

/** The institution of a profile, as its deposit needs it. */
export interface Institution {
  name: string
  record: 'tef' | 'none'
  /** Keys of thesis.yml that do not keep its rules. */
  unkept: readonly string[]
}

/** A name in a register of people or institutions: eight digits, and one or X. */
export const idrefSchema = z
  .string()
  .regex(/^\d{8}[\dX]$/, "expected a number of IdRef in quotes, such as `'026403633'`")

export const orcidSchema = z
  .string()
  .transform((typed) => typed.replace(/^https?:\/\/orcid\.org\//, ''))
  .pipe(z.string().regex(/^(?:\d{4}-){3}\d{3}[\dX]$/, 'expected an ORCID such as `0000-0002-1825-0097`'))

export const depositSchema = z
  .strictObject({
    /** Day of the defence: `2026-12-01`. */
    defended: z.iso.date('expected a day such as `2026-12-01`').optional(),
    /** Broad subject, a class of Dewey: `330` for economics. */
    subject: z
      .union([z.string(), z.int().transform((code) => String(code).padStart(3, '0'))])
      .transform((typed) => typed.replace(/^ddc:/, ''))
      .refine((code) => dewey.has(code), 'expected a class of Dewey by tens, such as 330 for economics')
      .optional(),
    /** Numbers of the institutions in IdRef, the authority file of French libraries. */
    idref: z
      .strictObject({
        university: idrefSchema.optional(),
        school: idrefSchema.optional(),
        laboratory: idrefSchema.optional()
      })
      .prefault({}),
    /** Whether the jury lets the thesis be published. */
    published: z.boolean().optional(),
    /** Whether the thesis is made of works that were published before. */
    works: z.boolean().default(false),
    /** Longest abstract that is accepted, in characters with their spaces. */
    abstracts: z.int().positive().optional(),
    /** Beginning of the names of the files: `{year}_{family}`; `{given}` and `{nnt}` too. */
    name: z.string().optional()
  })
  .prefault({})

/** Characters that an abstract may have: for a thesis in French, what its universities accept when it is deposited. */
export function longestAbstract({limits, lang}: {limits: {abstract?: number | undefined}; lang: string}): number {
  return limits.abstract ?? (isSameLanguage(lang, 'fr') ? 1700 : Number.POSITIVE_INFINITY)
}
