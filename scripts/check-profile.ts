/** A thesis and the profile of its institution → messages: each rule that is not kept. */

import type {VFile} from 'vfile'
import type {Config, ReadConfig} from './config.ts'
import {designPage} from './document/design.ts'
import type {FontFile} from './document/font-file.ts'
import {findTypeface} from './document/fonts.ts'
import {isSameLanguage} from './document/language.ts'
import {warn} from './messages/messages.ts'
import type {Profile} from './read-profile.ts'

/**
 * Report the rules of a profile that thesis.yml breaks, each at the key that breaks it.
 *
 * Emits `config:profile-missing`, `config:profile-limit`.
 *
 * @param fonts  of the author's
 * @returns the keys of these rules
 */
export function checkProfile(
  {id, name, rules}: Profile,
  config: Config,
  fonts: readonly FontFile[],
  file: VFile,
  placeOf: ReadConfig['placeOf']
): string[] {
  const unkept: string[] = []
  const page = designPage(config.page, fonts)
  for (const [key, rule] of Object.entries(rules)) {
    const path = key.split('.')
    const value = measured(path, page) ?? valueAt(path, config)
    const at = placeOf(path) ?? placeOf(path.slice(0, -1)) ?? placeOf(['profile'])
    if (rule === 'required') {
      if (isThere(value)) continue
      unkept.push(key)
      warn(file, `Missing \`${key}\`, which the profile \`${id}\` requires`, {
        at: placeOf(['profile']),
        rule: 'config:profile-missing',
        fix: `Write \`${key}\` in thesis.yml: ${name} requires it.`
      })
      continue
    }
    const {least, most, 'one-of': allowed, note} = rule
    const because = `${name} asks for it${note ? ` (${note})` : ''}`
    const count = Array.isArray(value) ? value.length : Number(value)
    const shown = Math.round(count * 100) / 100
    const broken =
      least !== undefined && count < least - tolerance
        ? {is: `${shown}`, asked: `at least ${least}`}
        : most !== undefined && count > most + tolerance
          ? {is: `${shown}`, asked: `at most ${most}`}
          : allowed && !allowed.some((one) => (findTypeface(one, fonts)?.name ?? one) === value)
            ? {is: String(value), asked: allowed.map((one) => `\`${one}\``).join(' or ')}
            : undefined
    if (!broken) continue
    unkept.push(key)
    warn(file, `\`${key}\` is ${broken.is}, and the profile \`${id}\` allows ${broken.asked}`, {
      at,
      rule: 'config:profile-limit',
      actual: broken.is,
      fix: `Write ${broken.asked} for \`${key}\`: ${because}.`
    })
  }
  return unkept
}

/** Of a length in millimetres, or of a type size in points. */
const tolerance = 0.01

/** What a key of `page` comes to. */
function measured([first, second, third]: readonly string[], page: ReturnType<typeof designPage>): unknown {
  if (first !== 'page') return undefined
  const {margins, sizes, width, height, text, headings} = page
  if (second === 'margins') return margins[third as keyof typeof margins]
  if (second === 'font') return third === 'headings' ? headings.name : text.name
  if (second === 'size') return third === 'width' ? width : height
  return {'font-size': sizes.text, 'note-size': sizes.small, leading: sizes.line / sizes.text}[second ?? '']
}

/** A value of thesis.yml; a language stands for its regions. */
function valueAt(path: readonly string[], config: Config): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined
    const key = Object.keys(value).find((one) => one === step || isSameLanguage(one, step))
    return key === undefined ? undefined : (value as Record<string, unknown>)[key]
  }, config)
}

const isThere = (value: unknown) =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  value !== false &&
  !(Array.isArray(value) && value.length === 0)
