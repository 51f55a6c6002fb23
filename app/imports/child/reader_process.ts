import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { assertOutsideTenant, Refusal } from '#foundation'
import type { FileFormat } from '../reading/format.js'
import type { Inspection } from '../reading/inspect_file.js'
import { readFrames, writeFrame, type Column, type Frame } from './frames.js'
import {
  PLACE_COLUMNS,
  type Chunk,
  type ChunkMessage,
  type ReaderMessage,
  type ReaderRequest,
} from './messages.js'

/** JavaScript heap of one reader; buffers of the file stream come on top, about 20 MB. */
const HEAP_MEGABYTES = 192
const INSPECTION_LIMIT_MS = 60_000
const MAX_STDERR_CHARACTERS = 4_000

/** Looks at a file in a process of its own. Throws a `Refusal` with the sentence for the person. */
export async function inspectInChild(request: {
  path: string
  fileName: string
  chosen: Partial<FileFormat>
}): Promise<Inspection> {
  assertOutsideTenant('A file was looked at')
  const signal = AbortSignal.timeout(INSPECTION_LIMIT_MS)
  for await (const { message } of converse({ do: 'inspect', ...request }, signal)) {
    if (message.kind === 'inspection') {
      return message.inspection
    }
  }
  throw stopped('')
}

/** Rows of a file, mapped, in chunks; the reading process runs ahead of the consumer by a little. */
export async function* readInChild(
  request: Omit<ReaderRequest & { do: 'read' }, 'do'>,
  signal: AbortSignal
): AsyncGenerator<Chunk> {
  for await (const { message, columns } of converse({ do: 'read', ...request }, signal)) {
    if (message.kind === 'chunk') {
      yield chunkOf(message, columns)
    }
    if (message.kind === 'done') {
      return
    }
  }
  throw stopped('')
}

function chunkOf(message: ChunkMessage, columns: Column[]): Chunk {
  const places = PLACE_COLUMNS.map((name, index) => [name, columns[index]])
  return {
    ...message,
    places: Object.fromEntries(places),
    numbers: columns.slice(PLACE_COLUMNS.length) as Float64Array[],
  }
}

async function* converse(
  request: ReaderRequest,
  signal: AbortSignal
): AsyncGenerator<Frame<ReaderMessage>> {
  const child = start()
  const errors = collectErrors(child)
  const abort = () => child.kill('SIGKILL')
  signal.addEventListener('abort', abort, { once: true })
  try {
    await writeFrame(child.stdin!, request)
    for await (const frame of readFrames<ReaderMessage>(child.stdout!)) {
      assertGood(frame.message)
      yield frame
    }
    signal.throwIfAborted()
    throw stopped(errors())
  } finally {
    signal.removeEventListener('abort', abort)
    child.kill('SIGKILL')
  }
}

/** TypeScript sources need their loader in the child too; a build runs as it is. */
function start(): ChildProcess {
  const entry = fileURLToPath(
    new URL(import.meta.url.replace(/reader_process\.(\w+)$/, 'reader_main.$1'))
  )
  const loader = entry.endsWith('.ts') ? ['--import=@poppinss/ts-exec'] : []
  const limits = [`--max-old-space-size=${HEAP_MEGABYTES}`, '--max-semi-space-size=16']
  const child = spawn(process.execPath, [...loader, ...limits, entry], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Nothing of the application's settings or secrets is handed on.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TZ: 'UTC',
      NODE_ENV: process.env.NODE_ENV,
    },
  })
  child.stdin!.on('error', () => {})
  return child
}

function collectErrors(child: ChildProcess): () => string {
  let text = ''
  child.stderr!.on('data', (chunk) => {
    text = (text + chunk).slice(-MAX_STDERR_CHARACTERS)
  })
  return () => text
}

function assertGood(message: ReaderMessage) {
  if (message.kind === 'fault') {
    throw new Refusal({ code: message.code, status: 422, message: message.message })
  }
  if (message.kind === 'crash') {
    throw new Error(`The file reader failed: ${message.message}`)
  }
}

function stopped(stderr: string) {
  const isMemory = /heap|memory/i.test(stderr)
  return new Refusal({
    code: isMemory ? 'E_READER_MEMORY' : 'E_READER_STOPPED',
    status: 422,
    message: isMemory
      ? 'The file needs more memory than an import may use, so it was not read. Split it into smaller files, or save the sheet as CSV.'
      : 'The file could not be processed. Save it again in the program it comes from, or export it as CSV.',
  })
}
