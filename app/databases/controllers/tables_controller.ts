import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { Refusal, withTenant } from '#foundation'
import { can } from '#organizations'
import { VendorFailure } from '#reading'
import { removeStream } from '../actions/remove_stream.js'
import { saveStream, type SavedStream, type StreamChange } from '../actions/save_stream.js'
import { tableForm } from '../looking/table_form.js'
import { streamsOf } from '../queries/streams_of.js'
import type { Relation, StreamChoice } from '../stored_stream.js'
import TableTransformer from '../transformers/table_transformer.js'
import { lookValidator, tableValidator } from '../validators/table.js'
import { databaseSourceOf, tablesPath } from './source_of.js'

/** What is read from a database. */
export default class TablesController {
  async index(ctx: HttpContext) {
    const source = await databaseSourceOf(ctx)
    const streams = await this.#streams(ctx, source)
    return ctx.inertia.render('databases/tables', {
      source: { slug: source.slug, name: source.name },
      tables: TableTransformer.transform(streams),
      canManage: can(ctx, 'sources.manage'),
    })
  }

  /** The form of a new table: with nothing chosen, or with what was chosen to be looked at. */
  async create(ctx: HttpContext) {
    const source = await databaseSourceOf(ctx)
    const from = await this.#looked(ctx)
    return ctx.inertia.render('databases/table', {
      source: { slug: source.slug, name: source.name },
      name: null,
      form: await tableForm(source, from),
    })
  }

  async edit(ctx: HttpContext) {
    const source = await databaseSourceOf(ctx)
    const stored = await this.#stored(ctx, source)
    const from = await this.#looked(ctx)
    return ctx.inertia.render('databases/table', {
      source: { slug: source.slug, name: source.name },
      name: stored.stream.name,
      form: await tableForm(source, from ?? stored.choice.from, stored),
    })
  }

  async store(ctx: HttpContext) {
    return this.#save(ctx, undefined, isReadNow)
  }

  async update(ctx: HttpContext) {
    return this.#save(ctx, String(ctx.params.table), () => 'was changed and is read again.')
  }

  async destroy(ctx: HttpContext) {
    const source = await databaseSourceOf(ctx)
    const removal = { name: String(ctx.params.table), actor: actorOf(ctx), now: new Date() }
    await withTenant(ctx.organization.id, (tenant) => removeStream(tenant, source, removal))
    const message = 'The table is not read any more, and its numbers were removed.'
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect(tablesPath(ctx, source))
  }

  async #save(ctx: HttpContext, name: string | undefined, outcome: Outcome) {
    const source = await databaseSourceOf(ctx)
    if (name !== undefined) {
      await this.#stored(ctx, source)
    }
    const { title, fields, ...chosen } = await ctx.request.validateUsing(tableValidator)
    const choice: StreamChoice = { title, from: relationIn(chosen)!, fields }
    const change = { choice, name, actor: actorOf(ctx), correlationId: ctx.request.id()! }
    const stored = await saved(() =>
      saveStream(source, { ...change, now: new Date() } satisfies StreamChange)
    )
    ctx.session.flash('toast', { tone: 'success', message: `“${title}” ${outcome(stored)}` })
    return ctx.response.redirect(tablesPath(ctx, source))
  }

  async #looked({ request }: HttpContext): Promise<Relation | null> {
    const { schema, name, query } = await request.validateUsing(lookValidator)
    const table = schema === undefined || name === undefined ? undefined : { schema, name }
    return relationIn({ table, query })
  }

  #streams({ organization }: HttpContext, source: { id: string }) {
    return withTenant(organization.id, (tenant) => streamsOf(tenant, source), { readOnly: true })
  }

  async #stored(ctx: HttpContext, source: { id: string }) {
    const streams = await this.#streams(ctx, source)
    const found = streams.find(({ stream }) => stream.name === ctx.params.table)
    if (!found) {
      throw new Refusal({
        code: 'E_TABLE_GONE',
        status: 404,
        message: 'This table is not read any more. Choose one from the list.',
      })
    }
    return found
  }
}

type Outcome = (stored: SavedStream) => string

const isReadNow: Outcome = ({ waits }) =>
  waits
    ? 'is read from now on. The source is syncing; the first sync of this table follows within a minute after that.'
    : 'is read from now on. Its first sync has started.'

interface Asked {
  table?: { schema: string; name: string }
  query?: string
}

function relationIn({ table, query }: Asked): Relation | null {
  if (query !== undefined) {
    return { query }
  }
  return table ? { table } : null
}

/** A database that does not agree is an answer to the form. */
async function saved<Answer>(save: () => Promise<Answer>): Promise<Answer> {
  try {
    return await save()
  } catch (error) {
    if (error instanceof VendorFailure) {
      throw new Refusal({ code: error.code, status: 422, message: error.message })
    }
    throw error
  }
}
