/** Collects the values of a statement; `bind` answers the placeholder, the same one for the same value. */
export class Parameters {
  readonly values: unknown[] = []

  bind(value: unknown, type?: string): string {
    const known = this.values.indexOf(value)
    const position = known >= 0 ? known + 1 : this.values.push(value)
    return type ? `$${position}::${type}` : `$${position}`
  }
}
