import { VendorFailure, type StreamRead } from '#reading'
import { loadVendorSandboxes } from '../emulator/vendors.js'
import { mainPart, readsOf, windowOf } from './reading.js'
import { givenTrial, withRig, type Rig, type RigRequest, type Trial } from './rig.js'

type Page = ReturnType<Trial['session']['read']> extends AsyncGenerator<infer Each> ? Each : never

/** What one stream reads in the sandbox: up to the first page with records. */
export interface TriedStream {
  read: StreamRead
  heard: Parameters<NonNullable<Rig['witness']>['heard']>[0][]
  /** Nothing where no page came. */
  page?: Page
  /** The vendor's, in the person's words. */
  failure?: string
}

/**
 * Connects a plugin to the emulator, reads one of its streams until a page holds records, and takes everything down again. Answers
 * nothing where the plugin has no stream to call. A failure to connect is a failure of the stream.
 */
export async function tryStream(request: RigRequest): Promise<TriedStream | undefined> {
  await demandSandbox(request)
  const heard: TriedStream['heard'] = []
  const witness = {
    opens: () => {},
    heard: (each: TriedStream['heard'][number]) => void heard.push(each),
  }
  return withRig(request, async (rig) => {
    if (!rig.isCalled) {
      return undefined
    }
    const trial = await givenTrial({ ...rig, witness })
    const read = request.stream === undefined ? mainPart(trial) : readsOf(trial)[0]
    return read && { read, heard, ...(await firstPage(trial, read, windowOf(rig))) }
  })
}

/** Why the plugin cannot be tried, as far as its wire says. */
async function demandSandbox({ pluginId, root }: RigRequest) {
  const reasons: string[] = []
  const vendors = await loadVendorSandboxes(root, (reason) => void reasons.push(reason))
  if (!vendors.some(({ plugin, connections }) => plugin === pluginId && connections.length > 0)) {
    throw new Error(
      reasons.join('; ') || 'it has no sandbox/wire.ts that names a connection to try'
    )
  }
}

async function firstPage({ session, today }: Trial, read: StreamRead, days: Slice['window']) {
  const window = read.stream.definition.cursor ? days : undefined
  let page: TriedStream['page']
  try {
    for await (page of session.read(read, { window, today })) {
      if (page.read > 0) {
        break
      }
    }
    return { page }
  } catch (error) {
    if (error instanceof VendorFailure) {
      return { page, failure: error.message }
    }
    throw error
  }
}

type Slice = Parameters<Trial['session']['read']>[1]
