/** Gives each distinct value of a chunk a place. */
export class DistinctValues<Value> {
  readonly values: Value[] = []
  private readonly places = new Map<string | null, number>()
  private readonly objects = new Map<Value, number>()

  placeOf(value: Value, spelling: string | null): number {
    const known = this.places.get(spelling)
    if (known !== undefined) {
      return known
    }
    const place = this.values.push(value) - 1
    this.places.set(spelling, place)
    return place
  }

  /** Of values that are mostly the very object that was met before, which need no spelling then. */
  placeOfObject(value: Value, spell: (value: Value) => string): number {
    const known = this.objects.get(value)
    if (known !== undefined) {
      return known
    }
    const place = this.placeOf(value, spell(value))
    this.objects.set(value, place)
    return place
  }
}
