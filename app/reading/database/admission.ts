import { VendorFailure } from '../vendor_failure.js'

/** Connections that one source has open at once in a process: its sync, and a person who looks at its tables. */
const MOST = 2

interface Gate {
  open: number
  waiting: Set<() => void>
}

const gates = new Map<string, Gate>()

/** Waits for one of the places of a source; answers the function that gives it back. */
export async function admitted(connectionId: string, signal?: AbortSignal): Promise<() => void> {
  const gate = gates.get(connectionId) ?? { open: 0, waiting: new Set() }
  gates.set(connectionId, gate)
  if (gate.open >= MOST) {
    await turn(gate, signal)
  } else {
    gate.open += 1
  }
  return () => leave(connectionId, gate)
}

/** Whoever waits longest takes the place over. */
function leave(connectionId: string, gate: Gate) {
  const [next] = gate.waiting
  if (next) {
    gate.waiting.delete(next)
    next()
    return
  }
  gate.open -= 1
  if (gate.open === 0) {
    gates.delete(connectionId)
  }
}

function turn(gate: Gate, signal?: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const gone = () => {
      gate.waiting.delete(resolve)
      reject(tooMany())
    }
    gate.waiting.add(resolve)
    signal?.addEventListener('abort', gone, { once: true })
  })
}

const tooMany = () =>
  new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: 'E_DATABASE_BUSY',
    message: 'This database is being read already. Wait until that has finished, then try again.',
  })
