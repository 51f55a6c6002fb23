import { existsSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { explain } from './failure.mjs'

const NEEDED_MEGABYTES = 500
/** The database with the sample organization: 900 MB were too little, 2.5 GB enough. */
const NEEDED_MEGABYTES_AT_FIRST = 1_500
const MEGABYTE = 1024 * 1024

/** Refuses to start where the database would soon run into a full disk. */
export function assertDiskSpace(folder) {
  const { bavail, bsize } = statfsSync(folder)
  const free = Math.floor((bavail * bsize) / MEGABYTE)
  const isFirst = !process.env.DATABASE_URL && !existsSync(join(folder, 'postgres'))
  const usual = isFirst ? NEEDED_MEGABYTES_AT_FIRST : NEEDED_MEGABYTES
  const needed = Number(process.env.QD_NEEDED_MEGABYTES ?? usual)
  if (free < needed) {
    throw explain(
      `Only ${free} MB are free on the disk of ${folder}, and Quarterdeck needs ${needed} MB to start${isFirst ? ' for the first time' : ''}. ` +
        'Free some space, or set DATA_DIR to a folder on a larger disk.'
    )
  }
}

/** Refuses a port that another program uses, before anything else is started. */
export function assertPortFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(explain(portSentence(port, error), error)))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function portSentence(port, error) {
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAFNOSUPPORT', 'EINVAL'].includes(error.code)) {
    return (
      'The setting HOST names no address of this machine. Leave it out to serve this machine only, ' +
      'or set HOST=0.0.0.0 to serve others, too.'
    )
  }
  if (error.code === 'EACCES') {
    return `Your user may not open port ${port}. Choose one above 1023, for example: PORT=3333 npm start.`
  }
  return (
    `Port ${port} is used by another program. ` +
    `Stop that program, or choose another port, for example: PORT=${Number(port) + 1} npm start.`
  )
}
