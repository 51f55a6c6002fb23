import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { scratchFolder } from './scratch.js'

/** A file with this content in a folder of its own. */
export async function givenFile(name: string, content: string | Buffer): Promise<string> {
  const path = join(scratchFolder(), name)
  await writeFile(path, content)
  return path
}

export interface ZipPart {
  name: string
  content: string | Buffer
  /** What the directory claims, for archives that lie. */
  claimedSize?: number
  isEncrypted?: boolean
}

/** A ZIP archive of these parts. */
export function zip(parts: ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const content = Buffer.from(part.content as string)
    const packed = deflateRawSync(content)
    const fields = { part, content, packed, offset }
    const body = Buffer.concat([entryHead(fields, false), Buffer.from(part.name), packed])
    directory.push(entryHead(fields, true), Buffer.from(part.name))
    bodies.push(body)
    offset += body.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}

interface Fields {
  part: ZipPart
  content: Buffer
  packed: Buffer
  offset: number
}

function entryHead({ part, content, packed, offset }: Fields, isCentral: boolean): Buffer {
  const head = Buffer.alloc(isCentral ? 46 : 30)
  const shift = isCentral ? 2 : 0
  head.writeUInt32LE(isCentral ? 0x02014b50 : 0x04034b50, 0)
  head.writeUInt16LE(20, 4 + shift)
  head.writeUInt16LE(part.isEncrypted ? 1 : 0, 6 + shift)
  head.writeUInt16LE(8, 8 + shift)
  head.writeUInt32LE(crc32(content), 14 + shift)
  head.writeUInt32LE(packed.length, 18 + shift)
  head.writeUInt32LE(part.claimedSize ?? content.length, 22 + shift)
  head.writeUInt16LE(Buffer.byteLength(part.name), 26 + shift)
  if (isCentral) {
    head.writeUInt32LE(offset, 42)
  }
  return head
}

export interface WorkbookOptions {
  /** Inner XML of `sheetData` per sheet name. */
  sheets: Record<string, string>
  strings?: string[]
  is1904?: boolean
  merges?: string[]
  /** Format codes of further styles, from index 4. */
  formats?: string[]
}

/** An XLSX workbook with a style for dates (index 1), percentages (2) and durations (3), and one of every part that readers look for. */
export function workbook({ sheets, ...options }: WorkbookOptions): Buffer {
  const { strings = [], is1904, merges = [], formats = [] } = options
  const names = Object.keys(sheets)
  const list = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index + 1}"/>`
  )
  const relations = names.map(
    (_name, index) => `<Relationship Id="r${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`
  )
  const merged = merges.map((reference) => `<mergeCell ref="${reference}"/>`).join('')
  return zip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="r"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relations.join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: styles(formats),
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    ...names.map((name, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet><sheetData>${sheets[name]}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`,
    })),
  ])
}

function styles(formats: string[]): string {
  const own = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`)
  const ids = [0, 14, 10, 46, ...formats.map((_code, at) => 164 + at)]
  const cells = ids.map((id) => `<xf numFmtId="${id}"/>`)
  return `<styleSheet><numFmts>${own.join('')}</numFmts><cellXfs>${cells.join('')}</cellXfs></styleSheet>`
}

/** A row of inline texts (strings) and plain numbers. */
export function sheetRow(position: number, cells: (string | number)[]): string {
  const written = cells.map((cell, index) => {
    const reference = `${String.fromCharCode(65 + index)}${position}`
    return typeof cell === 'number'
      ? `<c r="${reference}"><v>${cell}</v></c>`
      : `<c r="${reference}" t="inlineStr"><is><t>${cell}</t></is></c>`
  })
  return `<row r="${position}">${written.join('')}</row>`
}
