import app from '@adonisjs/core/services/app'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import { problemOf, type Problem } from '#core/exceptions/problem'
import { isForPrograms } from '#core/exceptions/programs'
import { forProgram } from '#core/exceptions/program_sentences'
import { recogniseVisitor } from '#core/exceptions/visitor'

/** Whoever calls us by another name is told nothing of anybody. */
const OTHER_HOST = 421
const READING = ['GET', 'HEAD']
/** Refusals that send a form back to where it was, with the sentence above it. */
const BACK_TO_FORM = [400, 402, 409, 413, 419, 422, 429, 507]

interface FieldFault {
  field: string
  message: string
  rule?: string
}

/** Turns every error into an answer that says what happened and what to do. */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = app.inDev
  protected renderStatusPages = false

  async handle(error: unknown, ctx: HttpContext) {
    ctx.failure = error ?? new Error('unknown')
    const faults = fieldFaultsOf(error)
    if (isProgram(ctx)) {
      const problem = faults ? invalid(faults) : problemOf(error)
      return this.answerProgram(ctx, isForPrograms(ctx) ? forProgram(problem) : problem)
    }
    if (faults) {
      return super.handle(error, ctx)
    }
    return this.answerPerson(ctx, problemOf(error))
  }

  /** RFC 9457. */
  private answerProgram(ctx: HttpContext, problem: Problem) {
    const { status, code, title, message, detail } = problem
    const body = { type: 'about:blank', title, status, detail: message, code, ...detail }
    return ctx.response
      .status(status)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify({ ...body, requestId: ctx.request.id() }))
  }

  private answerPerson(ctx: HttpContext, problem: Problem) {
    const isForm = !READING.includes(ctx.request.method())
    if (isForm && ctx.session && BACK_TO_FORM.includes(problem.status)) {
      ctx.session.flash('toast', { tone: 'failure', message: problem.message })
      ctx.session.flash('inputErrorsBag', { form: [problem.message] })
      return ctx.response.redirect().status(303).back()
    }
    return this.renderProblem(ctx, problem)
  }

  /** With the navigation around it, wherever it is known whose it is. */
  private async renderProblem(ctx: HttpContext, { status, code, title, message }: Problem) {
    if (status < 500 && status !== OTHER_HOST) {
      await recogniseVisitor(ctx)
    }
    ctx.response.status(status)
    const reference = ctx.request.id() ?? null
    const name = ctx.membership ? 'core/problem_inside' : 'core/problem'
    const page = await ctx.inertia.render(name, { status, code, title, message, reference })
    return ctx.response.send(page)
  }
}

/** Callers that read JSON: the API, and fetches that ask for it. Inertia visits are people. */
function isProgram(ctx: HttpContext) {
  const { request } = ctx
  if (isForPrograms(ctx)) {
    return true
  }
  return !request.header('x-inertia') && request.accepts(['html', 'json']) === 'json'
}

function fieldFaultsOf(error: unknown): FieldFault[] | undefined {
  const { code, messages } = (error ?? {}) as { code?: string; messages?: FieldFault[] }
  return code === 'E_VALIDATION_ERROR' ? messages : undefined
}

function invalid(faults: FieldFault[]): Problem {
  return {
    status: 422,
    code: 'E_VALIDATION',
    title: 'Please correct your input',
    message:
      'Some fields were not accepted, so nothing was changed. Correct what `errors` lists and send it again.',
    detail: { errors: faults.map(({ field, message, rule }) => ({ field, message, rule })) },
  }
}
