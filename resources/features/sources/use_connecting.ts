import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import type { Connectable } from './connecting.js'

/** Asks the server to connect a source, and keeps what the person sees meanwhile. */
export function useConnecting(address: string) {
  const isConnecting = ref(false)
  const fault = ref<string | null>(null)

  function post(body: Record<string, any>) {
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

  const named = ({ pluginId, connector }: Connectable) => ({ pluginId, connector })
  return {
    isConnecting,
    fault,
    trySandbox: (connector: Connectable) => post({ ...named(connector), mode: 'sandbox' }),
    connect: (connector: Connectable, authName: string, credentials: Record<string, string>) =>
      post({ ...named(connector), mode: 'live', authName, credentials }),
  }
}
