import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import type { FieldValues } from '~/features/plugin_host/plugin'
import type { Connectable } from './connecting.js'

export type Request = { settings: FieldValues } & (
  | { mode: 'sandbox'; authName?: string }
  | {
      mode: 'live'
      authName: string
      credentials: Record<string, string>
      consentOf?: string
    }
)

/** Asks the server to connect a source, and keeps what the person sees meanwhile. */
export function useConnecting(address: string) {
  const isConnecting = ref(false)
  const fault = ref<string | null>(null)

  function post(body: { pluginId: string; connector: string } & Request) {
    router.post(address, body, {
      preserveState: true,
      onStart: () => {
        isConnecting.value = true
        fault.value = null
      },
      onError: (errors) => {
        fault.value = Object.values(errors).flat().join(' ')
      },
      onFinish: () => {
        isConnecting.value = false
      },
    })
  }

  /** `request` holds the settings, and how to sign in at the vendor where it is not the sandbox. */
  function connect({ pluginId, connector }: Connectable, request: Request) {
    post({ pluginId, connector, ...request })
  }

  return { isConnecting, fault, connect }
}
