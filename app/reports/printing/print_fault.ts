import { Refusal } from '#foundation'

type PrintCode = 'E_NO_BROWSER' | 'E_PRINT_TOO_SLOW' | 'E_PRINT_TOO_LARGE' | 'E_PRINT_STOPPED'

const SENTENCES: Record<PrintCode, string> = {
  E_NO_BROWSER:
    'This installation has no Chromium, so it makes no PDF and no picture. XLSX and CSV are made. Ask the operator to install Chromium or to set CHROMIUM_PATH.',
  E_PRINT_TOO_SLOW:
    'This report took too long to print, so it was stopped. Take sections away, or make two reports of it.',
  E_PRINT_TOO_LARGE:
    'This report needed more memory than one report may have, so it was stopped. Take sections away, or make two reports of it.',
  E_PRINT_STOPPED:
    'The browser that prints this report ended before it was ready. It is tried again.',
}

/** Why a report was not printed. */
export class PrintFault extends Refusal {
  constructor(readonly printCode: PrintCode) {
    super({ code: printCode, status: 503, message: SENTENCES[printCode] })
  }

  /** Whether the same report may come out well at the next try. */
  get isPassing() {
    return this.printCode === 'E_PRINT_STOPPED'
  }
}
