import { indexPages } from '@adonisjs/inertia'
import { defineConfig } from '@adonisjs/core/app'
import { indexContexts } from './app/core/codegen/index_contexts.js'
import { indexPlugins } from './app/plugin_host/codegen/index_plugins.js'
import { indexConformance } from './app/sandbox/codegen/index_conformance.js'
import suites from './bin/suites.json' with { type: 'json' }

export default defineConfig({
  commands: [() => import('@adonisjs/core/commands'), () => import('@adonisjs/lucid/commands')],
  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    {
      file: () => import('@adonisjs/core/providers/repl_provider'),
      environment: ['repl', 'test'],
    },
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/session/session_provider'),
    () => import('#providers/assets_provider'),
    () => import('@adonisjs/shield/shield_provider'),
    () => import('@adonisjs/static/static_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('@adonisjs/inertia/inertia_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('@adonisjs/bouncer/bouncer_provider'),
    () => import('@adonisjs/mail/mail_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('#providers/foundation_provider'),
    () => import('#providers/sync_provider'),
    () => import('#providers/sandbox_provider'),
    () => import('#providers/kpis_provider'),
  ],
  preloads: [
    () => import('#start/contexts'),
    () => import('#start/kernel'),
    () => import('#start/validation'),
    () => import('#core/page_data'),
  ],
  tests: {
    suites,
    forceExit: true,
  },
  metaFiles: [
    { pattern: 'resources/views/**/*.edge', reloadServer: false },
    { pattern: 'resources/lang/**/*.json', reloadServer: false },
    { pattern: 'public/**', reloadServer: false },
    { pattern: 'plugins/**/*.{json,svg,md,csv,tsv,ndjson,xml}', reloadServer: false },
  ],
  hooks: {
    init: [
      indexPages({ framework: 'vue3', source: 'resources/pages' }),
      indexContexts(),
      indexPlugins(),
      indexConformance(),
    ],
    buildStarting: [() => import('@adonisjs/vite/build_hook')],
  },
})
