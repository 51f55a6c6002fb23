import type { Problem } from './problem.js'

/** What a program, or who writes it, can do about an answer whose usual sentence is for people with a page. */
const SENTENCES: Record<string, Partial<Problem>> = {
  E_UNREADABLE: {
    message:
      'The body could not be read, so nothing was changed. Send one JSON object in UTF-8, as /api/v1/openapi.json describes it.',
  },
  E_NOT_FOUND: {
    message: 'This endpoint does not exist. All endpoints are listed in /api/v1/openapi.json.',
  },
}

export const forProgram = (problem: Problem): Problem => ({
  ...problem,
  ...SENTENCES[problem.code],
})
