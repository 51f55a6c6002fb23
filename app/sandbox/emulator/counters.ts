/** One request as it was seen, without headers: those carry credentials. */
export interface SeenRequest {
  namespace: string
  host: string
  method: string
  path: string
  query: string
  body: string
  status: number
}

export interface Counters {
  /** Requests by `METHOD host path`, ids replaced by `{id}`. */
  requests: Record<string, number>
  total: number
  /** Tokens asked for without a person: refreshes, exchanges, grants of a client or a service account. */
  refreshes: number
  /** The last thousand, oldest first. */
  seen: SeenRequest[]
}

const REMEMBERED = 1_000

export class RequestLog {
  #seen: SeenRequest[] = []
  #requests = new Map<string, Map<string, number>>()
  #refreshes = new Map<string, number>()

  record(request: SeenRequest) {
    this.#seen.push(request)
    if (this.#seen.length > REMEMBERED) {
      this.#seen.shift()
    }
    const counts = this.#requests.get(request.namespace) ?? new Map<string, number>()
    const key = `${request.method} ${request.host}${request.path.replaceAll(/\/\d{3,}/g, '/{id}')}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    this.#requests.set(request.namespace, counts)
  }

  countRefresh(namespace: string) {
    this.#refreshes.set(namespace, (this.#refreshes.get(namespace) ?? 0) + 1)
  }

  read(namespace: string): Counters {
    const requests = Object.fromEntries(this.#requests.get(namespace) ?? [])
    return {
      requests,
      total: Object.values(requests).reduce((sum, count) => sum + count, 0),
      refreshes: this.#refreshes.get(namespace) ?? 0,
      seen: this.#seen.filter((request) => request.namespace === namespace),
    }
  }

  clear(namespace?: string) {
    this.#seen = namespace ? this.#seen.filter((request) => request.namespace !== namespace) : []
    for (const counts of [this.#requests, this.#refreshes]) {
      if (namespace) {
        counts.delete(namespace)
      } else {
        counts.clear()
      }
    }
  }
}
