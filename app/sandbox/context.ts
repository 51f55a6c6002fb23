import { defineContext } from '#shared/define_context'

export default defineContext({ listeners: () => import('./listeners.js') })
