import { extname } from 'node:path'
import { FileFault } from './faults.js'

export type Container = 'gzip' | 'zip' | 'ole' | 'text'

const UNSUPPORTED: [signature: number[], name: string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a Zstandard archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'a SQLite database'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0x4d, 0x5a, 0x90], 'a program'],
]

/** Decides by content, never by the file's name, what the bytes are. */
export function recognise(head: Buffer): Container {
  if (head.length === 0) {
    throw new FileFault(
      'E_FILE_EMPTY',
      'The file is empty. Export it again and upload the new file.'
    )
  }
  const unsupported = UNSUPPORTED.find(([signature]) => startsWith(head, signature))
  if (unsupported) {
    throw new FileFault(
      'E_FILE_UNSUPPORTED',
      `This is ${unsupported[1]}, not a table. Upload CSV, XLSX, JSON or NDJSON, plain or compressed (gzip, or ZIP with one file).`
    )
  }
  if (startsWith(head, [0x1f, 0x8b])) {
    return 'gzip'
  }
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
    return 'zip'
  }
  return startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) ? 'ole' : 'text'
}

/** Explains an OLE container, which names its streams: an encrypted workbook, an old one, or something else of those days. */
export function refuseOle(content: Buffer): never {
  const holds = (stream: string) => content.includes(Buffer.from(`${stream}\0`, 'utf16le'))
  if (holds('EncryptedPackage')) {
    throw new FileFault(
      'E_FILE_ENCRYPTED',
      'This workbook is password-protected. Open it in Excel, remove the password (File, Info, Protect Workbook), save it and upload it again.'
    )
  }
  if (!holds('Workbook') && !holds('Book')) {
    throw new FileFault(
      'E_FILE_UNSUPPORTED',
      'This is a document of an older program, such as a .doc or .msg file, and no workbook. Upload CSV, XLSX, JSON or NDJSON, plain or compressed (gzip, or ZIP with one file).'
    )
  }
  throw new FileFault(
    'E_FILE_UNSUPPORTED',
    'This is a workbook in the Excel 97–2003 format (.xls). Open it in Excel, save it as .xlsx and upload it again.'
  )
}

export const NAMES: Record<string, string> = {
  csv: 'a delimited text file',
  xlsx: 'an XLSX workbook',
  json: 'a JSON document',
  ndjson: 'a file of JSON lines',
  html: 'a table of a web page or XML workbook',
}
const EXTENSIONS: Record<string, string[]> = {
  csv: ['.csv', '.tsv', '.tab', '.txt', '.dat', '.psv', ''],
  xlsx: ['.xlsx', '.xlsm'],
  json: ['.json', '.geojson', '.txt', ''],
  html: ['.html', '.htm', '.xml', '.xls'],
  ndjson: ['.ndjson', '.jsonl', '.json', '.txt', '.log', ''],
}

/** The sentence for a file whose name promises another format, or undefined. */
export function mislabelled(fileName: string, kind: string, isGzip: boolean): string | undefined {
  const isNamedPacked = /\.(?:gz|zip)$/i.test(fileName)
  const extension = extname(fileName.replace(/\.(?:gz|zip)$/i, '')).toLowerCase()
  if (isGzip && !isNamedPacked && extension !== '') {
    return `This is a compressed file although it is called ${extension}.`
  }
  if (EXTENSIONS[kind].includes(extension)) {
    return undefined
  }
  return `This is ${NAMES[kind]} although it is called ${extension || 'something else'}.`
}

function startsWith(head: Buffer, signature: number[]) {
  return signature.every((byte, index) => head[index] === byte)
}
