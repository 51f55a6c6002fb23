import { defineConfig } from '@adonisjs/ally'

/** Social sign-in providers appear here when the identity issue configures them. */
const allyConfig = defineConfig({})

export default allyConfig
