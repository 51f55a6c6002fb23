import type { StoredStream } from '../stored_stream.js'

/** A name for a stream that no other of its source has. */
export function freeName(title: string, known: StoredStream[]): string {
  const taken = new Set(known.map(({ stream }) => stream.name))
  const plain =
    title
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 40) || 'table'
  const names = [plain, ...Array.from({ length: 200 }, (_, at) => `${plain}_${at + 2}`)]
  return names.find((name) => !taken.has(name))!
}
