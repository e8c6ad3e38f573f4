/** A seed and a budget → inputs made, tried, and the faults found in them, each minimised. */

import {exceptionFault, type Fault} from './faults.ts'
import {type Lane, lanes} from './lanes.ts'
import {minimise} from './minimise.ts'
import {mutate} from './mutate.ts'
import {openRandom, type Random} from './random.ts'

export interface Found extends Fault {
  lane: string
  /** Of the round that made it. */
  seed: number
  text: string
}

export interface RunOptions {
  seed: number
  /** Names of lanes; all that have a share of the time unless said otherwise. */
  only?: readonly string[]
  /** Whether to go on, asked before each round. */
  goesOn: (rounds: number) => boolean
  /** Told before each round. */
  onStart?: (lane: string, seed: number, texts: readonly string[]) => void
  onFound?: (found: Found) => void
  /** Told at each step of minimising. */
  onTry?: () => void
  /** An input that takes as many times the lane's usual time hangs. */
  slowest?: number
}

export interface RunResult {
  /** Inputs by lane. */
  inputs: Record<string, number>
  /** Milliseconds by lane. */
  time: Record<string, number>
  found: Found[]
}

/** Of texts with the same signature, as many of different shapes are reported: one oracle may see many faults. */
const mostShapes = 4

/** Go through the lanes, each for its share, until the budget is spent. */
export async function run({
  seed,
  only,
  goesOn,
  onStart,
  onFound,
  onTry,
  slowest = Number.POSITIVE_INFINITY
}: RunOptions): Promise<RunResult> {
  const chosen = lanes.filter(({name, share}) => (only ? only.includes(name) : share > 0))
  const result: RunResult = {inputs: {}, time: {}, found: []}
  const known = new Map<string, Set<string>>()
  for (let round = 0; goesOn(round); round++) {
    const roundSeed = seed + round
    const random = openRandom(roundSeed * 7919)
    const lane = choose(chosen, random)
    const texts = inputs(lane, random)
    onStart?.(lane.name, roundSeed, texts)
    const before = process.cpuUsage()
    const faults = await faultsOf(lane, texts)
    const time = cpuTime(before)
    const usual = (result.time[lane.name] ?? 0) / (result.inputs[lane.name] || 1)
    if (result.inputs[lane.name]! > 100 && time > 300 && time > slowest * usual * texts.length) faults.push(hang)
    result.inputs[lane.name] = (result.inputs[lane.name] ?? 0) + texts.length
    result.time[lane.name] = (result.time[lane.name] ?? 0) + time
    for (const fault of faults) {
      const shapes = known.get(lane.name + fault.signature) ?? new Set()
      known.set(lane.name + fault.signature, shapes)
      if (shapes.size >= (fault.kind === 'message' || fault.kind === 'leak' ? 1 : mostShapes)) continue
      const text = await reduce(lane, texts, fault, time, onTry)
      const shape = text.replace(/[\p{L}\p{N}]+/gu, 'x')
      if (shapes.has(shape)) continue
      shapes.add(shape)
      const found = {...fault, lane: lane.name, seed: roundSeed, text}
      result.found.push(found)
      onFound?.(found)
    }
  }
  return result
}

const hang: Fault = {kind: 'hang', signature: 'hang', detail: ''}

/** A lane, as often as its share says. */
function choose(chosen: readonly Lane[], random: Random): Lane {
  const all = chosen.flatMap((lane) => Array.from({length: lane.share || 1}, () => lane))
  return random.pick(all)
}

function inputs({make, signs, seeds, together = 1}: Lane, random: Random): string[] {
  return Array.from({length: together}, () => {
    if (signs.length === 0) return make(random)
    const text = random.chance(0.5) ? make(random) : random.pick(seeds)
    return random.chance(0.25) ? text : mutate(text, random, signs, seeds)
  })
}

/** The faults of texts together; an exception is one. */
export async function faultsOf(lane: Lane, texts: readonly string[]): Promise<Fault[]> {
  try {
    return [...(await lane.check(texts))]
  } catch (cause) {
    return [exceptionFault(cause)]
  }
}

/** Milliseconds after which a text is short enough. */
const longestReduction = 4000

/** The text of several that has a fault by itself, minimised; all of them when only together they have it. */
async function reduce(
  lane: Lane,
  texts: readonly string[],
  fault: Fault,
  time: number,
  onTry?: () => void
): Promise<string> {
  const start = process.cpuUsage()
  const hasFault = async (text: string) => {
    onTry?.()
    if (cpuTime(start) > longestReduction) return false
    if (fault.kind !== 'hang')
      return (await faultsOf(lane, [text])).some(({signature}) => signature === fault.signature)
    const before = process.cpuUsage()
    await faultsOf(lane, [text])
    return cpuTime(before) > time * 0.4
  }
  for (const text of texts) if (await hasFault(text)) return minimise(text, hasFault, fault.kind === 'hang' ? 60 : 300)
  return texts.join('\n\n=====\n\n')
}

function cpuTime(before: NodeJS.CpuUsage): number {
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1000
}
