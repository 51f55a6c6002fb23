import './css/app.css'
import { createInertiaApp } from '@inertiajs/vue3'
import ui from '@nuxt/ui/vue-plugin'
import type { Component, DefineComponent } from 'vue'

type PageModule = { default: DefineComponent & { layout?: Component } }

const pages = import.meta.glob<PageModule>('./pages/**/*.vue')

/** Layouts arrive with the first page that needs them, so signing in does not load the whole shell. */
const layouts = {
  app: () => import('./layouts/app_layout.vue'),
  auth: () => import('./layouts/auth_layout.vue'),
  bare: () => import('./layouts/bare_layout.vue'),
  operations: () => import('./layouts/operations_layout.vue'),
  plain: () => import('./layouts/plain_layout.vue'),
}

/** Pages with nothing around them: on a wall, and behind a link of people without an account. */
const BARE = ['dashboards/screen', 'dashboards/public', 'reports/print', 'reports/shared']
const PLAIN = [
  ...['core/problem', 'identity/second_factors'],
  ...['dashboards/locked', 'reports/locked'],
]

function layoutOf(name: string): keyof typeof layouts {
  if (PLAIN.includes(name)) {
    return 'plain'
  }
  if (BARE.includes(name)) {
    return 'bare'
  }
  if (name.startsWith('operations/')) {
    return 'operations'
  }
  const isForm = name.startsWith('identity/') || name === 'agencies/access_request'
  return isForm ? 'auth' : 'app'
}

async function resolvePage(name: string) {
  const load = pages[`./pages/${name}.vue`]
  if (!load) {
    throw new Error(`There is no page resources/pages/${name}.vue.`)
  }
  const [page, { default: component }] = await Promise.all([load(), layouts[layoutOf(name)]()])
  page.default.layout ??= component as never
  return page.default
}

/** Under whose name this page is shown: the first page says it, and a host never changes its brand while it is open. */
const product = document.title || 'Quarterdeck'

void createInertiaApp({
  title: (title) => (title ? `${title} · ${product}` : product),
  progress: { color: 'var(--ui-primary)', showSpinner: false },
  resolve: resolvePage,
  withApp: (app) => void app.use(ui),
})
