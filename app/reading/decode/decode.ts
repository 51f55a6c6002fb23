import iconv from 'iconv-lite'
import type { Format } from '#kit'
import type { VendorResponse } from '../call/http_request.js'
import { tableOf } from './table.js'
import { Undecodable, unpack, unpackEncoding } from './unpack.js'
import { xmlTree } from './xml.js'

type DeclaredFormat = Exclude<Format, string>

interface Decoded {
  text: string
  /** Undefined where the answer is not what was asked for. */
  body: unknown
}

/** Reads an answer as what was asked for. An answer that is a failure is read as JSON, whatever was asked for. */
export async function decode(response: VendorResponse, format: DeclaredFormat): Promise<Decoded> {
  const { status } = response
  if (status === 204) {
    return { text: '', body: null }
  }
  const isFailure = status < 200 || status >= 300
  try {
    const text = await textOf(response, isFailure ? { as: 'json' } : format)
    return { text, body: attempt(() => valueOf(text, isFailure ? { as: 'json' } : format)) }
  } catch (error) {
    if (error instanceof Undecodable) {
      return { text: '', body: undefined }
    }
    throw error
  }
}

async function textOf({ bytes, headers }: VendorResponse, format: DeclaredFormat): Promise<string> {
  const plain = await unpackEncoding(bytes, headers['content-encoding'])
  const { compression, charset = charsetIn(headers['content-type']) } = format
  const content = compression ? await unpack(plain, compression) : plain
  const text = charset === undefined ? content.toString('utf8') : iconv.decode(content, charset)
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** Only sets that are no UTF-8 need a decoder of their own. */
function charsetIn(contentType = ''): string | undefined {
  const [, name] = /charset="?([\w-]+)/i.exec(contentType) ?? []
  return name && !/^utf-?8$/i.test(name) && iconv.encodingExists(name) ? name : undefined
}

function valueOf(text: string, format: DeclaredFormat): unknown {
  switch (format.as) {
    case 'json':
      return JSON.parse(text)
    case 'ndjson':
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line): unknown => JSON.parse(line))
    case 'csv':
    case 'tsv':
      return tableOf(text, format)
    case 'xml':
      return xmlTree(text)
  }
}

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Undecodable) {
      return undefined
    }
    throw error
  }
}
