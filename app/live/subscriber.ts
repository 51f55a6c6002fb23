import { PassThrough } from 'node:stream'

/** Who listens, by what is looked at to see whether they still may. */
export type Listener =
  | { kind: 'member'; userId: string; role: string; sessionId: string }
  | { kind: 'key'; keyId: string }

/** A connection that takes nothing for so long is not kept: what waits for it would fill the memory. */
const MOST_WAITING_BYTES = 64 * 1024

/** One open stream of server-sent events. */
export class Subscriber {
  readonly body = new PassThrough()
  /** The version that it was told last. */
  #version: string

  constructor(
    readonly organizationId: string,
    readonly listener: Listener,
    version: string
  ) {
    this.#version = version
  }

  /** Begins with how soon to come back after an interruption, and where it stands. */
  open(retryMs: number, current: string) {
    this.write(`retry: ${retryMs}\nid: ${current}\nevent: connected\ndata: {}\n\n`)
    const isBehind = this.#version !== '' && this.#version !== current
    this.#version = current
    if (isBehind) {
      this.write(changedEvent(current))
    }
  }

  /** Tells that the data is another one now; the same event is made once for everybody. */
  tell(version: string, event: string) {
    if (this.#version !== version) {
      this.#version = version
      this.write(event)
    }
  }

  write(text: string) {
    if (this.body.writableLength > MOST_WAITING_BYTES) {
      this.body.destroy()
    } else if (this.body.writable) {
      this.body.write(text)
    }
  }

  /** The last words: the browser does not come back by itself. */
  end() {
    if (this.body.writable) {
      this.body.end('event: ended\ndata: {}\n\n')
    }
  }
}

export const changedEvent = (version: string) => `id: ${version}\nevent: changed\ndata: {}\n\n`
