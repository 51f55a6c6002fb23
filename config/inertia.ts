import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/inertia'

const inertiaConfig = defineConfig({
  rootView: 'inertia_layout',
  encryptHistory: true,
  /** Tests speak to the server without having loaded the front end, whose hash this is otherwise. */
  assetsVersion: app.inTest ? '1' : undefined,
  ssr: { enabled: false, entrypoint: 'resources/ssr.ts' },
})

export default inertiaConfig
