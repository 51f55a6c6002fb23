import { ref } from 'vue'
import { router } from '@inertiajs/vue3'

type Method = 'post' | 'put' | 'patch' | 'delete'
type Value = string | string[] | number | boolean | null
type Values = Record<string, Value | Record<string, Value> | undefined>

/**
 * Sends one form and keeps what came back for it: `errors` by field (`form` for the whole), `busy`
 * while it is under way, and `done` counting successes so that a form can empty itself.
 */
export function useSubmission() {
  const errors = ref<Record<string, string>>({})
  const busy = ref(false)
  const done = ref(0)

  function send(method: Method, url: string, values: Values = {}) {
    router[method](url, values, {
      preserveScroll: true,
      onStart: () => (busy.value = true),
      onFinish: () => (busy.value = false),
      onError: (faults) => (errors.value = faults as Record<string, string>),
      onSuccess: () => {
        errors.value = {}
        done.value += 1
      },
    })
  }

  return { errors, busy, done, send }
}
