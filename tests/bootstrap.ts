import { assert } from '@japa/assert'
import { apiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import type { Config } from '@japa/runner/types'
import { inertiaApiClient } from '@adonisjs/inertia/plugins/api_client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import testUtils from '@adonisjs/core/services/test_utils'
import { runnerEvents } from './support/runner_events.js'

export const plugins: Config['plugins'] = [
  assert(),
  apiClient({ baseURL: `http://127.0.0.1:${process.env.PORT}` }),
  pluginAdonisJS(app),
  inertiaApiClient(app),
  runnerEvents,
]

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [],
  teardown: [],
}

const SERVED = ['functional', 'browser', 'faults', 'reference']

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (SERVED.includes(suite.name)) {
    suite.setup(() => testUtils.httpServer().start())
  }
}
