/** What an author types for a language, as zod reads it: its tag, or what is wrong with it. */

import {z} from 'zod'
import {languageMistake, readLanguageTag} from './language.ts'

/** A language, by BCP 47 tag. */
export const languageSchema = z.string().transform((typed, context) => {
  const mistake = languageMistake(typed)
  if (mistake) context.addIssue({code: 'custom', message: mistake.reason, params: mistake})
  return readLanguageTag(typed) ?? typed
})
