import type { IgnoredField } from './format.js'

/** More names than this are no columns any more; the rest is counted together. */
const MOST_NAMED = 50
const OTHERS = '(other fields)'

/** Counts the values of fields that no column was made for, so that none is lost without a word. */
export class IgnoredFields {
  private readonly found = new Map<string, IgnoredField>()
  private known: Set<string> | undefined

  get list(): IgnoredField[] {
    return [...this.found.values()]
  }

  note(position: number, record: Record<string, string>, columns: string[]) {
    this.known ??= new Set(columns)
    for (const name in record) {
      if (!this.known.has(name) && record[name] !== '') {
        this.count(name, position)
      }
    }
  }

  private count(name: string, position: number) {
    const isNew = !this.found.has(name)
    const kept = isNew && this.found.size >= MOST_NAMED ? OTHERS : name
    const field = this.found.get(kept)
    if (field) {
      field.count++
    } else {
      this.found.set(kept, { name: kept, count: 1, firstPosition: position })
    }
  }
}
