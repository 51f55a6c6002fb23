import emitter from '@adonisjs/core/services/emitter'
import { RunEnded } from '#sync'
import { askForEvaluation } from './evaluation.js'

/** Whatever landed may have completed days; whatever failed may be worth an incident. */
emitter.on(RunEnded, ({ tenant }) => askForEvaluation(tenant))
