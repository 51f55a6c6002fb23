import app from '@adonisjs/core/services/app'
import { defineConfig, drivers } from '@adonisjs/core/hash'
import type { InferHashers } from '@adonisjs/core/types'

/** What OWASP asks of argon2id at least; tests hash hundreds of passwords and use the least it accepts. */
const COST = app.inTest ? { memory: 1_024, iterations: 2 } : { memory: 19_456, iterations: 2 }

const hashConfig = defineConfig({
  default: 'argon',
  list: {
    argon: drivers.argon2({ version: 0x13, variant: 'id', parallelism: 1, ...COST }),
    /** Of passwords that were set before; each is hashed anew when its person signs in. */
    scrypt: drivers.scrypt({}),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
