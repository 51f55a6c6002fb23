import { Archive } from './archive.js'
import { FileFault } from './faults.js'
import { MAX_SHARED_STRING_BYTES } from './limits.js'
import { styleOf, type NumberStyle } from './number_formats.js'
import { readXml } from './xml.js'

export interface Sheet {
  name: string
  path: string
  isHidden: boolean
}

/** What the cells of every sheet refer to. */
export interface Workbook {
  archive: Archive
  sheets: Sheet[]
  is1904: boolean
  /** By style index: what a number with it stands for. */
  styles: NumberStyle[]
  strings: string[]
}

export async function openWorkbook(path: string): Promise<Workbook> {
  const archive = await Archive.open(path)
  try {
    const targets = await readRelations(archive)
    const { sheets, is1904 } = await readSheets(archive, targets)
    const styles = await readStyles(archive)
    return { archive, sheets, is1904, styles, strings: await readStrings(archive) }
  } catch (error) {
    archive.close()
    throw error
  }
}

async function readRelations(archive: Archive) {
  const targets = new Map<string, string>()
  await readXml(await archive.read('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name === 'Relationship') {
        const target = attributes.Target
        targets.set(attributes.Id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
      }
    },
  })
  return targets
}

async function readSheets(archive: Archive, targets: Map<string, string>) {
  const sheets: Sheet[] = []
  let is1904 = false
  await readXml(await archive.read('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'workbookPr') {
        is1904 = ['1', 'true'].includes(attributes.date1904)
      } else if (name === 'sheet') {
        const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
        const isHidden = (attributes.state ?? 'visible') !== 'visible'
        sheets.push({ name: attributes.name, path: targets.get(id) ?? '', isHidden })
      }
    },
  })
  const readable = sheets.filter((sheet) => archive.has(sheet.path) && isWorksheet(sheet.path))
  if (readable.length === 0) {
    throw new FileFault(
      'E_NO_SHEET',
      'The workbook has no sheet with cells. Upload one that has a table.'
    )
  }
  return { sheets: readable, is1904 }
}

function isWorksheet(path: string) {
  return !/chartsheets|dialogsheets/.test(path)
}

async function readStyles(archive: Archive): Promise<NumberStyle[]> {
  if (!archive.has('xl/styles.xml')) {
    return []
  }
  const codes = new Map<number, string>()
  const styles: NumberStyle[] = []
  let isInCellFormats = false
  await readXml(await archive.read('xl/styles.xml'), {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      } else if (name === 'cellXfs') {
        isInCellFormats = true
      } else if (name === 'xf' && isInCellFormats) {
        const id = Number(attributes.numFmtId ?? 0)
        styles.push(styleOf(id, codes.get(id)))
      }
    },
    close: (name) => {
      isInCellFormats = isInCellFormats && name !== 'cellXfs'
    },
  })
  return styles
}

async function readStrings(archive: Archive): Promise<string[]> {
  const part = 'xl/sharedStrings.xml'
  if (!archive.has(part)) {
    return []
  }
  if (archive.sizeOf(part) > MAX_SHARED_STRING_BYTES) {
    throw new FileFault(
      'E_FILE_TOO_LARGE',
      'The texts of this workbook take more memory than an import may use. Save the sheet as CSV and upload that.'
    )
  }
  const strings: string[] = []
  let current = ''
  let isText = false
  let isPhonetic = false
  await readXml(await archive.read(part), {
    open: (name) => {
      isText = name === 't' && !isPhonetic
      isPhonetic = isPhonetic || name === 'rPh'
      current = name === 'si' ? '' : current
    },
    text: (text) => {
      current += isText ? text : ''
    },
    close: (name) => {
      isText = false
      isPhonetic = isPhonetic && name !== 'rPh'
      if (name === 'si') {
        strings.push(current)
      }
    },
  })
  return strings
}
