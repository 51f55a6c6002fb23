import { crc32, deflateRawSync } from 'node:zlib'

const LOCAL_SIZE = 30
const CENTRAL_SIZE = 46
const END_SIZE = 22
const VERSION = 20
const DEFLATED = 8
/** 1 January 2026 in the notation of the format, so that the same file is the same archive. */
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1

/** A ZIP archive with one file (PKWARE APPNOTE 4.3). The one packer of the house that we need, and nothing asynchronous. */
export function zipOf(name: string, content: Buffer): Buffer {
  const title = Buffer.from(name)
  const packed = deflateRawSync(content)
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(VERSION, 0)
  facts.writeUInt16LE(DEFLATED, 4)
  facts.writeUInt16LE(DATE, 8)
  facts.writeUInt32LE(crc32(content), 10)
  facts.writeUInt32LE(packed.length, 14)
  facts.writeUInt32LE(content.length, 18)
  facts.writeUInt16LE(title.length, 22)
  const local = Buffer.concat([signature(0x04034b50), facts, title, packed])
  const central = Buffer.alloc(CENTRAL_SIZE)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(VERSION, 4)
  facts.copy(central, 6)
  return Buffer.concat([local, central, title, endOf(local.length, CENTRAL_SIZE + title.length)])
}

function endOf(offset: number, size: number): Buffer {
  const end = Buffer.alloc(END_SIZE)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(LOCAL_SIZE - 26)
  bytes.writeUInt32LE(value)
  return bytes
}
