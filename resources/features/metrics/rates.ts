import { ref } from 'vue'
import { router } from '@inertiajs/vue3'

export type { RateImportOutcome } from '#metrics/actions/import_exchange_rates'
export type { RateCoverage } from '#metrics/queries/list_rate_coverage'

/** Sends a file with rates; `done` counts successes so that the form can empty itself. */
export function useRateUpload(address: () => string) {
  const busy = ref(false)
  const fault = ref('')
  const done = ref(0)

  function upload(values: { file: File; source: string }) {
    fault.value = ''
    router.post(address(), values, {
      forceFormData: true,
      preserveScroll: 'errors',
      onStart: () => (busy.value = true),
      onFinish: () => (busy.value = false),
      onError: (errors) => (fault.value = Object.values(errors).flat().join(' ')),
      onSuccess: () => (done.value += 1),
    })
  }

  return { busy, fault, done, upload }
}
