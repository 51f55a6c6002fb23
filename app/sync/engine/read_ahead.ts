/**
 * Works on the next page while the reader is busy with the one before: one page ahead, never more. A
 * failure is told in its turn, after the pages before it. The source is told to end when the reader
 * leaves, and not waited for: what it has under way changes nothing.
 */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = begin(source)
  try {
    for (let page = await next; !page.done; page = await next) {
      next = begin(source)
      yield page.value
    }
  } finally {
    void source.return(undefined).catch(ignore)
  }
}

function begin<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const next = source.next()
  // Whoever waits for it hears of its failure; one that nobody waits for any more is of no interest.
  next.catch(ignore)
  return next
}

function ignore() {}
