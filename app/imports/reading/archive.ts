import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { FileFault } from './faults.js'
import { assertHonest } from './honest_size.js'
import { MAX_ARCHIVE_ENTRIES } from './limits.js'

const WORKBOOK = 'xl/workbook.xml'
const FOREIGN = [
  ['xl/workbook.bin', 'a binary Excel workbook (.xlsb); save it as .xlsx'],
  ['content.xml', 'an OpenDocument file; save it as .xlsx'],
  ['word/document.xml', 'a Word document; copy the table to a spreadsheet and save it as .xlsx'],
  ['ppt/presentation.xml', 'a presentation; copy the table to a spreadsheet and save it as .xlsx'],
]

/** The parts of a workbook archive. Sizes and counts are checked before anything is unpacked. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: Map<string, Entry>
  ) {}

  static async open(path: string): Promise<Archive> {
    const { size } = await stat(path)
    const zip = await openZip(path)
    try {
      return new Archive(zip, await readDirectory(zip, size))
    } catch (error) {
      zip.close()
      throw error instanceof FileFault ? error : damaged()
    }
  }

  /** The name of the only file, where the archive is no workbook. */
  get only(): string | null {
    const [first, ...others] = this.entries.has(WORKBOOK) ? [] : filesIn(this.entries)
    return first !== undefined && others.length === 0 ? first : null
  }

  /** How many stored bytes stand for each unpacked one. */
  shareOf(name: string) {
    const { compressedSize, uncompressedSize } = this.entries.get(name)!
    return compressedSize / Math.max(1, uncompressedSize)
  }

  has(name: string) {
    return this.entries.has(name)
  }

  sizeOf(name: string) {
    return this.entries.get(name)?.uncompressedSize ?? 0
  }

  /** The unpacked bytes of one part; yauzl stops where they exceed the size in the directory. */
  async read(name: string): Promise<Readable> {
    const entry = this.entries.get(name)
    if (!entry) {
      throw damaged()
    }
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (error, stream) =>
        error ? reject(damaged()) : resolve(stream)
      )
    })
  }

  close() {
    this.zip.close()
  }
}

/** The one file of an archive that somebody packed a table into. */
export async function* readArchived(path: string, meter: { bytesRead: number }) {
  const archive = await Archive.open(path)
  try {
    const share = archive.shareOf(archive.only!)
    for await (const chunk of await archive.read(archive.only!)) {
      meter.bytesRead += chunk.length * share
      yield chunk as Buffer
    }
  } catch (error) {
    throw error instanceof FileFault ? error : damaged()
  } finally {
    archive.close()
  }
}

/** Without folders, and what a Macintosh adds. */
function filesIn(entries: Map<string, Entry>): string[] {
  return [...entries.keys()].filter(
    (name) => !name.endsWith('/') && !/(?:^|\/)(?:__MACOSX\/|\.DS_Store$)/.test(name)
  )
}

export function damaged() {
  return new FileFault(
    'E_FILE_DAMAGED',
    'The workbook is damaged or cut off and cannot be opened. Open it in Excel, save a copy and upload that.'
  )
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(damaged()) : resolve(zip)
    )
  })
}

async function readDirectory(zip: ZipFile, storedBytes: number) {
  if (zip.entryCount > MAX_ARCHIVE_ENTRIES) {
    throw new FileFault(
      'E_FILE_BOMB',
      `The archive has ${zip.entryCount} entries, far more than a workbook needs. It was not read.`
    )
  }
  const entries = new Map<string, Entry>()
  let unpackedBytes = 0
  for (const entry of await listEntries(zip)) {
    unpackedBytes += entry.uncompressedSize
    assertHonest(unpackedBytes, storedBytes)
    entries.set(entry.fileName, entry)
  }
  assertWorkbook(entries)
  return entries
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', () => reject(damaged()))
    zip.readEntry()
  })
}

function assertWorkbook(entries: Map<string, Entry>) {
  if ([...entries.values()].some((entry) => entry.isEncrypted())) {
    throw new FileFault(
      'E_FILE_ENCRYPTED',
      'This archive is password-protected. Save the table without a password and upload it again.'
    )
  }
  const files = filesIn(entries)
  if (
    entries.has(WORKBOOK) ||
    (files.length === 1 && !FOREIGN.some(([name]) => entries.has(name)))
  ) {
    return
  }
  const content = FOREIGN.find(([name]) => entries.has(name))
  throw new FileFault(
    'E_FILE_UNSUPPORTED',
    `This is ${content?.[1] ?? `a ZIP archive of ${files.length} files, not a workbook; unpack it, choose a table`} and upload that.`
  )
}
