/** Options typed on a chart or table, and their schema → checked options, or what is wrong with the first that is. */

import {z} from 'zod'
import {didYouMean} from '../messages/nearest.ts'
import {inCode, isProblem, type Problem, unknownName} from './problem.ts'

/** What any figure or table may have: its writer sees to them. */
const common = ['alt', 'dir', 'lang', 'title', 'width']

/** Something's input, with its options as they are typed. */
type Typed<Input> = Omit<Input, 'options'> & {options: Record<string, string>}

/**
 * Let a function take options as typed.
 *
 * Problem: `data:unknown-option`, for an option or a value that the schema does not have.
 */
export function withOptions<Schema extends z.ZodObject, Input extends {options: object}, Output>(
  schema: Schema,
  work: z.output<Schema> extends Input['options'] ? (input: Input) => Output : never
): (input: Typed<Input>) => Output | Problem {
  return (input) => {
    const options = readOptions(schema, input.options)
    // What the schema gives is what the work takes, by the condition above.
    return isProblem(options) ? options : work({...input, options} as unknown as Input)
  }
}

/** No options but those that any figure may have. */
export const noOptions = z.object({})

function readOptions<Schema extends z.ZodObject>(
  schema: Schema,
  typed: Record<string, string>
): z.output<Schema> | Problem {
  const own = Object.keys(schema.shape)
  const unknown = Object.keys(typed).find((name) => !own.includes(name) && !common.includes(name))
  if (unknown !== undefined) {
    const fix = own.length > 0 ? undefined : 'Remove it: this one has no options.'
    return unknownName(`Unknown option \`${unknown}\``, unknown, own, fix, 'data:unknown-option')
  }
  const read = schema.safeParse(typed)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const name = String(issue?.path[0])
  const value = typed[name]
  const known = issue?.code === 'invalid_value' ? issue.values.map(String) : []
  return {
    reason: value === undefined ? `Missing option \`${name}\`` : `Unknown value \`${value}\` of the option \`${name}\``,
    rule: 'data:unknown-option',
    fix: (value && didYouMean(value, known)) || (known.length > 0 ? `Use ${inCode(known)}.` : `Write \`${name}="…"\`.`),
    expected: known
  }
}
