import { defineContext } from '#shared/define_context'

export default defineContext({ routes: () => import('./routes.js') })
