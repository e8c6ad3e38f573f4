/** `a - b`, `(a + b) / c`, `sum(a, b)` → what it is made of; operators have a space on each side, as names have none. */

export type ValueFormula =
  | {type: 'path'; path: string}
  | {type: 'number'; value: number}
  | {type: 'operation'; operator: '+' | '−' | '×' | '÷'; left: ValueFormula; right: ValueFormula}
  | {type: 'call'; name: FunctionName; from: ValueFormula[]}

export const functions = ['sum', 'mean', 'median', 'min', 'max', 'count'] as const
export type FunctionName = (typeof functions)[number]

const operators: Readonly<Record<string, '+' | '−' | '×' | '÷'>> = {
  '+': '+',
  '-': '−',
  '−': '−',
  '–': '−',
  '*': '×',
  '×': '×',
  '/': '÷',
  '÷': '÷'
}

/** Whether a text may be a formula: it has an operator between spaces, a function or a bracket at its start. */
export function isFormula(text: string): boolean {
  return /\s[-+−–*×/÷]\s|^\s*(?:(?:sum|mean|median|min|max|count)\s*)?\(/.test(text)
}

/** Read a formula; the offset of what is not understood otherwise. Brackets are counted, deep ones refused. */
export function parseFormula(text: string): ValueFormula | {at: number} {
  let at = 0
  let depth = 0
  try {
    const formula = readSum(false)
    skip()
    return at < text.length ? {at} : formula
  } catch (problem) {
    if (problem !== failure) throw problem
    return {at}
  }

  function readSum(isInCall: boolean): ValueFormula {
    return readOperations(['+', '−'], () => readOperations(['×', '÷'], () => readOperand(isInCall)))
  }

  function readOperations(wanted: readonly string[], read: () => ValueFormula): ValueFormula {
    let left = read()
    for (;;) {
      const [typed, sign = ''] = /^\s+([-+−–*×/÷])\s+/.exec(text.slice(at, at + 40)) ?? []
      const operator = operators[sign]
      if (typed === undefined || operator === undefined || !wanted.includes(operator)) return left
      at += typed.length
      left = {type: 'operation', operator, left, right: read()}
    }
  }

  function readOperand(isInCall: boolean): ValueFormula {
    skip()
    const [call, name] = /^(?:(sum|mean|median|min|max|count)\s*)?\(/.exec(text.slice(at, at + 40)) ?? []
    if (call !== undefined) {
      if (++depth > 50) throw failure
      at += call.length
      const inside = [readSum(name !== undefined)]
      for (skip(); name !== undefined && text[at] === ','; skip()) {
        at += 1
        inside.push(readSum(true))
      }
      if (text[at] !== ')') throw failure
      at += 1
      depth -= 1
      return name === undefined ? inside[0]! : {type: 'call', name: name as FunctionName, from: inside}
    }
    const path = readPath(isInCall)
    if (path === '') throw failure
    return /^[-−]?\d+(?:[.,]\d+)?$/.test(path)
      ? {type: 'number', value: Number(path.replace('−', '-').replace(',', '.'))}
      : {type: 'path', path}
  }

  /** To the next operator, comma of a call or bracket that the path has not opened; quotes hide all of them. */
  function readPath(isInCall: boolean): string {
    const start = at
    let open = 0
    for (; at < text.length; at++) {
      const sign = text[at]!
      if (sign === '"') at = Math.max(at, text.indexOf('"', at + 1))
      else if (sign === '(') open += 1
      else if (sign === ')' && open-- === 0) break
      else if (sign === ',' && isInCall && open === 0) break
      else if (/\s/.test(sign) && /^\s+[-+−–*×/÷]\s/.test(text.slice(at, at + 40))) break
    }
    return text.slice(start, at).trim()
  }

  function skip(): void {
    while (/\s/.test(text[at] ?? '')) at += 1
  }
}

const failure = new Error('Not a formula')
