import { computed, ref, shallowRef, type Ref } from 'vue'
import { useDebounceFn } from '@vueuse/core'
import { sendJson } from '~/features/dashboards/send_json'
import { rangeAddress } from '~/features/metrics/periods'
import type { ComposedReport, ReportDetail, ReportDocument, Section } from './report.js'

type Draft = { name: string; document: ReportDocument }

const PREVIEW_AFTER_MS = 500
const MOST_STEPS = 100

/** A report while it is edited: every change can be undone, and is drawn as it would be printed. */
export function useReportDraft(report: ReportDetail, path: string) {
  const { draft, change, ...history } = useHistory({ name: report.name, document: report.document })
  const fault = ref<string | null>(null)
  const body = () => ({
    ...draft.value.document,
    name: draft.value.name,
    range: rangeAddress(draft.value.document.range),
  })
  const { preview, draw } = usePreview(path, { body, fault })

  const changed = (next: Partial<Draft>) => {
    change({ ...draft.value, ...next })
    void draw()
  }
  const setSections = (sections: Section[]) =>
    changed({ document: { ...draft.value.document, sections } })
  const step = (go: () => void) => () => {
    go()
    void draw()
  }
  return {
    ...{ draft, preview, fault, draw, setSections, changed },
    ...useSaving(path, { body, fault, revision: report.revision }),
    ...{ canUndo: history.canUndo, canRedo: history.canRedo },
    ...{ undo: step(history.undo), redo: step(history.redo) },
  }
}

type Sent = { body: () => object; fault: Ref<string | null> }

/** The last one asked for is the one that is shown. */
function usePreview(path: string, { body, fault }: Sent) {
  const preview = shallowRef<ComposedReport | null>(null)
  let asked = 0
  const draw = useDebounceFn(async () => {
    const turn = ++asked
    const drawn = await sendJson<ComposedReport>('POST', `${path}/previews`, body())
    if (turn === asked) {
      fault.value = faultOf(drawn)
      preview.value = drawn.isAnswered && drawn.status === 200 ? drawn.answer : preview.value
    }
  }, PREVIEW_AFTER_MS)
  return { preview, draw }
}

function useSaving(path: string, { body, fault, revision }: Sent & { revision: number }) {
  const isSaving = ref(false)
  let from = revision

  /** Whether it was saved. */
  async function save(): Promise<boolean> {
    isSaving.value = true
    const saved = await sendJson<{ revision: number }>('PUT', path, { ...body(), revision: from })
    isSaving.value = false
    fault.value = faultOf(saved)
    if (!saved.isAnswered || saved.status !== 200) {
      return false
    }
    from = saved.answer.revision
    return true
  }
  return { isSaving, save }
}

type Answered = Awaited<ReturnType<typeof sendJson<object>>>

function faultOf(sent: Answered): string | null {
  if (!sent.isAnswered) {
    return sent.fault
  }
  const { detail, errors } = sent.answer as { detail?: string; errors?: { message: string }[] }
  const isFine = sent.status < 400
  return isFine ? null : (errors?.[0]?.message ?? detail ?? 'This report cannot be drawn.')
}

function useHistory(first: Draft) {
  const steps = ref<Draft[]>([first])
  const at = ref(0)
  const draft = computed(() => steps.value[at.value] as Draft)
  function change(next: Draft) {
    const kept = steps.value.slice(0, at.value + 1)
    steps.value = [...kept, next].slice(-MOST_STEPS)
    at.value = steps.value.length - 1
  }
  return {
    ...{ draft, change },
    canUndo: computed(() => at.value > 0),
    canRedo: computed(() => at.value < steps.value.length - 1),
    undo: () => (at.value = Math.max(0, at.value - 1)),
    redo: () => (at.value = Math.min(steps.value.length - 1, at.value + 1)),
  }
}
