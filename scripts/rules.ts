/** Every rule that a message may name, `<stage>:<what-is-wrong>`, with its meaning in a line. */

export const rules = {
  // config
  'config:unreadable': 'thesis.yml is not valid YAML',
  'config:missing': 'a required key is absent',
  'config:unknown-key': 'a key of thesis.yml is not known',
  'config:wrong-value': 'a value of thesis.yml has not the shape expected',
  'config:missing-file': 'a file that thesis.yml names does not exist',

  // files
  'files:missing-thesis': 'the folder holds no thesis',
  'files:not-utf8': 'a text file is not UTF-8',
  'files:outside': 'a path leads out of the thesis folder'

  // read

  // transform

  // figures and data

  // bibliography and citations

  // write
} as const

export type RuleId = keyof typeof rules
