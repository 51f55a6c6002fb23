import { measurePrinting } from './printing.js'
import { measureSending } from './sending.js'
import { machine } from '../surroundings.js'

const SCHEDULED = 1_000
const ORGANIZATIONS = 50
const PRINTS = 3

/**
 * `npm run bench:reports [-- --scheduled=1000 --organizations=50 --prints=3]`: a PDF of twelve pages with thirty charts, from the questions to the file,
 * with the memory of the browser; and scheduled reports, due at once, until each has been mailed.
 */
export async function measure(args: string[]) {
  const given = (name: string, otherwise: number) =>
    Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
  const started = machine()
  const printing = await measurePrinting(given('prints', PRINTS))
  const sending = await measureSending(
    given('scheduled', SCHEDULED),
    given('organizations', ORGANIZATIONS)
  )
  return { machine: started, printing, sending, goal: { pdfSeconds: 6, pdfMegabytes: 400 } }
}
