import { provide, shallowRef } from 'vue'
import type { InjectionKey, ShallowRef } from 'vue'

/** A day or an hour that someone points at, and the chart that is pointed at. */
export type SharedPlace = { at: string; by: symbol }

/** Apart from those who use it: a page that has no chart yet must not load more than this. */
export const SHARED: InjectionKey<ShallowRef<SharedPlace | null>> = Symbol('shared place')

/** The charts below this component mark the same day: what one points at is read in all of them. */
export function provideSharedPlace() {
  provide(SHARED, shallowRef(null))
}
