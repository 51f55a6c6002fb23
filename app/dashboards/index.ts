/** The door of `dashboards`. */
export { createDashboard } from './actions/create_dashboard.js'
export type { NewDashboard, NewWidget } from './actions/create_dashboard.js'
export type { WidgetQuestion, WidgetView, WidgetWidth } from './models/widget.js'
export type { DashboardSettings, Visibility } from './models/dashboard.js'
export { listDashboards } from './queries/find_dashboard.js'
export { default as DashboardTransformer } from './transformers/dashboard_transformer.js'
export { answerQuestion } from './queries/answer_question.js'
export { currencyFrom, offeredCurrencies, rangeFrom } from './validators/range_address.js'
