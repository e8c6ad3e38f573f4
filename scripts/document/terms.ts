/** A language, and what `terms:` of thesis.yml replaces → the terms that the outputs print by themselves. */

import {z} from 'zod'
import {isSameLanguage, languageOf} from './language.ts'
import {ar} from './terms/ar.ts'
import {de} from './terms/de.ts'
import {en, enUS} from './terms/en.ts'
import {es} from './terms/es.ts'
import {fr} from './terms/fr.ts'
import {it} from './terms/it.ts'
import {pt, ptBR} from './terms/pt.ts'
import type {BoxKind, StatementKind, Terms} from './terms/types.ts'
import {capitalise} from './text.ts'

export type {BoxKind, Terms} from './terms/types.ts'

const languages: Readonly<Record<string, Terms>> = {ar, de, en, 'en-US': enUS, es, fr, it, pt, 'pt-BR': ptBR}

/** Some of the terms, in the same shape. */
export type OwnTerms = {
  [Key in keyof Terms]?: Terms[Key] extends readonly string[] | string ? Terms[Key] : Partial<Terms[Key]>
}

/** What the terms of a thesis depend on. */
export interface TermsOptions {
  /** BCP 47, of the thesis. */
  lang: string
  terms: OwnTerms
}

/** Whether the terms of a language are known, by BCP 47 tag. */
export function hasTerms(lang: string): boolean {
  return Object.hasOwn(languages, languageOf(lang))
}

/** The terms of all languages that are known. */
export const allTerms = (): Terms[] => Object.values(languages)

/** The terms of a language; English for the languages whose terms are not known. */
export function termsOf(lang: string): Terms {
  return languages[lang] ?? languages[languageOf(lang)] ?? en
}

/**
 * The terms for a text of a thesis: those of its language, with what the author replaces where it is the thesis's.
 *
 * @param lang  of the text (default: the thesis's); the thesis's terms are taken for a language that has none
 */
export function termsIn({lang: own, terms}: TermsOptions, lang = own): Terms {
  return isSameLanguage(lang, own) || !hasTerms(lang) ? withOwn(termsOf(own), terms) : termsOf(lang)
}

/** `{from} à {to}` and its values → the text. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (typed, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : typed
  )
}

/** Title of a part, from 1: « Première partie », “Part 1”. */
export function partTitle(n: number, {ordinalParts, numberedPart}: Terms): string {
  return ordinalParts[n - 1] ?? fill(numberedPart, {n})
}

/** Title of a box whose author gave none: « Avertissement », « Théorème ». */
export function boxTitle(kind: BoxKind, terms: Terms): string {
  return Object.hasOwn(terms.boxes, kind)
    ? terms.boxes[kind as keyof Terms['boxes']]
    : capitalise(terms[kind as StatementKind][0])
}

/** `terms:` of thesis.yml: any of the terms. */
export const termsSchema = schemaOf(fr) as unknown as z.ZodType<OwnTerms>

function schemaOf(value: unknown): z.ZodType {
  if (typeof value === 'string') return z.string()
  if (Array.isArray(value)) return value.length === 2 ? z.tuple([z.string(), z.string()]) : z.array(z.string())
  const entries = Object.entries(value as object).map(([key, inner]) => [key, schemaOf(inner).optional()] as const)
  return z.strictObject(Object.fromEntries(entries))
}

function withOwn<Some extends object>(known: Some, own: object): Some {
  const merged = Object.entries(own).map(([key, value]) => {
    const before = (known as Record<string, unknown>)[key]
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
    return [key, isGroup ? withOwn(before as object, value) : value]
  })
  return {...known, ...Object.fromEntries(merged)}
}
