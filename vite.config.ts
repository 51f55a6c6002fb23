import { defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'
import adonisjs from '@adonisjs/vite/client'
import { theme } from './resources/ui/theme.ts'

export default defineConfig({
  plugins: [
    vue(),
    ui({
      router: 'inertia',
      /** Icons are compiled in: nothing is fetched from another host at run time. */
      icon: { clientBundle: { scan: { globInclude: ['resources/**/*.{ts,vue}'] } } },
      ui: theme as never,
      autoImport: false,
      /** Components of the library need no import line; resources/nuxt_ui.d.ts types them. */
      components: { dirs: [], dts: false },
      dts: false,
    }),
    adonisjs({ entryPoints: ['resources/app.ts'], reload: ['resources/views/**/*.edge'] }),
  ],
  resolve: {
    alias: { '~/': `${import.meta.dirname}/resources/` },
  },
})
