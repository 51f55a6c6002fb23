/** Asks for the next value while the consumer works on this one, so that reading and landing overlap. */
export async function* readAhead<Value>(source: AsyncGenerator<Value>): AsyncGenerator<Value> {
  let next = source.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) {
        return
      }
      next = source.next()
      // A failure is thrown where the value would have been taken.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await source.return(undefined).catch(() => undefined)
  }
}
