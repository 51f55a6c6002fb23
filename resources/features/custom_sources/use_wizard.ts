import { watch } from 'vue'
import { createInjectionState } from '@vueuse/core'
import { router } from '@inertiajs/vue3'
import { useShell } from '~/features/shell/use_shell'
import { askServer } from '~/composables/ask_server'
import { SAMPLE_AUTH, SAMPLE_KEY, sampleOf } from './samples.js'
import type { LookedAtAnswer, Preview } from './types.js'
import {
  addList,
  chooseList,
  namedDesign,
  openList,
  removeList,
  takeAddress,
  wizardState,
  type WizardStart,
  type WizardState,
} from './wizard_state.js'

async function ask<Answer>({ isBusy, fault }: WizardState, address: string, body: object) {
  isBusy.value = true
  fault.value = null
  const asked = await askServer<Answer>(address, body)
  isBusy.value = false
  fault.value = 'fault' in asked ? asked.fault : null
  return 'fault' in asked ? null : asked.answer
}

/** Calls the address once, and takes over what is proposed for its longest list. */
async function look(state: WizardState, base: string) {
  const { stream, mode, credentials, answer, step, known } = state
  if (!takeAddress(state)) {
    return
  }
  const found = await ask<LookedAtAnswer>(state, `${base}/answers`, {
    ...{ design: namedDesign(state), stream: stream.value.name, mode: mode.value },
    ...{ credentials, source: known?.source },
  })
  if (found) {
    answer.value = found
    step.value = 'answer'
    const isKnown = found.lists.some(({ path }) => path === stream.value.records)
    if (stream.value.fields.length === 0 || !isKnown) {
      chooseList(state, found.lists[0])
    }
  }
}

async function show(state: WizardState, base: string) {
  const { stream, list, preview } = state
  preview.value = await ask<Preview>(state, `${base}/previews`, {
    ...{ design: namedDesign(state), stream: stream.value.name },
    records: list.value?.records ?? [],
  })
}

/** The sample's address and key, as its documentation gives them. */
function takeSample({ design, mode, address, credentials, stream }: WizardState) {
  const sample = sampleOf(design.kind)
  mode.value = 'sandbox'
  address.value = sample.address
  credentials.apiKey = SAMPLE_KEY
  Object.assign(design, { auth: SAMPLE_AUTH, title: design.title || 'Harbor orders' })
  Object.assign(stream.value, sample.stream)
}

function save(state: WizardState, base: string) {
  const { design, credentials, mode, isBusy, fault, known, numbers } = state
  const chosen = known ? { numbers: numbers.value ?? undefined } : { mode: mode.value }
  // A form of plain values: reactive objects are not sent as they are.
  const data = JSON.parse(JSON.stringify({ design, credentials, ...chosen }))
  router.visit(known ? `${base}/${known.source}` : base, {
    ...{ method: known ? ('put' as const) : ('post' as const), data },
    preserveState: true,
    onStart: () => (isBusy.value = true),
    onError: (errors) => (fault.value = Object.values(errors).flat().join(' ')),
    onFinish: () => (isBusy.value = false),
  })
}

/** One wizard for a page and its steps. */
export const [provideWizard, useProvidedWizard] = createInjectionState((start: WizardStart) => {
  const { href } = useShell()
  const base = href('/custom-sources')
  const state = wizardState(start)
  const { step, stream } = state
  watch([step, () => stream.value.fields, () => stream.value.currency], () => {
    if (step.value === 'fields') {
      void show(state, base)
    }
  })
  return {
    ...state,
    look: () => look(state, base),
    choose: (path: string) =>
      chooseList(
        state,
        state.answer.value?.lists.find((list) => list.path === path)
      ),
    trySample: () => {
      takeSample(state)
      return look(state, base)
    },
    open: (index: number) => openList(state, index),
    add: () => addList(state),
    remove: (index: number) => removeList(state, index),
    save: () => save(state, base),
  }
})

/** For the steps, which stand inside of the page. */
export const useWizard = () => useProvidedWizard()!
