import { isUtf8 } from 'node:buffer'
import { codePageOf } from './code_pages.js'
import { FileFault } from './faults.js'

export interface EncodingGuess {
  encoding: string
  evidence: string
  isCertain: boolean
}

/** Which characters the bytes stand for, with the reason. */
export function detectEncoding(sample: Buffer): EncodingGuess {
  const byMark = byOrderMark(sample)
  if (byMark) {
    return byMark
  }
  const wide = withoutOrderMark(sample)
  if (wide) {
    return wide
  }
  refuseBinary(sample)
  if (isUtf8(wholeCharacters(sample))) {
    const isAscii = sample.every((byte) => byte < 0x80)
    return {
      encoding: 'utf-8',
      evidence: isAscii
        ? 'Only plain letters so far; every encoding agrees.'
        : 'All bytes are valid UTF-8.',
      isCertain: true,
    }
  }
  return otherThanUtf8(sample)
}

function byOrderMark(sample: Buffer): EncodingGuess | undefined {
  const marks: [number[], string, string][] = [
    [[0xef, 0xbb, 0xbf], 'utf-8', 'UTF-8'],
    [[0xff, 0xfe], 'utf-16le', 'UTF-16'],
    [[0xfe, 0xff], 'utf-16be', 'UTF-16'],
  ]
  const mark = marks.find(([bytes]) => bytes.every((byte, index) => sample[index] === byte))
  return (
    mark && {
      encoding: mark[1],
      evidence: `The file starts with the ${mark[2]} byte order mark.`,
      isCertain: true,
    }
  )
}

/** UTF-16 without a mark: every other byte of Western text is zero. */
function withoutOrderMark(sample: Buffer): EncodingGuess | undefined {
  const head = sample.subarray(0, 4_096)
  const zeros = [0, 0]
  head.forEach((byte, index) => (zeros[index % 2] += byte === 0 ? 1 : 0))
  const half = head.length / 2
  if (head.length < 4 || Math.max(...zeros) < half * 0.6 || Math.min(...zeros) > half * 0.1) {
    return undefined
  }
  const encoding = zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be'
  return { encoding, evidence: 'Every other byte is zero, as in UTF-16.', isCertain: false }
}

function refuseBinary(sample: Buffer) {
  const head = sample.subarray(0, 65_536)
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length
  if (head.includes(0) || controls > head.length * 0.01) {
    throw new FileFault(
      'E_FILE_BINARY',
      'This is not a table: the content is binary. Upload CSV, XLSX, JSON or NDJSON, plain or compressed (gzip, or ZIP with one file).'
    )
  }
}

/** Drops a character that the end of the sample cuts in two. */
function wholeCharacters(sample: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, sample.length); back++) {
    const byte = sample[sample.length - back]
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? sample.subarray(0, sample.length - back) : sample
    }
  }
  return sample
}

function otherThanUtf8(sample: Buffer): EncodingGuess {
  const { first, broken, whole } = brokenBytes(sample)
  const byte = `byte 0x${first.toString(16).toUpperCase()}`
  if (whole >= broken * MOSTLY) {
    return {
      encoding: 'utf-8',
      evidence: `UTF-8, except for ${broken === 1 ? 'one place' : `${broken} places`} (${byte}) that no encoding explains: the rows are rejected.`,
      isCertain: false,
    }
  }
  const { encoding, example } = codePageOf(sample)
  return {
    encoding,
    evidence: example
      ? `Not valid UTF-8 (${byte}), and in this encoding the bytes make words, such as “${example}”. Check the sample below.`
      : `Not valid UTF-8 (${byte}); every byte exists in Windows-1252, the usual encoding of older Western exports.`,
    isCertain: false,
  }
}

/** So many characters of UTF-8 for each broken one are no chance. */
const MOSTLY = 3

function brokenBytes(sample: Buffer) {
  const text = new TextDecoder('utf-8').decode(sample, { stream: true })
  const broken = text.split('\ufffd').length - 1
  const whole = (text.match(/(?!\ufffd)\P{ASCII}/gu) ?? []).length
  const first = sample.find((_byte, at) => isBrokenAt(sample, at)) ?? 0
  return { first, broken, whole }
}

/** Whether the byte begins no character of UTF-8. */
function isBrokenAt(sample: Buffer, at: number): boolean {
  const byte = sample[at]
  if (byte < 0x80 || (byte < 0xc0 && at > 0 && sample[at - 1] >= 0x80)) {
    return false
  }
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
  return byte < 0xc0 || !isUtf8(sample.subarray(at, at + length))
}

/** Stands where bytes could not be decoded; a file may hold a real U+FFFD, which is fine. */
export const UNDECODABLE = '\ufffe'

/** The bytes as text, with `UNDECODABLE` for what the encoding does not know; the reader reports it by row. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: string) {
  const decoder = new TextDecoder(encoding)
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const joined = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const whole = encoding === 'utf-8' ? wholeCharacters(joined) : joined
    rest = joined.subarray(whole.length)
    const text = markUndecodable(decoder.decode(whole, { stream: true }), whole, encoding)
    if (text) {
      yield text
    }
  }
  const last = markUndecodable(decoder.decode(rest), rest, encoding)
  if (last) {
    yield last
  }
}

function markUndecodable(text: string, bytes: Buffer, encoding: string): string {
  const isReal = encoding.startsWith('utf-16') || (encoding === 'utf-8' && isUtf8(bytes))
  return isReal || !text.includes('\ufffd') ? text : text.replaceAll('\ufffd', UNDECODABLE)
}
