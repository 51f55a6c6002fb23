import { defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'
import adonisjs from '@adonisjs/vite/client'

export default defineConfig({
  plugins: [
    vue(),
    ui({
      router: 'inertia',
      icon: { clientBundle: { scan: true } },
      ui: { colors: { primary: 'harbor', neutral: 'slate' } },
      autoImport: false,
    } as never),
    adonisjs({ entryPoints: ['resources/app.ts'], reload: ['resources/views/**/*.edge'] }),
  ],
  resolve: {
    alias: { '~/': `${import.meta.dirname}/resources/` },
  },
})
