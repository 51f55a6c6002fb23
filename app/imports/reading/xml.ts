import { SaxesParser } from 'saxes'
import { damaged } from './archive.js'
import { FileFault } from './faults.js'

export interface XmlHandlers {
  open?: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Streams XML through handlers. Prefixes are dropped; entities of a document type are never expanded. */
export async function* streamXml(source: AsyncIterable<Buffer>, handlers: XmlHandlers) {
  const parser = parserFor(handlers)
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const chunk of source) {
      parser.write(decoder.decode(chunk, { stream: true }))
      yield chunk.length
    }
    parser.close()
  } catch (error) {
    throw error instanceof FileFault ? error : damaged()
  }
}

/** The same for parts that are small enough to be read at once. */
export async function readXml(source: AsyncIterable<Buffer>, handlers: XmlHandlers) {
  let readBytes = 0
  for await (const length of streamXml(source, handlers)) {
    readBytes += length
  }
  return readBytes
}

function parserFor(handlers: XmlHandlers) {
  const parser = new SaxesParser({ position: false })
  parser.on('error', () => {
    throw damaged()
  })
  parser.on('opentag', (tag) =>
    handlers.open?.(local(tag.name), tag.attributes as Record<string, string>)
  )
  parser.on('closetag', (tag) => handlers.close?.(local(tag.name)))
  if (handlers.text) {
    parser.on('text', handlers.text)
  }
  return parser
}

function local(name: string) {
  return name.includes(':') ? name.slice(name.indexOf(':') + 1) : name
}
