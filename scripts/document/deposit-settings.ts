/** What `thesis.yml` says for the deposit of the thesis: `archive:`, `identifiers:`, `deposit:`. */

import {z} from 'zod'

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
    doi: z.string().optional(),
    /** « Numéro national de thèse », which the university gives: four digits, four letters or digits, four more. */
    nnt: z
      .string()
      .regex(/^\d{4}[A-Z]{2}[A-Z0-9]{6}$/, 'expected a number such as `2026ABCD0001`')
      .optional(),
    hal: z.string().optional(),
    ark: z.string().optional(),
    isbn: z.string().optional(),
    url: z.url().optional()
  })
  .prefault({})

/** Subjects of the OAI sets of TEF 2.0: tens of Dewey, and three classes more. */
const dewey = new Set([
  ...Array.from({length: 100}, (_, ten) => String(ten * 10).padStart(3, '0')).filter(
    (code) => !['010', '030', '040', '050', '080'].includes(code)
  ),
  ...['004', '796', '944']
])

export const depositSchema = z
  .strictObject({
    /** Day of the defence: `2026-12-01`. */
    defended: z.iso.date().optional(),
    /** Broad subject, a class of Dewey: `330` for economics. */
    subject: z
      .union([z.string(), z.int().transform((code) => String(code).padStart(3, '0'))])
      .transform((typed) => typed.replace(/^ddc:/, ''))
      .refine((code) => dewey.has(code), 'expected a class of Dewey by tens, such as 330 for economics')
      .optional(),
    /** Numbers of the institutions in IdRef, the authority file of French libraries. */
    idref: z
      .strictObject({
        university: z.string().optional(),
        school: z.string().optional(),
        laboratory: z.string().optional()
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
