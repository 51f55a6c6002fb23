import type { ContextNames } from './names.js'

/** The server files of a new context, by path: the first of each kind, written the house's way. */
export function serverFiles(names: ContextNames): Record<string, string> {
  const { context, thing } = names
  const at = (path: string) => `app/${context}/${path}`
  return {
    [at('index.ts')]: publicApi(names),
    [at('context.ts')]: definition(names),
    [at('routes.ts')]: routes(names),
    [at(`models/${thing}.ts`)]: model(names),
    [at(`queries/list_${context}.ts`)]: query(names),
    [at(`actions/create_${thing}.ts`)]: action(names),
    [at(`validators/${thing}.ts`)]: validator(names),
    [at(`transformers/${thing}_transformer.ts`)]: transformer(names),
    [at(`events/${thing}_created.ts`)]: event(names),
    [at(`controllers/${context}_controller.ts`)]: controller(names),
    [at('README.md')]: readme(names),
  }
}

const publicApi = ({
  context,
  thing,
  Thing,
  Things,
}: ContextNames) => `/** Public API of \`${context}\`. */
export { default as Create${Thing} } from './actions/create_${thing}.js'
export { list${Things} } from './queries/list_${context}.js'
export { default as ${Thing}Created } from './events/${thing}_created.js'
`

const definition = ({
  context,
}: ContextNames) => `import { defineContext } from '#shared/define_context'
import type { Grants } from '#shared/roles'

const permissions = {
  '${context}.view': 'viewer',
  '${context}.edit': 'analyst',
} as const satisfies Grants

type Names = Record<keyof typeof permissions, true>

declare module '#shared/define_context' {
  interface PermissionNames extends Names {}
}

export default defineContext({
  routes: () => import('./routes.js'),
  permissions,
})
`

const routes = ({
  context,
  Things,
}: ContextNames) => `import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const ${Things}Controller = () => import('#${context}/controllers/${context}_controller')

tenantRoutes(() => {
  router
    .get('${context}', [${Things}Controller, 'index'])
    .as('${context}.index')
    .use(allow('${context}.view'))
  router
    .post('${context}', [${Things}Controller, 'store'])
    .as('${context}.store')
    .use(allow('${context}.edit'))
})
`

const model = ({ Thing }: ContextNames) => `import { column } from '@adonisjs/lucid/orm'
import { TenantModel } from '#foundation'

export default class ${Thing} extends TenantModel {
  @column()
  declare name: string
}
`

const query = ({
  context,
  thing,
  Thing,
  Things,
}: ContextNames) => `import type { Organization } from '#organizations'
import ${Thing} from '#${context}/models/${thing}'

/** The organization's ${context}, newest first. */
export function list${Things}(organization: Organization) {
  return ${Thing}.of(organization).orderBy('created_at', 'desc')
}
`

const action = ({
  context,
  thing,
  Thing,
}: ContextNames) => `import type { Organization } from '#organizations'
import { currentTenant } from '#foundation'
import ${Thing} from '#${context}/models/${thing}'
import ${Thing}Created from '#${context}/events/${thing}_created'

export interface ${Thing}Attributes {
  name: string
}

/** Creates the ${thing} and tells whoever listens, once it is committed. */
export default class Create${Thing} {
  async execute(organization: Organization, attributes: ${Thing}Attributes) {
    const created = await ${Thing}.createIn(organization, { name: attributes.name })
    currentTenant().afterCommit(() => ${Thing}Created.dispatch(organization.id, created.id))
    return created
  }
}
`

const validator = ({ thing }: ContextNames) => `import vine from '@vinejs/vine'

export const ${thing}Validator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(120),
})
`

const transformer = ({
  context,
  thing,
  Thing,
}: ContextNames) => `import { BaseTransformer } from '@adonisjs/core/transformers'
import type ${Thing} from '#${context}/models/${thing}'

/** What a page may know about one of the ${context}. */
export default class ${Thing}Transformer extends BaseTransformer<${Thing}> {
  toObject() {
    return this.pick(this.resource, ['id', 'name'])
  }
}
`

const event = ({ Thing }: ContextNames) => `import { BaseEvent } from '@adonisjs/core/events'

export default class ${Thing}Created extends BaseEvent {
  constructor(
    readonly organizationId: string,
    readonly id: string
  ) {
    super()
  }
}
`

const controller = ({
  context,
  thing,
  Thing,
  Things,
}: ContextNames) => `import type { HttpContext } from '@adonisjs/core/http'
import Create${Thing} from '#${context}/actions/create_${thing}'
import { list${Things} } from '#${context}/queries/list_${context}'
import ${Thing}Transformer from '#${context}/transformers/${thing}_transformer'
import { ${thing}Validator } from '#${context}/validators/${thing}'

export default class ${Things}Controller {
  async index({ inertia, organization }: HttpContext) {
    const found = await list${Things}(organization)
    return inertia.render('${context}/index', {
      ${context}: ${Thing}Transformer.transform(found),
    })
  }

  async store({ request, response, organization }: HttpContext) {
    const attributes = await request.validateUsing(${thing}Validator)
    await new Create${Thing}().execute(organization, attributes)
    return response.redirect().toRoute('${context}.index', { organization: organization.slug })
  }
}
`

const readme = ({ context, Thing }: ContextNames) => `# ${context}

What this context is for, in one sentence.

## Vocabulary

- **${Thing}**: what it means. Avoid: other words for it.

## Invariants

- …

## Decisions

- Date: what was decided, and why.
`
