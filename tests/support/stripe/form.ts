/** Parameters as the API takes them: strings, lists and objects, from `a[b][0][c]=d`. */
export type Parameter = string | Parameter[] | { [name: string]: Parameter }
export interface Parameters {
  [name: string]: Parameter
}

const PART = /\[([^\]]*)\]/g

export function parseForm(text: string): Parameters {
  const root: Parameters = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [name.split('[')[0], ...[...name.matchAll(PART)].map(([, part]) => part)]
    place(root, path, value)
  }
  return settle(root) as Parameters
}

function place(root: Parameters, path: string[], value: string) {
  let at = root
  for (const part of path.slice(0, -1)) {
    at[part] = (at[part] ?? {}) as Parameters
    at = at[part] as Parameters
  }
  const last = path.at(-1)!
  at[last === '' ? String(Object.keys(at).length) : last] = value
}

/** Objects whose names are 0, 1, 2 … are lists. */
function settle(value: Parameter): Parameter {
  if (typeof value === 'string' || Array.isArray(value)) {
    return value
  }
  const names = Object.keys(value)
  const isList = names.length > 0 && names.every((name) => /^\d+$/.test(name))
  return isList
    ? names.map((name) => settle(value[name]))
    : Object.fromEntries(names.map((name) => [name, settle(value[name])]))
}

/** Reads parameters of one call. */
export class Form {
  constructor(readonly values: Parameters) {}

  has = (name: string) => this.values[name] !== undefined
  text = (name: string) => this.values[name] as string | undefined
  number = (name: string) => (this.has(name) ? Number(this.values[name]) : undefined)
  flag = (name: string) => (this.has(name) ? this.values[name] === 'true' : undefined)
  part = (name: string) => new Form((this.values[name] || {}) as Parameters)
  parts = (name: string) =>
    ((this.values[name] || []) as Parameters[]).map((values) => new Form(values))
  list = (name: string) => (this.values[name] || []) as string[]
  texts = () => this.values as Record<string, string>
}
