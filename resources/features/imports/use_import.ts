import { onBeforeUnmount, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { useShell } from '~/features/shell/use_shell'
import { isMoving, type Column, type ImportPage, type Order } from './import_text.js'

const POLL_MS = 700

/** Sends a file, perhaps into a source that is there already, and tells how far it is. */
export function useUpload(into: () => { slug: string } | null) {
  const { href } = useShell()
  const percent = ref<number | null>(null)
  const fault = ref('')

  function upload(file: File) {
    fault.value = ''
    const target = into()
    router.post(
      href(target ? `/imports?into=${target.slug}` : '/imports'),
      { file },
      {
        forceFormData: true,
        onStart: () => (percent.value = 0),
        onProgress: (progress) => (percent.value = progress?.percentage ?? percent.value),
        onError: (errors) => (fault.value = Object.values(errors).flat().join(' ')),
        onFinish: () => (percent.value = null),
      }
    )
  }

  return { percent, fault, upload }
}

/** Faults of several fields in one sentence each, with the name that the form gives the field. */
const FIELDS: Record<string, string> = {
  sourceName: 'Source',
  fixedDay: 'Day of all rows',
  currency: 'Currency',
}

function faultText(errors: Record<string, unknown>): string {
  return Object.entries(errors)
    .map(
      ([field, fault]) => `${FIELDS[field] ? `${FIELDS[field]}: ` : ''}${[fault].flat().join(' ')}`
    )
    .join(' ')
}

/** What a person can do with one import. */
export function useImport(shown: () => ImportPage) {
  const { href } = useShell()
  const isBusy = ref(false)
  const fault = ref('')
  const corrections = ref<Record<string, string | number>>({})
  const address = (part = '') => href(`/imports/${shown().id}${part}`)
  const options = {
    preserveScroll: true,
    preserveState: true,
    onStart: () => ((isBusy.value = true), (fault.value = '')),
    onError: (errors: Record<string, unknown>) => (fault.value = faultText(errors)),
    onFinish: () => (isBusy.value = false),
  }

  return {
    isBusy,
    fault,
    rejectedHref: () => address('/rejected.csv'),
    correct(field: string, value: string) {
      corrections.value = {
        ...corrections.value,
        [field]: field === 'headerRow' ? Number(value) : value,
      }
      router.put(address('/inspection'), corrections.value, options)
    },
    start: (order: Order, columns: Column[]) =>
      router.post(address('/landing'), { ...order, columns } as never, options),
    stop: () => router.post(address('/cancellation'), {}, options),
    discard: () => router.post(address('/cancellation'), { discard: true }, options),
    undo: () => router.post(address('/undoing'), {}, options),
    repair: (repairs: unknown[]) => router.post(address('/repairs'), { repairs } as never, options),
  }
}

/** Looks again while the import moves. */
export function useLiveImport(shown: () => ImportPage) {
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = () => clearInterval(timer)
  watch(
    () => isMoving(shown()),
    (moves) => {
      stop()
      timer = moves ? setInterval(() => router.reload({ only: ['import'] }), POLL_MS) : undefined
    },
    { immediate: typeof window !== 'undefined' }
  )
  onBeforeUnmount(stop)
}
