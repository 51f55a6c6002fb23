/** Public API of `dashboards`. */
export { createDashboard } from './actions/create_dashboard.js'
export type { NewWidget } from './actions/create_dashboard.js'
export { listDashboards } from './queries/find_dashboard.js'
export { default as DashboardTransformer } from './transformers/dashboard_transformer.js'
export { answerQuestion } from './queries/answer_question.js'
export type { Asking } from './queries/answer_question.js'
export { IDENTIFIER, QUESTION_FORM } from './validators/question_form.js'
export { currencyFrom, offeredCurrencies, rangeFrom } from './validators/range_address.js'
