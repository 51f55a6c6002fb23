import { computed, ref, watch, type Ref } from 'vue'
import { router } from '@inertiajs/vue3'
import type { MetricQuery } from '#metrics/types'
import { useShell } from '~/features/shell/use_shell'
import { questionAddress, type View } from './question_address.js'

type Asked = { question: MetricQuery; view: View }

/** Keeps the question in the address: each change asks the server and can be shared and gone back to. */
export function useQuestion(asked: () => Asked) {
  const { href } = useShell()
  const question = ref(asked().question)
  const view = ref(asked().view)
  const address = computed(() => questionAddress(question.value, view.value))
  const exploreHref = computed(() => `${href('/explore')}?${address.value}`)
  const { isAsking, ask } = useAsking(exploreHref)
  const isShown = () => questionAddress(asked().question, asked().view) === address.value
  const isAnswered = () => questionAddress(asked().question, view.value) === address.value

  watch([question, view], ([, shownView], [, before]) => {
    if (isShown()) {
      return
    }
    const needsTotals = shownView === 'pivot' && before !== 'pivot'
    if (!isAnswered() || needsTotals) {
      ask()
    } else {
      show(exploreHref.value, shownView)
    }
  })
  watch(asked, (shown) => {
    if (!isShown()) {
      question.value = shown.question
      view.value = shown.view
    }
  })

  return {
    question,
    view,
    isAsking,
    ask,
    exportHref: (format: 'csv' | 'xlsx') => {
      const path = format === 'csv' ? href('/explore/export.csv') : href('/explore/export.xlsx')
      return `${path}?${address.value}`
    },
  }
}

/** Another drawing of the same answer: only the address changes. */
function show(url: string, view: View) {
  router.replace({
    url,
    props: (props) => ({ ...props, view }),
    preserveState: true,
    preserveScroll: true,
  })
}

function useAsking(address: Ref<string>) {
  const isAsking = ref(false)

  function ask() {
    router.get(address.value, undefined, {
      only: ['question', 'view', 'answer'],
      preserveState: true,
      preserveScroll: true,
      onStart: () => (isAsking.value = true),
      onFinish: () => (isAsking.value = false),
    })
  }

  return { isAsking, ask }
}
