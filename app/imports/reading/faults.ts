export type FaultCode =
  | 'E_FILE_EMPTY'
  | 'E_FILE_TOO_LARGE'
  | 'E_FILE_TRUNCATED'
  | 'E_FILE_ENCRYPTED'
  | 'E_FILE_UNSUPPORTED'
  | 'E_FILE_BINARY'
  | 'E_FILE_BOMB'
  | 'E_FILE_DAMAGED'
  | 'E_FILE_UNREADABLE'
  | 'E_TOO_MANY_COLUMNS'
  | 'E_ROW_TOO_LONG'
  | 'E_NO_ROWS'
  | 'E_NO_RECORDS'
  | 'E_NO_SHEET'
  | 'E_NO_SHEETS'
  | 'E_MAPPING'
  | 'E_READER_MEMORY'
  | 'E_READER_STOPPED'

/** The file as a whole cannot be read. The message says what it is and what to do about it. */
export class FileFault extends Error {
  constructor(
    readonly code: FaultCode,
    message: string
  ) {
    super(message)
  }
}
