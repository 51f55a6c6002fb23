/**
 * Works on the next page while the reader is busy with the one before: one page ahead, never more. A
 * failure is told in its turn, after the pages before it. The source is told to end when the reader
 * leaves. `awaitsEnd` waits until it has: where what it holds, such as a file, is taken away next. Without
 * it nobody waits for a call that may hang.
 */
export async function* readAhead<T>(
  source: AsyncGenerator<T>,
  { awaitsEnd = false } = {}
): AsyncGenerator<T> {
  let next = begin(source)
  try {
    for (let page = await next; !page.done; page = await next) {
      next = begin(source)
      yield page.value
    }
  } finally {
    const end = source.return(undefined).catch(ignore)
    await (awaitsEnd ? end : undefined)
  }
}

function begin<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const next = source.next()
  // Whoever waits for it hears of its failure; one that nobody waits for any more is of no interest.
  next.catch(ignore)
  return next
}

function ignore() {}
