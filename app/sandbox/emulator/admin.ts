import type { SandboxReply, SandboxRequest } from '#kit'
import { FAULT_KINDS, type Fault } from './faults.js'
import { DEFAULT_NAMESPACE } from './credentials.js'
import type { Emulator } from './emulator.js'

export const ADMIN_PREFIX = '/__emulator/'

type Endpoint = (emulator: Emulator, request: SandboxRequest) => unknown

/** For tests and demonstrations; reachable from this machine only. */
const ENDPOINTS: Record<string, Endpoint> = {
  'GET state': (emulator, { query }) =>
    emulator.log.read(query.get('namespace') ?? DEFAULT_NAMESPACE),
  'POST faults': (emulator, { body }) => {
    const faults: Fault[] = [JSON.parse(body)].flat()
    const unknown = faults.find(({ kind }) => !FAULT_KINDS.includes(kind))
    if (unknown) {
      throw new Error(`There is no fault '${unknown.kind}'. Kinds: ${FAULT_KINDS.join(', ')}.`)
    }
    faults.forEach((fault) => emulator.faults.add(fault))
    return { queued: faults.length }
  },
  'POST revocations': (emulator, { body }) => {
    const { token, login, namespace } = JSON.parse(body)
    if (token) {
      emulator.book.revoke(token)
    } else {
      emulator.book.revokeLogin(login, namespace ?? DEFAULT_NAMESPACE)
    }
    return { revoked: token ? 'token' : login }
  },
  'POST reset': (emulator, { body }) => {
    emulator.reset(body ? JSON.parse(body).namespace : undefined)
    return { reset: true }
  },
}

export function answerAdmin(emulator: Emulator, request: SandboxRequest): SandboxReply {
  const endpoint = ENDPOINTS[`${request.method} ${request.path.slice(ADMIN_PREFIX.length)}`]
  if (!endpoint) {
    return { status: 404, body: { error: `Endpoints: ${Object.keys(ENDPOINTS).join(', ')}.` } }
  }
  try {
    return { status: 200, body: endpoint(emulator, request) }
  } catch (error) {
    return { status: 400, body: { error: String((error as Error).message) } }
  }
}
