/** Gives each distinct value of a chunk a place. */
export class DistinctValues<Value> {
  readonly values: Value[] = []
  private readonly places = new Map<string | null, number>()

  placeOf(value: Value, spelling: string | null): number {
    const known = this.places.get(spelling)
    if (known !== undefined) {
      return known
    }
    const place = this.values.push(value) - 1
    this.places.set(spelling, place)
    return place
  }
}
