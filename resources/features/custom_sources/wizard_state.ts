import { computed, reactive, ref } from 'vue'
import type { AnswerList, LookedAtAnswer, Preview, SourceDesign } from './types.js'

export type Step = 'address' | 'answer' | 'fields' | 'save'

/** A source that is described already, whose description is changed. */
export interface Known {
  pluginId: string
  /** Its source, whose stored secrets are asked with; null where none uses it any more. */
  source: string | null
  mode: 'live' | 'sandbox'
}

export interface WizardStart {
  design: SourceDesign
  /** Of amounts whose records name none. */
  currency: string
  known: Known | null
}

/** Everything a person has said of a source so far. */
export function wizardState({ design: given, currency, known }: WizardStart) {
  const design = reactive<SourceDesign>(given)
  const at = ref(0)
  const stream = computed(() => design.streams[at.value])
  const answer = ref<LookedAtAnswer | null>(null)
  return {
    ...{ design, at, stream, answer, currency, known },
    credentials: reactive<Record<string, string>>({}),
    mode: ref(known?.mode ?? ('live' as const)),
    step: ref<Step>('address'),
    address: ref(given.host ? `https://${given.host}${stream.value.path}` : ''),
    preview: ref<Preview | null>(null),
    fault: ref<string | null>(null),
    isBusy: ref(false),
    list: computed<AnswerList | undefined>(() =>
      answer.value?.lists.find(({ path }) => path === stream.value.records)
    ),
  }
}

export type WizardState = ReturnType<typeof wizardState>

/** A name is asked for last; until then the host stands for it. */
export const namedDesign = ({ design }: WizardState): SourceDesign => ({
  ...design,
  title: design.title || design.host,
})

/** What was typed, taken apart: parameters of the address are parameters like others. */
export function takeAddress({ address, design, stream, fault }: WizardState): boolean {
  if (!URL.canParse(address.value) || !address.value.startsWith('https://')) {
    fault.value = 'Enter the whole address, beginning with https://.'
    return false
  }
  const url = new URL(address.value)
  const added = [...url.searchParams].map(([name, value]) => ({ name, value }))
  const kept = stream.value.query.filter(({ name }) => name && !url.searchParams.has(name))
  design.host = url.host
  design.headers = design.headers.filter(({ name }) => name)
  Object.assign(stream.value, { path: url.pathname, query: [...kept, ...added] })
  address.value = url.origin + url.pathname
  return true
}

/** Takes over what is proposed for a list. */
export function chooseList({ stream, currency }: WizardState, found: AnswerList | undefined) {
  if (found) {
    const { path: records, page, proposed, always } = found
    const isSaid = proposed.some(({ use }) => use === 'currency')
    const chosen = { records, page, always, fields: proposed, currency: isSaid ? null : currency }
    Object.assign(stream.value, chosen)
  }
}
