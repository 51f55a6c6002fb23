/** Collects what is wrong, each with its place in the manifest. */
export class Problems {
  readonly sentences: string[] = []

  add(sentence: string) {
    this.sentences.push(sentence)
  }

  /** Runs a compilation; what it throws becomes a sentence about the place. */
  attempt(place: string, compile: () => void) {
    try {
      compile()
    } catch (error) {
      this.add(`${place}: ${(error as Error).message}`)
    }
  }
}
