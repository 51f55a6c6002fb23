import emitter from '@adonisjs/core/services/emitter'
import { nameDrivers, PlanChanged } from '#billing'
import { contributions } from '#plugin_host'
import { wakeDeliveries } from './delivering/deliver.js'
import { reportNames } from './queries/find_report.js'
import { problemsOfTemplate } from './templates/contributed.js'

contributions.checkedBy('reports', problemsOfTemplate)
emitter.on(PlanChanged, ({ tenant }) => wakeDeliveries(tenant))
nameDrivers('report', { lookup: reportNames, permission: 'reports.view' })
