import { watch } from 'node:fs'

/** An editor writes a save in several steps, and several files at once. */
const SETTLED_MS = 120

/**
 * Does the work once, and again after each change below the folder, one at a time: what changes meanwhile is worked on next. Ends
 * with the signal.
 */
export async function watchFolder(
  folder: string,
  work: (changed: string[]) => Promise<void>,
  signal: AbortSignal
): Promise<void> {
  const changes = new Changes()
  const watcher = watch(folder, { recursive: true, signal }, (_, name) => changes.note(name ?? ''))
  // A folder that goes away for a moment, as it does when a branch is changed, ends nothing.
  watcher.on('error', () => {})
  signal.addEventListener('abort', () => changes.end(), { once: true })
  await work([])
  for await (const changed of changes) {
    await work(changed)
  }
}

/** Names of what changed, handed on once nothing more comes for a moment. */
class Changes {
  readonly #names = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #isEnded = false
  #wake = Promise.withResolvers<void>()

  note(name: string) {
    this.#names.add(name)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#wake.resolve(), SETTLED_MS)
  }

  end() {
    this.#isEnded = true
    clearTimeout(this.#timer)
    this.#wake.resolve()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string[]> {
    for (;;) {
      await this.#wake.promise
      this.#wake = Promise.withResolvers()
      if (this.#isEnded) {
        return
      }
      const names = [...this.#names].sort()
      this.#names.clear()
      yield names
    }
  }
}
