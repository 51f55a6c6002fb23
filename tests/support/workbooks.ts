import { fileURLToPath } from 'node:url'

const kept = (name: string) => fileURLToPath(new URL(`./workbooks/${name}`, import.meta.url))

const PROTECTED =
  'This workbook is password-protected. Open it in Excel, remove the password (File, Info, Protect Workbook), save it and upload it again.'

/** Real files that are no table we read, with what a person is told (workbooks/README.md says how they were made). */
export const OTHER_WORKBOOKS = [
  { title: 'an encrypted workbook', path: kept('encrypted.xlsx'), sentence: PROTECTED },
  {
    title: 'a workbook encrypted by Excel 2007',
    path: kept('encrypted_2007.xlsx'),
    sentence: PROTECTED,
  },
  {
    title: 'a workbook of before 2007',
    path: kept('old.xls'),
    sentence:
      'This is a workbook in the Excel 97–2003 format (.xls). Open it in Excel, save it as .xlsx and upload it again.',
  },
  {
    title: 'an OpenDocument spreadsheet',
    path: kept('table.ods'),
    sentence: 'This is an OpenDocument file; save it as .xlsx and upload that.',
  },
]
