import { useDocumentVisibility } from '@vueuse/core'
import { onScopeDispose, ref, watch } from 'vue'

/** `lost`: the connection broke and the browser tries again. `ended`: signed out, or no longer a member. */
export type LiveState = 'connecting' | 'live' | 'paused' | 'lost' | 'ended'

/**
 * Calls `refresh` whenever a commit changed the organization's data. A tab in the background lets go of its connection, since a
 * browser has few of them, and hears of what it missed when it comes back.
 */
export function useLiveData(address: string, refresh: () => Promise<void>) {
  const state = ref<LiveState>('connecting')
  const visibility = useDocumentVisibility()
  const stream = new ChangeStream(address, {
    onState: (now) => {
      state.value = now
    },
    onChange: oneAtATime(refresh),
  })
  watch(
    visibility,
    (now) => {
      const isStopped = state.value === 'paused' || state.value === 'ended'
      if (now === 'hidden') {
        stream.close()
      } else if (!isStopped) {
        stream.open()
      }
    },
    { immediate: true }
  )
  onScopeDispose(() => stream.close())
  return { state, pause: () => stream.stop('paused'), resume: () => stream.open() }
}

/** The next run waits for the one that is under way; of several that wait one is enough. */
function oneAtATime(work: () => Promise<void>) {
  let isRunning = false
  let isWanted = false
  return async () => {
    isWanted = true
    while (isWanted && !isRunning) {
      isRunning = true
      isWanted = false
      await work()
      isRunning = false
    }
  }
}

interface Hearing {
  onState: (state: LiveState) => void
  onChange: () => void
}

class ChangeStream {
  #source: EventSource | undefined
  /** The state of the data that was heard of last. */
  #version = ''

  constructor(
    private readonly address: string,
    private readonly hearing: Hearing
  ) {}

  open() {
    this.stop('connecting')
    const { address } = this
    const source = new EventSource(this.#version ? `${address}?after=${this.#version}` : address)
    source.addEventListener('connected', (event) => this.#hear(event))
    source.addEventListener('changed', (event) => {
      this.#hear(event)
      this.hearing.onChange()
    })
    source.addEventListener('ended', () => this.stop('ended'))
    source.addEventListener('error', () => this.hearing.onState('lost'))
    this.#source = source
  }

  stop(as: LiveState) {
    this.close()
    this.hearing.onState(as)
  }

  close() {
    this.#source?.close()
    this.#source = undefined
  }

  #hear({ lastEventId }: MessageEvent) {
    this.#version = lastEventId
    this.hearing.onState('live')
  }
}
