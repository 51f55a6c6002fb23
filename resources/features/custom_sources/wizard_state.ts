import { computed, reactive, ref } from 'vue'
import { emptyStream } from './samples.js'
import type { AnswerList, LookedAtAnswer, Preview, SourceDesign } from './types.js'

export type Step = 'address' | 'answer' | 'fields' | 'save'

/** A source that is described already, whose description is changed. */
export interface Known {
  /** Its source, whose stored secrets are asked with. */
  source: string
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
    step: ref<Step>(known ? 'save' : 'address'),
    numbers: ref<'keep' | 'again' | null>(null),
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
  if (design.streams.length > 1 && design.host !== url.host) {
    fault.value = `All lists of a source are on one host, which is ${design.host}. Connect another host as a source of its own.`
    return false
  }
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

/** Opens a list at its address. What is shown of another one is let go. */
export function openList(
  { at, design, stream, address, answer, preview, step }: WizardState,
  index: number
) {
  at.value = index
  address.value = `https://${design.host}${stream.value.path}`
  answer.value = null
  preview.value = null
  step.value = 'address'
}

/** Another list of the same source, under a name that none of them has or had. */
export function addList(state: WizardState) {
  const { design } = state
  const taken = new Set(design.streams.map(({ name }) => name))
  const names = Array.from({ length: taken.size + 1 }, (_, index) => `records_${index + 2}`)
  const name = names.find((each) => !taken.has(each))!
  design.streams.push({ ...emptyStream(design.kind, name), title: 'More records' })
  openList(state, design.streams.length - 1)
}

export function removeList({ design, at, preview }: WizardState, index: number) {
  preview.value = null
  design.streams.splice(index, 1)
  at.value = 0
}
